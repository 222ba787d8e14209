"""One question of progress: what is measured, how, over which days, and what there is to say of it so far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from hub.auth.access import SYSTEM, Access, Act
from hub.context import HubContext
from hub.contract import Indicator
from hub.errors import BadInput
from hub.programme import progress
from hub.programme.goal import DIVIDED, Goal, shown
from hub.programme.kinds import AreaLevel
from hub.programme.measuring import WHOLE, Found, Measured, Question, Terms, measured
from hub.programme.spans import Span

HUNDREDTH = Decimal("0.01")
"""An average is cut there, not rounded, so that rounding never makes a target met."""
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Asked:
    """`year` is None for what is asked about the whole programme; `indicator`, for what nothing measures."""

    goal: Goal
    indicator: Indicator | None
    period: Span
    as_of: date
    year: int | None
    parts: Mapping[str, Decimal]
    """What falls to each area, by code; empty for what isn't divided."""
    sharers: int = 1
    """Over how many areas the value is an average."""

    @property
    def days(self) -> Span:
        """The part of the period that is over as of the day asked for."""
        return Span(self.period.start, min(self.period.end, self.as_of))

    def told(self, target: Decimal | None, found: Measured | None) -> progress.Progress:
        """How far that is; of a standard all records are the target."""
        wanted = found.total if found and found.total is not None else target
        value = found.value if found else None
        return progress.progress(self.goal.kind, wanted, self.period, value, self.as_of)

    def shown(self, amount: Decimal | None) -> Decimal | None:
        """An amount with the decimals of its unit."""
        return None if amount is None else shown(amount, self.goal.places)

    def by_area(self, level: AreaLevel, access: Access) -> Iterator[Question]:
        """What has to be counted for the parts by area; nothing where the reader may read no record of it."""
        if self.indicator and self.days.possible and access.reach(self.indicator.measure, Act.READ):
            yield Question(self.goal.key, level, self.days)

    def in_total(self, access: Access) -> Iterator[Question]:
        """What has to be counted for the programme's value, which is the same for every reader.

        A reader of all counties sees the rows that the hub sees, so that one statement has them and the parts by area.
        """
        if self.indicator and self.days.possible:
            hub = not access.reach(self.indicator.measure, Act.READ).everywhere
            level = DIVIDED[self.goal.per] if self.parts else None
            yield Question(self.goal.key, level, self.days, hub)

    def value(self, access: Access, found: Found) -> Measured | None:
        """The programme's value; None if nothing measures it, and where it wasn't asked for.

        Of a target that is divided among areas no area's surplus makes up for another's want.
        """
        asked = next(self.in_total(access), None)
        if self.indicator is None or (asked and asked not in found):
            return None
        by_area = found[asked] if asked else {}
        if self.parts:
            return Measured(progress.towards({code: part.value for code, part in by_area.items()}, self.parts))
        whole = by_area.get(WHOLE) or Measured(NONE, NONE if self.indicator.standard else None)
        if self.goal.average_over is None:
            return whole
        return Measured((whole.value / self.sharers).quantize(HUNDREDTH, ROUND_DOWN))


def asked_of(goal: Goal, context: HubContext, year: int | None, as_of: date | None) -> Asked:
    """What is asked of a goal in a year, as of a day: by default today, but no later than the programme's last day.

    Raises BadInput for a year that the programme hasn't.
    """
    facts = context.facts
    last = progress.last_known(as_of or context.today, facts.programme)
    close = last if year is None else close_of(facts.programme, year)
    about = goal.period(year, close)
    told_of = about.start.year if goal.kind in progress.PER_YEAR else year
    sharers = 1 if goal.average_over is None else facts.register.sizes.get(goal.average_over, 1)
    parts = facts.register.parts_of(goal)
    return Asked(goal, facts.indicators.get(goal.key), about, min(close, last), told_of, parts, sharers)


def close_of(programme: Span, year: int) -> date:
    """The last day of a year of the programme; BadInput for another year."""
    if not programme.start.year <= year <= programme.end.year:
        raise BadInput(
            f"year: give one from {programme.start.year} to {programme.end.year}",
            f"year：请填写 {programme.start.year} 至 {programme.end.year} 之间的年份",
            "year",
        )
    return min(date(year, 12, 31), programme.end)


async def answered(questions: Sequence[Question], context: HubContext) -> Found:
    """The answers of one field of the ordinary path, counted together with those of others beside it."""
    found: dict[Question, Mapping[str, Measured]] = {}
    for hub, loaders, access in ((True, context.totals, SYSTEM), (False, context.loaders, context.access)):
        terms = Terms(context.facts.indicators, context.facts.register, access)
        if some := [question for question in questions if question.hub is hub]:
            found |= await measured(loaders, terms, some)
    return found
