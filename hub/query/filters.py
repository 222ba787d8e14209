"""The `filter:` inputs, generated from the declared fields, and the conditions that they mean."""

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from typing import Any

import strawberry
from sqlalchemy import ARRAY, ColumnElement, String, and_, any_, false, or_, true
from strawberry import UNSET

from hub.errors import BadInput
from hub.query import ids
from hub.query.inputs import given
from hub.query.made import fields_of, input_type
from hub.query.record import RecordInfo
from hub.query.traced import bound, converted, gathered, known
from hub.texts import Text

MAX_IN = 1000
"""The most values that one `in` takes."""
MAX_TERMS = 200
"""The most conditions in one filter."""
MAX_NESTING = 20
"""The most levels of `and`, `or` and `not` within each other."""

_WORDS = {
    "eq": Text("Equal to", "等于"),
    "in": Text(f"One of at most {MAX_IN} values", f"属于所列之一（至多 {MAX_IN} 项）"),
    "gt": Text("Greater than, or after", "大于或晚于"),
    "gte": Text("At least, or from this day on", "不小于或不早于"),
    "lt": Text("Less than, or before", "小于或早于"),
    "lte": Text("At most, or until this day", "不大于或不晚于"),
    "contains": Text("Contains this text, letter case ignored", "包含该文本，不分大小写"),
    "isNull": Text("Whether the value is missing", "是否为空"),
}
_ORDERED = ("eq", "in", "gt", "gte", "lt", "lte", "isNull")
_OPERATORS: dict[Any, tuple[str, tuple[str, ...]]] = {
    str: ("StringFilter", (*_ORDERED[:-1], "contains", "isNull")),
    int: ("IntFilter", _ORDERED),
    float: ("FloatFilter", _ORDERED),
    Decimal: ("DecimalFilter", _ORDERED),
    date: ("DateFilter", _ORDERED),
    datetime: ("DateTimeFilter", _ORDERED),
    bool: ("BooleanFilter", ("eq", "isNull")),
    strawberry.ID: ("IDFilter", ("eq", "in", "isNull")),
}


@dataclass(frozen=True, slots=True)
class Filterable:
    """A declared field that can be filtered by: its column, the type that the client writes, and how to bind it."""

    column: str
    kind: Any
    text: Text
    encode: Callable[[Any], Any]
    storage: Any


@cache
def operators(kind: Any) -> Any:
    """The input of the operators for one kind of value; one for each scalar, shared by all sectors."""
    chosen = isinstance(kind, type) and issubclass(kind, Enum)
    name, words = (f"{kind.__name__}Filter", ("eq", "in", "isNull")) if chosen else _OPERATORS[kind]
    kinds = {"in": list[kind], "isNull": bool}
    fields = (given(word, kinds.get(word, kind), _WORDS[word]) for word in words)
    return input_type(name, fields, Text("Conditions, all of which hold", "条件，须同时满足"))


def filter_of(info: RecordInfo, filterable: dict[str, Filterable]) -> Any:
    """The filter input of a record: its fields, and `and`, `or`, `not` over the same input."""
    fields = (given(name, operators(f.kind), f.text) for name, f in filterable.items())
    described = Text(f"Which {info.name} rows are meant; all conditions hold", f"筛选{info.text.zh}，条件须同时满足")
    made = input_type(f"{info.name}Filter", fields, described)
    several = list[made]  # type: ignore[valid-type]
    fields_of(made).extend(
        (
            given("and", several, Text("All of these hold", "均满足")),
            given("or", several, Text("At least one of these holds", "至少满足一项")),
            given("not", made, Text("This doesn't hold", "不满足")),
        )
    )
    return made


def condition(info: RecordInfo, filterable: dict[str, Filterable], given: Any) -> ColumnElement[bool]:
    """The condition that a filter means, given as graphql-core coerced it: by the names that the client writes.

    BadInput for a null operand, too many values or terms.
    """
    return _Reader(info, filterable).read(given, "filter")


class _Reader:
    def __init__(self, info: RecordInfo, filterable: dict[str, Filterable]) -> None:
        self._info = info
        self._filterable = filterable
        self._terms = 0

    def read(self, given: Any, path: str) -> ColumnElement[bool]:
        if given is None:
            return true()
        terms = [*self._operands(given, path), *self._logic(given, path)]
        return and_(*terms) if terms else true()

    def _operands(self, given: Any, path: str) -> Iterator[ColumnElement[bool]]:
        for name, target in self._filterable.items():
            operand = given.get(name, UNSET)
            if operand is None:
                raise _null(f"{path}.{name}")
            if operand is not UNSET:
                yield from self._compared(target, operand, f"{path}.{name}")

    def _logic(self, given: Any, path: str) -> Iterator[ColumnElement[bool]]:
        if given.get("and") is not None:
            yield and_(true(), *self._each(given["and"], f"{path}.and"))
        if given.get("or") is not None:
            yield or_(false(), *self._each(given["or"], f"{path}.or"))
        if given.get("not") is not None:
            held = and_(true(), *self._each([given["not"]], f"{path}.not"))
            yield held.is_not(true())  # every other row, also where a value is missing and SQL knows no answer

    def _each(self, parts: list[Any], path: str) -> Iterator[ColumnElement[bool]]:
        if path.count(".") > MAX_NESTING:
            raise BadInput(
                f"{path}: a filter nests at most {MAX_NESTING} levels; flatten it",
                f"{path}：筛选条件至多嵌套 {MAX_NESTING} 层，请简化",
                path,
            )
        for part in parts:
            self._count(path)
            yield self.read(part, path)

    def _compared(self, target: Filterable, operand: Any, path: str) -> Iterator[ColumnElement[bool]]:
        column = self._info.column(target.column)
        for word in _WORDS:
            value = operand.get(word, UNSET)
            if value is UNSET:
                continue
            self._count(path)
            if value is None:
                raise _null(f"{path}.{word}")
            yield _term(column, target, word, value, f"{path}.{word}")

    def _count(self, path: str) -> None:
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise BadInput(
                f"{path}: a filter has at most {MAX_TERMS} conditions; use fewer",
                f"{path}：一个筛选至多包含 {MAX_TERMS} 个条件，请减少",
                path,
            )


def _term(column: Any, target: Filterable, word: str, value: Any, path: str) -> ColumnElement[bool]:
    result: ColumnElement[bool]
    if word == "isNull":
        result = column.is_(None) if known(value) else column.is_not(None)
    elif word == "in":
        values = converted(gathered(value), partial(_each_encoded, target, path=path))
        result = column == any_(bound(values, ARRAY(target.storage)))
    elif word == "contains":
        result = column.ilike(bound(converted(value, partial(_pattern, target, path=path)), String()))
    else:
        encoded = converted(value, partial(_encoded, target, path=path))
        result = _COMPARE[word](column, bound(encoded, target.storage))
    return result


_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


def _pattern(target: Filterable, value: Any, *, path: str) -> str:
    escaped = _encoded(target, value, path=path).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _each_encoded(target: Filterable, values: list[Any], *, path: str) -> list[Any]:
    if len(values) > MAX_IN:
        raise BadInput(
            f"{path}: at most {MAX_IN} values; split the request", f"{path}：至多 {MAX_IN} 个值，请分批查询", path
        )
    return [_encoded(target, value, path=path) for value in values]


def _encoded(target: Filterable, value: Any, *, path: str) -> Any:
    try:
        return target.encode(value)
    except BadInput as error:
        error.field = path
        raise


def _null(path: str) -> BadInput:
    return BadInput(
        f"{path} is null; leave it out, or use isNull to find missing values",
        f"{path} 为 null；请省略该条件，或用 isNull 查找空值",
        path,
    )


def record_id(type_name: str) -> Callable[[str], int | None]:
    """Reads the global id of one type; None, which equals nothing, for the id of another."""

    def read(value: str) -> int | None:
        return ids.row_key(value, type_name, "id")

    return read
