"""From stored values to what the encoder writes: the same characters as the ordinary path's scalars give."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from math import isfinite
from typing import Any

from graphql import GRAPHQL_MAX_INT, GRAPHQL_MIN_INT, GraphQLInt
from sqlalchemy import BigInteger, Column

from hub.query.codecs import Codec
from hub.query.plan.levels import Unplannable
from hub.query.plan.shaping import Decode, Unexpected
from hub.texts import Text


def each(decode: Callable[[Any], Any]) -> Decode:
    """A column decoded value by value."""
    return partial(map, decode)


def decoder(codec: Codec, column: Column[Any], kind: Any, *, summed: bool = False) -> Decode | None:
    """What makes the answer's values of a stored column; None where the encoder writes them as they are.

    The encoder writes dates as ISO 8601.
    """
    python = codec.python
    if python is Decimal:
        return _decimal(codec, summed=summed)
    if python is int:
        narrow = kind is GraphQLInt and isinstance(column.type, BigInteger)
        return each(_whole) if summed else each(_int) if narrow else None
    if python in _SIMPLE:
        simple = _SIMPLE[python]
        return None if simple is None else each(simple)
    if issubclass(python, Enum):
        return each(_Members(python).__getitem__)
    raise Unplannable(Text(f"{column} has no decoder", f"{column} 没有解码器"))


class _Members(dict[str | None, str | None]):
    """An enumeration is stored by the names that GraphQL shows; a name of another version of it isn't shown."""

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__({name: name for name in (None, *kind.__members__)})

    def __missing__(self, name: str | None) -> str | None:
        raise Unexpected


def _decimal(codec: Codec, *, summed: bool) -> Decode:
    if codec.storage.python_type is int:
        return each(_signed_yuan) if summed else _yuan
    decode = codec.decode
    return each(lambda value: None if value is None else str(decode(value)))


def _yuan(amounts: Sequence[Any]) -> Iterable[str | None]:
    """Amounts in fen as the scalar writes them, without a Decimal for each."""
    if None in amounts or not amounts or min(amounts) < 0:
        return map(_signed_yuan, amounts)
    return ["%d.%02d" % divmod(fen, 100) for fen in amounts]  # noqa: UP031 - formats both parts in one go


def _signed_yuan(fen: Any) -> str | None:
    """Also of a debt, of no amount, and of a sum, which PostgreSQL gives as numeric."""
    if fen is None:
        return None
    whole, rest = divmod(abs(int(fen)), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02}"


def _whole(value: Any) -> int | None:
    """A sum, which PostgreSQL gives as numeric."""
    return None if value is None else int(value)


def _int(value: int | None) -> int | None:
    if value is not None and not GRAPHQL_MIN_INT <= value <= GRAPHQL_MAX_INT:
        raise Unexpected
    return value


def _finite(value: float | None) -> float | None:
    if value is not None and not isfinite(value):
        raise Unexpected
    return value


def _instant(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


_SIMPLE: dict[type, Callable[[Any], Any] | None] = {
    str: None,
    bool: None,
    date: None,
    float: _finite,
    datetime: _instant,
}
