"""Small cells: which groups of an aggregate over people aren't told, so that no answer singles somebody out.

A group of fewer than `least` people is hidden, its count and all its sums. So that a total can't give it away by
subtraction, what is hidden together must be two groups at least and `least` people at least: until it is, the
smallest group that is shown is hidden too. The people that a filter leaves out are one more group, which nobody is
shown: "all but these" minus "all" would else tell of them.

This holds within one answer. Who asks several slices of the same records can still compare them, and could read the
masked records one by one: what is guarded is the table that leaves the hub. Counts and totals that a module declares,
and `totalCount`, are numbers of the plan itself, not slices of the reader's choice, and are shown.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, literal_column, select


def hidden(counts: Sequence[int], left_out: int, least: int) -> frozenset[int]:
    """The places of the groups to hide; `left_out` is the number of people that the filter leaves out."""
    small = {place for place, count in enumerate(counts) if 0 < count < least}
    lost = [left_out] if 0 < left_out < least else []
    if not (small or lost):
        return frozenset()
    shown = sorted((place for place, n in enumerate(counts) if n >= least), key=lambda place: (counts[place], place))
    while shown and (len(small) + len(lost) < 2 or sum(counts[p] for p in small) + sum(lost) < least):  # noqa: PLR2004
        small.add(shown.pop(0))
    return frozenset(small)


def counted_to(most: int, table: FromClause, conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """How many rows there are, as `count`, but no more than `most`: most often the first rows of a table tell."""
    some: Select[Any] = (
        select(literal_column("1")).select_from(table).where(*conditions).limit(literal_column(str(most)))
    )
    return select(func.count().label("count")).select_from(some.subquery())
