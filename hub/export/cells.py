"""Values of the database as the cells of a table that a spreadsheet program opens (RFC 4180, UTF-8)."""

import csv
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from io import StringIO
from typing import Any

from hub.query.codecs import Codec

Say = Callable[[Any], str]
"""The text of a value that is there."""
BOM = "\ufeff".encode()
"""Begins the file: without it spreadsheet programs take Chinese in UTF-8 for another encoding."""
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""How a text begins that a spreadsheet program would run or hide; full-width signs are read as formulas too."""


def plain(text: str) -> str:
    """The text as data: one that a spreadsheet program would run as a formula is led by an apostrophe."""
    return f"'{text}" if FORMULA.match(text) else text


def said(codec: Codec) -> Say:
    """How the values of a column are written: as the API does, money in CNY with two decimals."""
    kind = codec.python
    if issubclass(kind, Enum):
        return str  # its name, as it is stored
    if kind is Decimal:
        return lambda value: str(codec.decode(value))
    if issubclass(kind, date | datetime):
        return lambda value: str(value.isoformat())
    if kind is bool:
        return lambda value: "true" if value else "false"
    return str if issubclass(kind, int | float) else plain


def encoded(rows: Iterable[Iterable[str]]) -> bytes:
    """The rows as lines of the file."""
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
