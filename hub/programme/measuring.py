"""The values of indicators, computed by the database from approved records: in total, and area by area.

Several spans of days of one indicator, such as the years of the programme, are one statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from sqlalchemy import ARRAY, Date, Select, TableValuedAlias, bindparam, column, func, select

from hub.auth.access import SYSTEM, Access
from hub.contract import Indicator
from hub.programme.counting import aggregates, counted, divided, in_fen
from hub.programme.goal import DIVIDED, Goal, parts_of
from hub.programme.kinds import AreaLevel
from hub.programme.models import Area
from hub.programme.progress import towards
from hub.programme.spans import Span
from hub.query.loaders import Loaders, Row
from hub.records.columns import to_yuan

HUNDREDTH = Decimal("0.01")
"""An average is cut there, not rounded, so that rounding never makes a target met."""
_AREA = Area.__table__  # type: ignore[attr-defined]
Values = dict[str, Decimal]
"""A value for each area that has any, by its code."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A value, and for a STANDARD how many records there are to comply."""

    value: Decimal
    total: Decimal | None = None


async def programme_value(totals: Loaders, indicator: Indicator, goal: Goal, days: Span) -> Measured:
    """The programme's value over these days: the same for every reader, so `totals` reads under the hub's own rules.

    Of a target that is divided among areas no area's surplus makes up for another's want.
    """
    if not days.possible:
        return Measured(Decimal(0), Decimal(0) if indicator.standard else None)
    if parts := await parts_of(totals, goal):
        values = await values_by_area(Sight(totals, SYSTEM), indicator, goal, DIVIDED[goal.per], days)
        return Measured(towards(values, parts))
    found = await _whole(totals, indicator, goal, days)
    if goal.average_over is None:
        return found
    return Measured((found.value / await _number_of(totals, goal.average_over)).quantize(HUNDREDTH, ROUND_DOWN))


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose eyes see the records: a reader's own, or the hub's."""

    loaders: Loaders
    access: Access


async def values_by_area(sight: Sight, indicator: Indicator, goal: Goal, level: AreaLevel, days: Span) -> Values:
    """The value of each area at this level in which records that count are seen."""

    async def load(spans: list[Span]) -> list[Values]:
        rows, code = divided(indicator, level)
        each = _spans(spans)
        inner = select(code.label("code"), aggregates(indicator, goal)[0]).select_from(rows).where(code.is_not(None))
        inner = inner.where(counted(indicator, sight.access, each.c.first, each.c.last)).group_by(code)
        found: list[Values] = [{} for _ in spans]
        for row in await sight.loaders.rows(_for_each(each, inner)):
            found[row["n"] - 1][row["code"]] = _read(indicator, row["value"])
        return found

    if not days.possible:
        return {}
    found: Values = await sight.loaders.load(("values", indicator.key, level), days, load)
    return found


async def _whole(totals: Loaders, indicator: Indicator, goal: Goal, days: Span) -> Measured:
    async def load(spans: list[Span]) -> list[Measured]:
        each = _spans(spans)
        inner = select(*aggregates(indicator, goal)).select_from(indicator.table)
        inner = inner.where(counted(indicator, SYSTEM, each.c.first, each.c.last))
        return [_measured(indicator, row) for row in await totals.rows(_for_each(each, inner).order_by(each.c.n))]

    found: Measured = await totals.load(("value", indicator.key), days, load)
    return found


def _spans(spans: Sequence[Span]) -> TableValuedAlias:
    """The spans as rows: `first`, `last`, and `n` from 1."""
    days: tuple[list[date], list[date]] = [s.start for s in spans], [s.end for s in spans]
    bound = (bindparam(None, part, type_=ARRAY(Date)) for part in days)
    each = func.unnest(*bound).table_valued(column("first", Date()), column("last", Date()), with_ordinality="n")
    return each.render_derived(name="days")


def _for_each(each: TableValuedAlias, inner: Select[Any]) -> Select[Any]:
    """The same statement for each span, all in one."""
    return select(each.c.n, inner.correlate(each).lateral("counted"))


def _measured(indicator: Indicator, row: Row) -> Measured:
    return Measured(_read(indicator, row["value"]), Decimal(row["total"]) if indicator.standard else None)


def _read(indicator: Indicator, value: Any) -> Decimal:
    """A value as the API has it; a sum of money is stored in fen."""
    if value is None:
        return Decimal(0)
    return to_yuan(value) if in_fen(indicator) else Decimal(value)


async def _number_of(totals: Loaders, level: AreaLevel) -> int:
    async def load(levels: list[AreaLevel]) -> list[int]:
        statement = select(_AREA.c.level, func.count().label("n")).group_by(_AREA.c.level)
        found = {row["level"]: row["n"] for row in await totals.rows(statement)}
        return [found.get(level.name, 1) for level in levels]

    number: int = await totals.load("number of areas", level, load)
    return number
