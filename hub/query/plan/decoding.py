"""From a stored value to what the encoder writes: the same characters as the ordinary path's scalars give."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Any

from graphql import GRAPHQL_MAX_INT, GRAPHQL_MIN_INT, GraphQLInt
from sqlalchemy import BigInteger, Column

from hub.query.codecs import Codec
from hub.query.plan.levels import Unplannable
from hub.query.plan.shaping import Unexpected
from hub.texts import Text

Decode = Callable[[Any], Any] | None


def decoder(codec: Codec, column: Column[Any], kind: Any, *, summed: bool = False) -> Decode:
    """What makes the answer's value of a stored one; None where the encoder writes it as it is.

    The encoder writes dates as ISO 8601.
    """
    python = codec.python
    if python is Decimal:
        return _decimal(codec)
    if python is int:
        narrow = kind is GraphQLInt and isinstance(column.type, BigInteger)
        return _whole if summed else _int if narrow else None
    if python in _SIMPLE:
        return _SIMPLE[python]
    if issubclass(python, Enum):
        return _Members(python).__getitem__
    raise Unplannable(Text(f"{column} has no decoder", f"{column} 没有解码器"))


class _Members(dict[str | None, str | None]):
    """An enumeration is stored by the names that GraphQL shows; a name of another version of it isn't shown."""

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__({name: name for name in (None, *kind.__members__)})

    def __missing__(self, name: str | None) -> str | None:
        raise Unexpected


def _decimal(codec: Codec) -> Decode:
    if codec.storage.python_type is int:
        return lambda value: None if value is None else _yuan(int(value))
    decode = codec.decode
    return lambda value: None if value is None else str(decode(value))


def _yuan(fen: int) -> str:
    """An amount as the scalar writes it, without a Decimal for each."""
    whole, rest = divmod(abs(fen), 100)
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


_SIMPLE: dict[type, Decode] = {str: None, bool: None, date: None, float: _finite, datetime: _instant}
