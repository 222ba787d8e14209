"""Rows of the database as instances of the declared types."""

from collections.abc import Callable
from functools import cache
from typing import Any

from hub.query import ids
from hub.query.masks import OPEN
from hub.query.record import RecordInfo

Make = Callable[[Any], Any]


@cache
def maker(info: RecordInfo) -> Make:
    """A function that makes an instance from a row; every declared column is there, decoded and masked."""
    decoders = [(label, info.codecs[column].decode) for label, column in info.columns.items()]
    declared, name = info.declared, info.name
    opened = [OPEN + label for label, column in info.columns.items() if column in info.personal]

    def make(row: Any) -> Any:
        made: Any = object.__new__(declared)
        values = made.__dict__
        key = values["_key"] = row["_key"]
        values["id"] = ids.encode(name, key)
        for label, decode in decoders:
            value = row[label]
            values[label] = None if value is None else decode(value)
        for label in opened:
            values[label] = row.get(label)
        return made

    return make


def reference(declared: type, key: Any) -> Any:
    """An entity known by its key alone; its other fields are loaded when they are asked for."""
    made: Any = object.__new__(declared)
    made.__dict__["_key"] = key
    return made
