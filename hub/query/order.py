"""The order of a page and its keyset cursors: opaque, stable under inserts, flat in cost whatever the page."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Column, ColumnElement, and_, false, or_, true, tuple_

from hub.errors import BadInput
from hub.query.codecs import Codec
from hub.query.inputs import choice_type, given, graphql_enum
from hub.query.made import input_type
from hub.query.record import RecordInfo
from hub.query.traced import bound, converted, known
from hub.texts import Choice, Text

Scalar = str | int | float | bool | None
"""What stands in a cursor: nothing that nests."""
MAX_ORDER = 5
"""The most columns by which one list is ordered."""


class Direction(Choice):
    """A direction of order; missing values come last in both. (排序方向)"""

    ASC = Text("From the lowest to the highest", "升序")
    DESC = Text("From the highest to the lowest", "降序")


@dataclass(frozen=True, slots=True)
class Term:
    """One column of an order. Every order ends in the key, so that it is total."""

    name: str
    column: Column[Any]
    codec: Codec
    nullable: bool
    table: str
    """The table of the rows that are ordered."""
    descending: bool = False

    def sorted(self, *, backward: bool) -> ColumnElement[Any]:
        """The column as ORDER BY takes it; missing values last, or first when walking back."""
        down = self.descending != backward
        ordered = self.column.desc() if down else self.column.asc()
        if not self.nullable:
            return ordered
        return ordered.nulls_first() if backward else ordered.nulls_last()

    def same(self, value: Any) -> ColumnElement[bool]:
        """Rows that equal the cursor in this column."""
        return self.column.is_(None) if value is None else self.column == self.bound(value)

    def beyond(self, value: Any, *, backward: bool) -> ColumnElement[bool]:
        """Rows that lie past the cursor in this column."""
        if value is None:
            return self.column.is_not(None) if backward else false()
        end = self.bound(value)
        past = self.column < end if self.descending != backward else self.column > end
        return past if backward or not self.nullable else or_(past, self.column.is_(None))

    def bound(self, value: Any) -> ColumnElement[Any]:
        """A cursor's value in this column, as a parameter."""
        return bound(value, self.codec.storage)


def order_of(info: RecordInfo, sortable: dict[str, Text]) -> Any:
    """The `orderBy:` input of a record."""
    words = Text(f"What {info.name} rows can be ordered by", f"{info.text.zh}可用的排序字段")
    columns = choice_type(f"{info.name}OrderField", sortable, words)
    graphql_enum(Direction)
    fields = (
        given("field", columns, Text("The field", "字段"), required=True),
        given("direction", Direction, Text("The direction, by default ASC", "方向，默认升序"), default=Direction.ASC),
    )
    return input_type(f"{info.name}Order", fields, Text(f"One step of an order of {info.name} rows", "排序依据之一"))


def terms_of(info: RecordInfo, order_by: Sequence[Any] | None, columns: dict[str, str]) -> tuple[Term, ...]:
    """The order that the client asks for, or the record's own; the key ends it."""
    steps = [(known(step["field"]), known(step["direction"])) for step in order_by or ()]
    given = [(columns[field.value.name], direction is Direction.DESC) for field, direction in steps]
    names = [name for name, _ in given]
    if len(given) > MAX_ORDER or len(set(names)) < len(names):
        raise BadInput(
            f"orderBy: at most {MAX_ORDER} fields, each once",
            f"orderBy：至多 {MAX_ORDER} 个字段，且不能重复",
            "orderBy",
        )
    chosen = given or [(name, False) for name in info.order]
    return tuple(_term(info, *step) for step in [*chosen, (info.key, False)])


def _term(info: RecordInfo, name: str, descending: bool) -> Term:  # noqa: FBT001 - one step of an order
    column = info.column(name)
    return Term(name, column, info.codecs[name], bool(column.nullable), info.model.__tablename__, descending)


def past(terms: Sequence[Term], values: Sequence[Any], *, backward: bool) -> ColumnElement[bool]:
    """Rows that come after the cursor in this order, or before it when walking back."""
    same_way = len({term.descending for term in terms}) == 1 and not any(term.nullable for term in terms)
    if same_way:
        return _row_compare(terms, values, backward=backward)
    return or_(*_steps(terms, values, backward=backward))


def _row_compare(terms: Sequence[Term], values: Sequence[Any], *, backward: bool) -> ColumnElement[bool]:
    columns = tuple_(*(term.column for term in terms))
    end = tuple_(*(term.bound(value) for term, value in zip(terms, values, strict=True)))
    return columns < end if terms[0].descending != backward else columns > end


def _steps(terms: Sequence[Term], values: Sequence[Any], *, backward: bool) -> Iterator[ColumnElement[bool]]:
    equal: ColumnElement[bool] = true()
    for term, value in zip(terms, values, strict=True):
        yield and_(equal, term.beyond(value, backward=backward))
        equal = and_(equal, term.same(value))


def signature(terms: Sequence[Term]) -> str:
    """What a cursor must agree with: the rows and the order for which it was made."""
    columns = ",".join(f"{'-' if term.descending else ''}{term.name}" for term in terms)
    return f"{terms[-1].table}:{columns}"


def cursor(terms: Sequence[Term], values: Iterable[Any]) -> str:
    """The cursor of a row: the order's signature and the row's values in it."""
    packed = msgspec.json.encode([signature(terms), *values])
    return urlsafe_b64encode(packed).decode().rstrip("=")


def read_cursor(terms: Sequence[Term], text: Any, field: str) -> tuple[Any, ...]:
    """The values of a cursor; BadInput if it is none, or was made for another order."""
    values = converted(text, partial(_read, terms, field=field))
    missing = known(converted(values, _missing))
    return tuple([None if none else converted(values, itemgetter(n)) for n, none in enumerate(missing)])


def _missing(values: Sequence[Any]) -> tuple[bool, ...]:
    return tuple([value is None for value in values])


def _read(terms: Sequence[Term], text: str, *, field: str) -> tuple[Any, ...]:
    try:
        packed = text.encode("ascii")
        plain = urlsafe_b64decode(packed + b"=" * (-len(packed) % 4))
        made_for, *values = msgspec.json.decode(plain, type=list[Scalar])
        if made_for == signature(terms) and len(values) == len(terms):
            return tuple(_value(term, value) for term, value in zip(terms, values, strict=True))
    except (ValueError, msgspec.DecodeError, msgspec.ValidationError):
        pass
    raise BadInput(
        f"{field}: this cursor wasn't given for this list and order; start from the first page",
        f"{field}：该游标不属于此列表及排序，请从第一页开始",
        field,
    )


def _value(term: Term, value: Any) -> Any:
    if value is None:
        if term.nullable:
            return None
        raise ValueError(term.name)
    kind = term.codec.storage.python_type
    found = msgspec.convert(value, kind)
    if (isinstance(found, str) and "\x00" in found) or (isinstance(found, int) and abs(found) >= 2**63):
        raise ValueError(term.name)
    return found
