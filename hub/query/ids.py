"""Global ids (Relay): opaque to clients, a type's name and a row's key to the hub."""

from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Sequence
from typing import cast

from hub.errors import BadInput

SAFE, USUAL = bytes.maketrans(b"+/", b"-_"), bytes.maketrans(b"-_", b"+/")
"""From the usual alphabet of base64 to the one for addresses, and back."""
FEW = 3
"""Keys that are encoded sooner one by one."""


def encode(type_name: str, key: object) -> str:
    """The global id of a row."""
    return b2a_base64(f"{type_name}:{key}".encode(), newline=False).translate(SAFE).decode().rstrip("=")


def encode_all(type_name: str, keys: Sequence[int | None]) -> list[str | None]:
    """The global ids of a column of keys, None of None: for many of them a third of the time."""
    if len(keys) <= FEW or None in keys or min(keys) < 1:  # type: ignore[type-var, operator]
        return [None if key is None else encode(type_name, key) for key in keys]
    return list(_encoded(type_name, cast("Sequence[int]", keys)))


def _encoded(type_name: str, keys: Sequence[int]) -> Iterable[str]:
    """Those with most digits at once, the others likewise, and all in their order again."""
    digits = len(str(max(keys)))
    least = 10 ** (digits - 1)
    if min(keys) >= least:
        return _encoded_alike(type_name, keys, digits)
    few = iter(_encoded(type_name, [key for key in keys if key < least]))
    many = iter(_encoded_alike(type_name, [key for key in keys if key >= least], digits))
    return [next(few) if key < least else next(many) for key in keys]


def _encoded_alike(type_name: str, keys: Sequence[int], digits: int) -> list[str]:
    """Of keys with the same number of digits: encoded as one text, in which each begins a new group of base64."""
    size = len(type_name) + 1 + digits
    padded = f"{type_name}:%d" + "\0" * (-size % 3)
    text = b2a_base64((padded * len(keys) % tuple(keys)).encode(), newline=False).decode()
    each, kept = (size + 2) // 3 * 4, (size * 4 + 2) // 3
    return [text[start : start + kept] for start in range(0, len(text), each)]


def decode(value: str, field: str = "id") -> tuple[str, str]:
    """Type name and key of a global id; BadInput if it is none."""
    try:
        padded = value.encode("ascii").translate(USUAL) + b"=" * (-len(value) % 4)
        name, colon, key = a2b_base64(padded).decode("ascii").partition(":")
    except ValueError:
        name = colon = key = ""
    if not (colon and key and name.isidentifier() and encode(name, key) == value):
        raise not_an_id(field)
    return name, key


def row_key(value: str, type_name: str, field: str) -> int | None:
    """The row's key in an id that must be of one type; None if it is of another, as if there were no such row."""
    name, key = decode(value, field)
    return int(key) if name == type_name and key.isdecimal() and len(key) < MAX_DIGITS else None


MAX_DIGITS = 19
"""A bigint of this many digits might not fit."""


def not_an_id(field: str) -> BadInput:
    """The error for a text that the hub never gave out as an id."""
    return BadInput(
        f"{field}: this is no id of the hub; use one that an answer gave you",
        f"{field}：不是本平台的标识，请使用查询结果中给出的 id",
        field,
    )
