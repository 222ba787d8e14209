"""Values that a client gives, traced: what a statement was made of them once can be made of others without it.

Filters, orders and pages read plain values and traced ones alike, by three functions: `known` where the value decides
what is made of it, `converted` where another value is, and `bound` where it is bound. Of plain values they do just
that. Of traced ones they also keep a record (`Trace`), from which `Traces` finds, for the values of a later request,
whether all decisions fall the same way, and what is bound then.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NoReturn, TypeVar

from sqlalchemy import BindParameter, bindparam
from sqlalchemy.types import TypeEngine

T = TypeVar("T")
Step = Callable[[list[Any]], Any]
"""Makes one more value of all those before it."""


class Traced:
    """A value in a place of a trace. It can't be compared or tested: whoever needs to must ask for it by `known`."""

    __slots__ = ("place", "trace")

    def __init__(self, trace: "Trace", place: int) -> None:
        self.trace, self.place = trace, place

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError("a traced value decides nothing until it is asked for by `known`")

    __bool__ = __eq__ = __hash__ = __len__ = __iter__ = _refuse


def known(value: Any) -> Any:
    """The value itself; what is made from here on is made for this value alone."""
    return value.trace.decide(value.place) if isinstance(value, Traced) else value


def converted(value: Any, convert: Callable[[Any], Any]) -> Any:
    """What `convert` makes of a value: a function of that value and of nothing else that a request brings."""
    return value.trace.convert(convert, value.place) if isinstance(value, Traced) else convert(value)


def gathered(values: Any) -> Any:
    """A list, of which it or some items may be traced, as one value."""
    if isinstance(values, Traced):
        return values
    trace = next((one.trace for one in values if isinstance(one, Traced)), None)
    return values if trace is None else trace.gather(values)


def bound(value: Any, storage: TypeEngine[Any]) -> BindParameter[Any]:
    """The value as a parameter of a statement."""
    return (
        value.trace.bind(value.place, storage) if isinstance(value, Traced) else bindparam(None, value, type_=storage)
    )


class Trace:
    """What was made of some values in one reading: conversions, decisions and parameters."""

    def __init__(self, values: Iterable[Any]) -> None:
        self.values = list(values)
        """The given ones, then those that each step made."""
        self.binds: dict[str, int] = {}
        """The place of the value that a parameter has, by the parameter's key."""
        self.stages: list[tuple[list[Step], int]] = []
        """What was decided by the value in a place, after which steps."""
        self.steps: list[Step] = []
        """Those after the last decision."""

    def convert(self, convert: Callable[[Any], Any], place: int) -> Traced:
        """A value made of the one in this place."""
        return self._step(lambda values: convert(values[place]))

    def gather(self, items: list[Any]) -> Traced:
        """A list of values, and of others that are the same each time."""
        parts = [(one.place, None) if isinstance(one, Traced) else (-1, one) for one in items]
        return self._step(lambda values: [one if place < 0 else values[place] for place, one in parts])

    def _step(self, step: Step) -> Traced:
        self.values.append(step(self.values))
        self.steps.append(step)
        return Traced(self, len(self.values) - 1)

    def decide(self, place: int) -> Any:
        """The value in this place, which must be the same for all that follows to be."""
        self.stages.append((self.steps, place))
        self.steps = []
        return self.values[place]

    def bind(self, place: int, storage: TypeEngine[Any]) -> BindParameter[Any]:
        """A parameter of the value in this place."""
        made: BindParameter[Any] = bindparam(None, self.values[place], type_=storage)
        self.binds[made.key] = place
        return made


@dataclass(slots=True)
class _Stage(Generic[T]):
    """Steps, and what follows them: a decision, or what was made."""

    steps: Sequence[Step]
    decides: int = -1
    after: dict[Any, "_Stage[T]"] = field(default_factory=dict)
    made: T | None = None


class Traces(Generic[T]):
    """What was made in former readings, found again by the form of the values and by all decisions on the way."""

    def __init__(self) -> None:
        self._first: dict[Hashable, _Stage[T]] = {}

    def find(self, form: Hashable, values: list[Any]) -> T | None:
        """What was made of values such as these; `values` gets what each step makes of them, or raises."""
        stage = self._first.get(form)
        while stage is not None:
            for step in stage.steps:
                values.append(step(values))
            if stage.decides < 0:
                return stage.made
            stage = stage.after.get(values[stage.decides])
        return None

    def keep(self, form: Hashable, trace: Trace, made: T) -> None:
        """Have what a reading made found again."""
        stages, key = self._first, form
        for steps, place in trace.stages:
            stages, key = stages.setdefault(key, _Stage(steps, place)).after, trace.values[place]
        stages[key] = _Stage(trace.steps, made=made)


def form_of(value: Any, leaves: list[Any]) -> Hashable:
    """What of a coerced input isn't traced: keys, nulls, lists of more than leaves. The `leaves` are added in order."""
    if value is None:
        return None
    form: list[Hashable] = []
    if type(value) is dict:
        for name, one in value.items():  # one frame a level: the interpreter bounds how deep a client may nest
            form += name, form_of(one, leaves)
    elif _nests(value):
        for one in value:
            form.append(form_of(one, leaves))
    else:
        leaves.append(value)
        return True
    return tuple(form)


def traced(value: Any, leaf: Callable[[], Traced]) -> Any:
    """The same input, its leaves traced, in the same order."""
    if value is None:
        return None
    if type(value) is dict:
        fields = {}
        for name, one in value.items():
            fields[name] = traced(one, leaf)
        return fields
    if not _nests(value):
        return leaf()
    items = []
    for one in value:
        items.append(traced(one, leaf))  # noqa: PERF401 - as above
    return items


_NESTING = {dict, list, type(None)}


def _nests(value: Any) -> bool:
    """Whether this is a list of more than scalars and enumerations, or of nothing."""
    return type(value) is list and (not value or not _NESTING.isdisjoint(map(type, value)))
