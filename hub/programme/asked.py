"""One question of progress: what is measured, how, over which days, and what there is to say of it so far."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.contract import Indicator
from hub.programme import progress
from hub.programme.goal import Goal, shown
from hub.programme.measuring import Measured
from hub.programme.spans import Span


@dataclass(frozen=True, slots=True)
class Asked:
    """`year` is None for what is asked about the whole programme; `indicator`, for what nothing measures."""

    goal: Goal
    indicator: Indicator | None
    period: Span
    as_of: date
    year: int | None

    @property
    def days(self) -> Span:
        """The part of the period that is over as of the day asked for."""
        return Span(self.period.start, min(self.period.end, self.as_of))

    def told(self, target: Decimal | None, measured: Measured | None) -> progress.Progress:
        """How far that is; of a standard all records are the target."""
        wanted = measured.total if measured and measured.total is not None else target
        value = measured.value if measured else None
        return progress.progress(self.goal.kind, wanted, self.period, value, self.as_of)

    def shown(self, amount: Decimal | None) -> Decimal | None:
        """An amount with the decimals of its unit."""
        return None if amount is None else shown(amount, self.goal.places)
