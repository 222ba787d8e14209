"""What `problems_beside` is written with: rules that a record keeps beside another that it refers to."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hub.records.base import Record
from hub.records.problems import Problem, ProblemCode
from hub.texts import Text


def within(record: Record, whole: Any, what: Text, *, may_go_on: bool = False) -> Iterator[Problem]:
    """The record's period lies within that of `whole`, of which `what` is the name.

    A period without an end goes on for ever, and so beyond any end, unless `may_go_on`.
    """
    first, last = whole.starts_on, whole.ends_on or date.max
    text = Text(f"give a day of the {what.en}'s period, {_said(whole).en}", f"须在{what.zh}期间内：{_said(whole).zh}")
    if not first <= record.starts_on <= last:
        yield Problem("starts_on", ProblemCode.INCONSISTENT, text)
    end = record.ends_on if may_go_on else record.ends_on or date.max
    if end is not None and not first <= end <= last:
        yield Problem("ends_on", ProblemCode.INCONSISTENT, text)


def _said(whole: Any) -> Text:
    first, last = whole.starts_on, whole.ends_on
    return Text(f"from {first} on", f"{first} 起") if last is None else Text(f"{first} to {last}", f"{first} 至 {last}")
