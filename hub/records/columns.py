"""Column types and marks that a sector's models are written with."""

import enum
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Dialect, TypeDecorator
from sqlalchemy import Enum as SqlEnum
from sqlmodel import Field


class Money(TypeDecorator[Decimal]):
    """CNY with two decimals, stored as whole fen: exact, and its operators are leakproof under row-level security."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Yuan to fen."""
        return None if value is None else to_fen(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Fen to yuan."""
        return None if value is None else to_yuan(value)


def to_fen(amount: Decimal) -> int:
    """Whole fen of an amount in yuan; the amount must have no more than two decimals."""
    fen = amount.scaleb(2)
    if fen != fen.to_integral_value():
        raise ValueError(f"{amount} has more than two decimals")
    return int(fen)


def to_yuan(fen: int) -> Decimal:
    """Yuan with two decimals of an amount in fen."""
    return Decimal(fen).scaleb(-2)


@dataclass(frozen=True, slots=True)
class Personal:
    """Marks a column that holds personal data, and how it is masked (`name`, `phone`, `identity` or `hidden`)."""

    mask: str


@dataclass(frozen=True, slots=True)
class References:
    """Marks a column as the id of a record of the same county in `table`; a foreign key over county and id follows."""

    table: str


def choice(kind: type[enum.Enum], default: Any = ..., *, index: bool = False) -> Any:
    """A column of one of an enumeration's names: text with a CHECK, as enum operators aren't leakproof."""
    return Field(default=default, sa_type=_names(kind), index=index)


def _names(kind: type[enum.Enum]) -> Any:
    """Without a name of its own, so that the CHECK is named after table and column: two columns may share a kind."""
    return SqlEnum(kind, native_enum=False, create_constraint=True, length=40, name=None)


def money(default: Any = ..., *, ge: float = 0) -> Any:
    """A column of an amount in CNY, up to 10^12, two decimals, not negative unless `ge` says otherwise."""
    return Field(default=default, sa_type=Money, ge=ge, le=10**12, decimal_places=2)


def text(default: Any = ..., *, length: int = 200, index: bool = False) -> Any:
    """A column of text, not blank, of at most `length` characters."""
    return Field(default=default, min_length=1, max_length=length, index=index)


def record_id(default: Any = ...) -> Any:
    """A column of the id of another record, as wide as ids are; its annotation is marked `References`."""
    return Field(default=default, sa_type=BigInteger)


def district() -> Any:
    """A column of the code of a supporting district; none for what is directly under the city."""
    return Field(default=None, foreign_key="hub_area.code", max_length=20)


def number(default: Any = ..., *, ge: int = 0, le: int = 100_000) -> Any:
    """A column of a whole number within bounds that catch a slip of the hand."""
    return Field(default=default, ge=ge, le=le)
