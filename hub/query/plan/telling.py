"""How told fields (`hub.programme.told`) are read: what is counted for them is part of the statement, the rest Python.

Each becomes two functions: `ask`, what has to be counted for a value before there is one, and `tell`, what the encoder
writes of it. The fields of a told type are Strawberry's own: an attribute, or a resolver that only tells.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import iscoroutinefunction, signature
from typing import Any

from graphql import get_nullable_type, is_leaf_type, is_list_type

from hub.programme.measuring import Question
from hub.programme.told import ToldField, nothing
from hub.query.plan.counts import Request
from hub.query.plan.levels import Level, Output, Row, Unplannable, Values
from hub.query.plan.reading import TYPENAME, Reader, Selected
from hub.query.plan.shaping import Answer, Unexpected, structure
from hub.query.record import INFO, RecordInfo
from hub.query.resolvers import DEFINITION
from hub.texts import Text

Tell = Callable[[Answer, Any], Any]
"""What the encoder writes of a value."""
Ask = Callable[[Request, Any], Iterable[Question]]
"""What has to be counted for what is selected of a value, or of what is promised of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A value of a told field, as far as it is selected; `ask` is None where nothing has to be counted."""

    tell: Tell
    ask: Ask | None = None


def read_told(reader: Reader, selected: Selected) -> Values:
    """A told field of a row, or of the operation itself."""
    told, sources = _told(reader, selected), _sources(reader, selected)
    if told.ask is not None:
        reader.told.asks.append(_asked(reader, selected, told.ask))
    tell = told.tell
    return lambda answer: [None if one is None else tell(answer, one) for one in sources(answer)]


# The rows that tell


def _sources(reader: Reader, selected: Selected) -> Values:
    """What stands for each row: an instance with the keys that the field looks at."""
    declared, row = selected.declared, selected.row
    if not declared.keys:
        return lambda _: [declared]  # the operation itself, of which nothing is looked at
    labels, kind = declared.keys, row.info.original.declared
    outputs = [_key(reader, row, label) for label in labels]
    marks = _marks(reader, row)

    def values(answer: Answer) -> Iterator[Any]:
        marked = marks(answer.request)
        for keys in zip(*(answer.columns[output.number] for output in outputs), strict=True):
            yield None if keys[0] is None else _instance(kind, zip(labels, keys, strict=True), marked)

    return values


def _key(reader: Reader, row: Row, label: str) -> Output:
    return reader.returned(row.key() if label == "_key" else row.output(row.info.columns[label], raw=True))


def _instance(kind: type, keys: Iterable[tuple[str, Any]], marks: dict[str, Any]) -> Any:
    made: Any = object.__new__(kind)
    vars(made).update(keys, **marks)
    return made


def _asked(reader: Reader, selected: Selected, ask: Ask) -> Callable[[Request], Iterator[Question]]:
    """What has to be counted for all rows that there may be, as they are known only afterwards."""
    possible = selected.declared.sources
    if possible is None:
        raise Unplannable(Text(f"{selected.name} can't be counted ahead", f"{selected.name} 无法预先统计"))
    measure, marks = _measure(reader, selected.row), _marks(reader, selected.row)

    def asked(request: Request) -> Iterator[Question]:
        marked = marks(request)
        for source in possible(request, measure(request)):
            vars(source).update(marked)
            yield from ask(request, source)

    return asked


def _marks(reader: Reader, row: Row) -> Callable[[Request], dict[str, Any]]:
    """What each row of a list keeps of the list's arguments."""
    place = getattr(row.level, "place", None)
    marks = getattr(place and place.declared, "marks", None)
    if place is None or marks is None:
        return lambda _: {}
    number = reader.told.arguments(place.field, place.node)
    return lambda request: marks(request.given[number])


def _measure(reader: Reader, row: Row) -> Callable[[Request], str | None]:
    """The measure to which an argument further up limits the rows; None: no argument does."""
    level: Level | None = row.level
    while level is not None:
        place = getattr(level, "place", None)
        name = getattr(place and place.declared, "measure_argument", None)
        if place is not None and name is not None:
            number = reader.told.arguments(place.field, place.node)
            return lambda request: request.given[number].get(name)
        above = level.parent or (level.points and level.points.row)
        level = above.level if above else None
    return lambda _: None


# Values of told fields


def _told(reader: Reader, selected: Selected) -> Told:
    """A told field of a source: a row's instance, or an object that another field told."""
    declared: ToldField = selected.declared
    number = reader.told.arguments(selected.field, selected.node)
    below = _value(reader, selected)
    asks = declared.asks if _needs_counts(reader, selected) else nothing

    def tell(answer: Answer, source: Any) -> Any:
        request = answer.request
        return below.tell(answer, declared.tells(source, request, request.given[number], request.found))

    def ask(request: Request, source: Any) -> Iterator[Question]:
        given = request.given[number]
        yield from asks(source, request, given)
        if below.ask is not None:
            promised = declared.promises(source, request, given)
            for one in promised if isinstance(promised, list) else [promised]:
                yield from below.ask(request, one)

    return Told(tell, None if asks is nothing and below.ask is None else ask)


def _needs_counts(reader: Reader, selected: Selected) -> bool:
    """Whether anything is selected for which the field itself has to ask."""
    counted = selected.declared.counted
    return not counted or any(one.name in counted for one in reader.selections(selected).values())


def _value(reader: Reader, selected: Selected) -> Told:
    """What is selected of the field's value, or of each in a list."""
    kind = get_nullable_type(selected.field.type)
    one = _single(reader, selected)
    if is_list_type(kind):
        return Told(_each(one.tell), one.ask)
    return Told(_never_null(one.tell) if selected.required else _or_null(one.tell), one.ask)


def _each(tell: Tell) -> Tell:
    return lambda answer, values: None if values is None else [tell(answer, value) for value in values]


def _or_null(tell: Tell) -> Tell:
    return lambda answer, value: None if value is None else tell(answer, value)


def _never_null(tell: Tell) -> Tell:
    def told(answer: Answer, value: Any) -> Any:
        if value is None:
            raise Unexpected
        return tell(answer, value)

    return told


def _single(reader: Reader, selected: Selected) -> Told:
    kind = selected.kind
    if is_leaf_type(kind):
        serialize = kind.serialize
        return Told(lambda _, value: serialize(value))
    declared = kind.extensions[DEFINITION].origin
    info: RecordInfo | None = vars(declared).get(INFO)
    return _object(reader, selected) if info is None else Told(_entity(reader, selected, info))


def _entity(reader: Reader, selected: Selected, info: RecordInfo) -> Tell:
    """One of the programme's entities by its key: all of them are a level, as each may be told of many times."""
    level = reader.open(selected, info, public=True)
    values = reader.object(selected, selected.kind, level.row)
    key = reader.returned(level.row.key())

    def tell(answer: Answer, value: Any) -> Any:
        known = answer.request.share(level, lambda: dict(zip(answer.columns[key.number], values(answer), strict=True)))
        if vars(value)["_key"] not in known:
            raise Unexpected
        return known[vars(value)["_key"]]

    return tell


# Objects of told types


def _object(reader: Reader, selected: Selected) -> Told:
    """An object that was told, field by field."""
    fields = reader.selections(selected)
    if not fields:
        return Told(lambda *_: {})  # `@skip` has left none
    struct = structure(tuple(fields))
    members = [_member(reader, one) for one in fields.values()]
    tells, asks = [one.tell for one in members], [one.ask for one in members if one.ask is not None]

    def ask(request: Request, value: Any) -> Iterator[Question]:
        for one in asks:
            yield from one(request, value)

    return Told(lambda answer, value: struct(*[tell(answer, value) for tell in tells]), ask if asks else None)


def _member(reader: Reader, selected: Selected) -> Told:
    if selected.name == TYPENAME:
        return Told(lambda *_: selected.parent.name)
    declared = selected.declared
    if isinstance(declared, ToldField):
        return _told(reader, selected)
    below = _value(reader, selected).tell
    if declared.base_resolver is None:
        name = declared.python_name
        return Told(lambda answer, value: below(answer, getattr(value, name)))
    return Told(_resolved(reader, selected, below))


def _resolved(reader: Reader, selected: Selected, below: Tell) -> Tell:
    """A resolver that only tells: of `info` it uses the request's context."""
    resolver: Callable[..., Any] = selected.declared.base_resolver.wrapped_func
    if iscoroutinefunction(resolver):
        raise Unplannable(Text(f"{selected.name} waits for something", f"{selected.name} 需等待其他结果"))
    number = reader.told.arguments(selected.field, selected.node)
    if "info" not in signature(resolver).parameters:
        return lambda answer, value: below(answer, resolver(value, **answer.request.given[number]))
    return lambda answer, value: below(answer, resolver(value, answer.request, **answer.request.given[number]))
