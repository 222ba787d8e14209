"""What a number is held to: a target of the plan or, where the plan sets no number, nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, String, any_, bindparam, select

from hub.contract import Indicator
from hub.programme.kinds import AreaLevel, TargetKind, TargetPer
from hub.programme.models import Target, TargetArea
from hub.programme.progress import period_of
from hub.programme.spans import Span
from hub.query.loaders import Loaders, Row
from hub.records.columns import Money

_TARGET = Target.__table__  # type: ignore[attr-defined]
_PART = TargetArea.__table__  # type: ignore[attr-defined]
DIVIDED = {
    TargetPer.CITY: AreaLevel.CITY,
    TargetPer.DISTRICT: AreaLevel.DISTRICT,
    TargetPer.COUNTY: AreaLevel.COUNTY,
}
"""The level of the areas among which a target is divided, by what it is per."""

MONEY = "cny"
"""The code of the unit of money."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What measuring needs to know of a target; `value` and bounds are None where the plan gives no number.

    `decimals` are those of its amounts: two for money and averages, none for what is counted.
    """

    key: str
    lasts: Span
    kind: TargetKind = TargetKind.STANDING
    per: TargetPer = TargetPer.PROGRAMME
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    average_over: AreaLevel | None = None
    decimals: int = 0
    planned: bool = True

    @property
    def places(self) -> int:
        """The decimals of values; towards a standard records are counted, whatever its unit."""
        return 0 if self.kind is TargetKind.STANDARD else self.decimals

    def period(self, year: int | None, close: date) -> Span:
        """The days in which it is pursued, in a year that ends on `close`, or by default on that day.

        Without a target of the plan that is the year itself, or the whole programme.
        """
        if self.planned or year is None:
            return period_of(self.kind, self.lasts, close)
        return Span(max(self.lasts.start, date(year, 1, 1)), close)


def unplanned(indicator: Indicator, programme: Span) -> Goal:
    """What an indicator is held to if the plan sets no number: nothing, as long as the programme lasts."""
    money = isinstance(indicator.value(indicator.table).type, Money)
    return Goal(indicator.key, programme, decimals=2 if money else 0, planned=False)


async def goal_of(loaders: Loaders, key: str) -> Goal | None:
    """The plan's target with this key; None where it has none."""

    async def load(keys: list[Any]) -> list[Any]:
        statement = select(_TARGET).where(_TARGET.c.key == any_(bindparam(None, keys, type_=ARRAY(String))))
        found = {row["key"]: _goal(row) for row in await loaders.rows(statement)}
        return [found.get(key) for key in keys]

    found: Goal | None = await loaders.load("goal", key, load)
    return found


async def parts_of(loaders: Loaders, goal: Goal) -> dict[str, Decimal]:
    """What falls to each area, by code; empty for a target that isn't divided."""

    async def load(keys: list[Any]) -> list[Any]:
        statement = select(_PART).where(_PART.c.target_key == any_(bindparam(None, keys, type_=ARRAY(String))))
        return list(_by_target(keys, await loaders.rows(statement)))

    found: dict[str, Decimal] = await loaders.load("parts", goal.key, load) if goal.per in DIVIDED else {}
    return found


def shown(amount: Decimal, decimals: int) -> Decimal:
    """An amount with its unit's decimals, or as it is if it has more."""
    cut = amount.quantize(Decimal(1).scaleb(-decimals))
    return cut if cut == amount else amount


def _goal(row: Row) -> Goal:
    level = AreaLevel[row["average_over"]] if row["average_over"] else None
    return Goal(
        key=row["key"],
        lasts=Span(row["starts_on"], row["ends_on"]),
        kind=TargetKind[row["kind"]],
        per=TargetPer[row["per"]],
        value=row["value"],
        lower=row["lower_bound"],
        upper=row["upper_bound"],
        average_over=level,
        decimals=2 if level or row["unit"] == MONEY else 0,
    )


def _by_target(keys: list[str], rows: Iterable[Row]) -> Iterable[dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = {key: {} for key in keys}
    for row in rows:
        found[row["target_key"]][row["area_code"]] = row["value"]
    return found.values()
