"""Rows of the database as instances of the declared types."""

from collections.abc import Callable
from functools import cache
from typing import Any

from hub.query import ids
from hub.query.record import RecordInfo

Make = Callable[[Any], Any]


@cache
def maker(info: RecordInfo) -> Make:
    """A function that makes an instance from a row; every declared column is there, decoded and masked.

    It has the row's other labels too, such as those that a page is ordered by: to copy all is quickest.
    """
    codecs = ((label, info.codecs[column]) for label, column in info.columns.items())
    decoders = [(label, codec.decode) for label, codec in codecs if not codec.plain]
    declared, name = info.declared, info.name

    def make(row: Any) -> Any:
        values = dict(row.items())
        values["id"] = ids.encode(name, values["_key"])
        for label, decode in decoders:
            value = values[label]
            if value is not None:
                values[label] = decode(value)
        made: Any = object.__new__(declared)
        made.__dict__ = values
        return made

    return make


def reference(declared: type, key: Any) -> Any:
    """An entity known by its key alone; its other fields are loaded when they are asked for."""
    made: Any = object.__new__(declared)
    made.__dict__["_key"] = key
    return made
