"""What a number is held to: a target of the plan or, where the plan sets no number, nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hub.contract import Indicator
from hub.programme.kinds import AreaLevel, TargetKind, TargetPer
from hub.programme.progress import period_of
from hub.programme.spans import Span
from hub.records.columns import Money

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
    measure: str
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
    return Goal(indicator.key, indicator.measure, programme, decimals=2 if money else 0, planned=False)


def shown(amount: Decimal, decimals: int) -> Decimal:
    """An amount with its unit's decimals, or as it is if it has more."""
    cut = amount.quantize(Decimal(1).scaleb(-decimals))
    return cut if cut == amount else amount


def goal_from(row: Mapping[str, Any]) -> Goal:
    """The goal that a row of the plan's targets sets."""
    level = row["average_over"]
    return Goal(
        key=row["key"],
        measure=row["measure_code"],
        lasts=Span(row["starts_on"], row["ends_on"]),
        kind=row["kind"],
        per=row["per"],
        value=row["value"],
        lower=row["lower_bound"],
        upper=row["upper_bound"],
        average_over=level,
        decimals=2 if level or row["unit"] == MONEY else 0,
    )
