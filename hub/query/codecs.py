"""What stands in a column against what the API shows: enumerations by name, money in fen, the rest as it is."""

import types
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Float, String
from sqlalchemy.types import TypeEngine

from hub.errors import BadInput
from hub.records.columns import Money, to_fen, to_yuan


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Codec:
    """One column's two forms: `python` is the API's type, `storage` the type under which values are bound."""

    python: type
    storage: TypeEngine[Any]
    decode: Callable[[Any], Any] = _same
    encode: Callable[[Any], Any] = _same

    @property
    def plain(self) -> bool:
        """Whether the API shows what is stored."""
        return self.decode is _same


def codec_of(annotation: Any, column: Column[Any]) -> Codec:
    """The codec of a model's attribute, by its annotation (optional or not) and its column."""
    kind = bare(annotation)
    if issubclass(kind, Enum):
        return Codec(kind, String(), kind.__members__.__getitem__, _name)
    if isinstance(column.type, Money):
        return Codec(Decimal, BigInteger(), to_yuan, _fen)
    return Codec(kind, _STORAGE.get(kind, column.type), encode=_instant if kind is datetime else _same)


_STORAGE: dict[type, TypeEngine[Any]] = {
    str: String(),
    int: BigInteger(),  # also for narrower columns: what a client made up may be wider, and equals none of their values
    bool: Boolean(),
    date: Date(),
    datetime: DateTime(timezone=True),
    float: Float(),
}


def bare(annotation: Any) -> type:
    """The type behind `X | None` and `Annotated[X, …]`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return bare(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return bare(next(a for a in get_args(annotation) if a is not type(None)))
    return annotation if isinstance(annotation, type) else object


def optional(annotation: Any) -> bool:
    """Whether None is among the values."""
    if get_origin(annotation) is Annotated:
        return optional(get_args(annotation)[0])
    return get_origin(annotation) in (Union, types.UnionType) and type(None) in get_args(annotation)


def _name(value: Enum) -> str:
    return value.name


def _fen(value: Decimal) -> int:
    try:
        if abs(value) < Decimal(10) ** 15:
            return to_fen(value)
    except (ValueError, ArithmeticError):
        pass
    raise BadInput(f"{value} is no amount in CNY with two decimals", f"{value} 不是两位小数以内的人民币金额")


def _instant(value: datetime) -> datetime:
    """In UTC, which is also meant where no offset is given."""
    try:
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:
        raise BadInput(f"{value} lies outside the calendar", f"{value} 超出日历范围") from error
