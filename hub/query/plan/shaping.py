"""The answer made from columns: every level is shaped by `map` over whole columns, never row by row in Python.

Each function here gives a `Values`: from an answer's columns, one value for each row of a level.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, repeat
from typing import Any

import msgspec

from hub.query.order import Term, cursor
from hub.query.plan.levels import Level, Output, Values
from hub.query.select import Page

Decode = Callable[[Sequence[Any]], Iterable[Any]]
"""From the stored values of a column to those of the answer."""
STRUCTURES = 1_000
"""Sets of names for which there is a struct, of some 2 KiB each."""


class Unexpected(Exception):  # noqa: N818 - a way to go, no fault
    """The data has what the schema excludes; the ordinary path answers, and says so."""


@dataclass(slots=True)
class Answer:
    """What the statement returned, column by column, and the pages that were asked for, by place."""

    columns: Sequence[Sequence[Any]]
    pages: Sequence[Page]
    request: Any = None
    """The request as told fields see it; see `hub.query.plan.counts`."""
    spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


def column(output: Output, decode: Decode | None) -> Values:
    """A column as the answer shows it."""
    number = output.number
    if decode is None:
        return lambda answer: answer.columns[number]
    return lambda answer: decode(answer.columns[number])


def constant(level: Level, value: Any) -> Values:
    """The same for each row of a level."""
    return lambda answer: repeat(value, size(answer, level))


def size(answer: Answer, level: Level) -> int:
    """How many rows a level has."""
    return 1 if level.measured is None else len(answer.columns[level.measured.number])


@lru_cache(maxsize=STRUCTURES)
def structure(names: tuple[str, ...]) -> type:
    """A struct whose fields are written under these response names, in this order.

    A class refers to itself, so one that is forgotten waits for the garbage collector: those met last are kept.
    """
    fields = [f"f{i}" for i in range(len(names))]
    return msgspec.defstruct("Object", fields, rename=dict(zip(fields, names, strict=True)), gc=False)


def made(names: Sequence[str], values: Sequence[Values]) -> Values:
    """Objects with these fields."""
    struct = structure(tuple(names))
    return lambda answer: map(struct, *(value(answer) for value in values))


def one(names: Sequence[str], values: Sequence[Values]) -> Values:
    """The one object of a root: no struct, as many operations differ in its names alone, which clients make up."""
    return lambda answer: [{name: next(iter(value(answer))) for name, value in zip(names, values, strict=True)}]


def unless_null(values: Values, key: Output) -> Values:
    """Null where the key is."""
    number = key.number

    def shaped(answer: Answer) -> Iterable[Any]:
        keys = answer.columns[number]
        if None not in keys:
            return values(answer)
        return [None if key is None else value for key, value in zip(keys, values(answer), strict=True)]

    return shaped


def never_null(values: Values, column: Output) -> Values:
    """Values of a field that the schema calls non-null, made of this column."""
    number = column.number

    def shaped(answer: Answer) -> Iterable[Any]:
        if None in answer.columns[number]:
            raise Unexpected
        return values(answer)

    return shaped


def looked_up(points: Output, key: Output, values: Values, *, required: bool) -> Values:
    """For each row that points, the object with that key; null where it points at none that is seen."""

    def shaped(answer: Answer) -> Iterable[Any]:
        found = dict(zip(answer.columns[key.number], values(answer), strict=True))
        if not required:
            return map(found.get, answer.columns[points.number])
        try:
            return [found[one] for one in answer.columns[points.number]]
        except KeyError:
            raise Unexpected from None

    return shaped


def lists(level: Level, values: Values) -> Values:
    """For each row above, the values of its page."""

    def shaped(answer: Answer) -> list[list[Any]]:
        found, page = list(values(answer)), answer.pages[level.place.number]
        if page.backward:
            return [found[start:end][::-1] for start, end in spans(answer, level)]
        return [found[start:end] for start, end in spans(answer, level)]

    return shaped


def first_or_null(values: Values) -> Values:
    """The one row of a level, or null."""
    return lambda answer: [next(iter(values(answer)), None)]


def spans(answer: Answer, level: Level) -> list[tuple[int, int]]:
    """For each row above, where the rows of its page start and end, without the one row that only tells of more."""
    found = answer.spans.get(level.number)
    if found is None:
        most = answer.pages[level.place.number].size
        found = [(start, min(end, start + most)) for start, end in _all_spans(answer, level)]
        answer.spans[level.number] = found
    return found


def _all_spans(answer: Answer, level: Level) -> list[tuple[int, int]]:
    if level.parent is None:
        return [(0, size(answer, level))]
    ordinals = answer.columns[level.ordinals]
    ends = [bisect_right(ordinals, n) for n in range(size(answer, level.parent.level) + 1)]
    return list(pairwise(ends))


def cursors(terms: Sequence[Term], outputs: Sequence[Output]) -> Values:
    """The cursor of each row."""

    def shaped(answer: Answer) -> list[str]:
        return [cursor(terms, row) for row in zip(*(answer.columns[o.number] for o in outputs), strict=True)]

    return shaped


def ends(level: Level, terms: Sequence[Term], outputs: Sequence[Output], *, first: bool) -> Values:
    """The cursor of each page's first or last row."""

    def shaped(answer: Answer) -> list[str | None]:
        columns = [answer.columns[o.number] for o in outputs]
        front = first is not answer.pages[level.place.number].backward
        places = [None if start == end else start if front else end - 1 for start, end in spans(answer, level)]
        return [None if at is None else cursor(terms, [column[at] for column in columns]) for at in places]

    return shaped


def more(level: Level, *, after: bool) -> Values:
    """Whether rows follow each page, or precede it."""

    def shaped(answer: Answer) -> list[bool]:
        page = answer.pages[level.place.number]
        if after is page.backward:
            known = page.before if after else page.after
            return [known is not None] * len(spans(answer, level))
        return [end > kept for (_, end), (_, kept) in zip(_all_spans(answer, level), spans(answer, level), strict=True)]

    return shaped
