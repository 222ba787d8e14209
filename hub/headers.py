"""The headers of a request, read from its ASGI scope: at a fraction of what an object for all of them costs."""

from collections.abc import Mapping, MutableMapping
from typing import Any

KEY = "hub.headers"


def header(scope: MutableMapping[str, Any], name: bytes) -> str | None:
    """The first value of a header, whose name is in lower case; None without one."""
    value = (scope.get(KEY) or _firsts(scope)).get(name)
    return None if value is None else value.decode("latin-1")


def headers(scope: MutableMapping[str, Any], name: bytes) -> list[str]:
    """Every value of a header, whose name is in lower case."""
    if name not in (scope.get(KEY) or _firsts(scope)):
        return []
    return [value.decode("latin-1") for given, value in scope["headers"] if given == name]


def _firsts(scope: MutableMapping[str, Any]) -> Mapping[bytes, bytes]:
    """The first value of each, by name; kept, as a request is asked for many."""
    firsts = scope[KEY] = dict(reversed(scope["headers"]))
    return firsts
