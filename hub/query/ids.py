"""Global ids (Relay): opaque to clients, a type's name and a row's key to the hub."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from hub.errors import BadInput


def encode(type_name: str, key: object) -> str:
    """The global id of a row."""
    return urlsafe_b64encode(f"{type_name}:{key}".encode()).decode().rstrip("=")


def decode(value: str, field: str = "id") -> tuple[str, str]:
    """Type name and key of a global id; BadInput if it is none."""
    try:
        padded = value.encode("ascii") + b"=" * (-len(value) % 4)
        name, colon, key = urlsafe_b64decode(padded).decode("ascii").partition(":")
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
