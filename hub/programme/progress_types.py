"""`Target.progress`: how far a target has come, for the programme, and by county and district as the reader may see."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import strawberry

from hub.context import Info
from hub.contract import Indicator
from hub.entities import County, District
from hub.errors import BadInput
from hub.programme import measuring, progress
from hub.programme.kinds import TargetKind, TargetStatus
from hub.programme.measuring import Goal, Measured
from hub.programme.spans import Span
from hub.query.inputs import InLanguage, graphql_enum
from hub.query.rows import reference
from hub.texts import Text

graphql_enum(TargetStatus)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of progress: what is measured, how, and over which days."""

    goal: Goal
    indicator: Indicator | None
    period: Span
    as_of: date

    @property
    def days(self) -> Span:
        """The part of the period that is over as of the day asked for."""
        return Span(self.period.start, min(self.period.end, self.as_of))


@strawberry.type(description=str(Text("One county's part of a target's value.", "某县的完成值")))
class CountyValue:
    """A county and its value."""

    county: County = strawberry.field(description=str(Text("The county.", "县")))
    value: Decimal = strawberry.field(description=str(Text("In the target's unit.", "完成值")))


@strawberry.type(description=str(Text("One district's part of a target's value.", "某区的完成值")))
class DistrictValue:
    """A district and its value."""

    district: District = strawberry.field(description=str(Text("The district.", "区")))
    value: Decimal = strawberry.field(description=str(Text("In the target's unit.", "完成值")))


@strawberry.type(
    description=str(Text("How far a target has come, from approved records only.", "目标进度，仅计已审核记录"))
)
class Progress:
    """A target's progress as of a day."""

    asked: strawberry.Private[Asked]
    as_of: date = strawberry.field(description=str(Text("The day for which it is told.", "统计截止日")))
    starts_on: date = strawberry.field(description=str(Text("First day of the period.", "统计期起始")))
    ends_on: date = strawberry.field(description=str(Text("Last day of the period.", "统计期截止")))
    value: Decimal | None = strawberry.field(
        description=str(Text("What is reached; null if nothing measures it.", "完成值"))
    )
    target: Decimal | None = strawberry.field(
        description=str(Text("What is to be reached; for a standard, all records.", "目标值；标准类为记录总数"))
    )
    expected: Decimal | None = strawberry.field(
        description=str(Text("What should be reached by that day.", "应完成值"))
    )
    ratio: Decimal | None = strawberry.field(description=str(Text("Value over target; 1 or more is met.", "完成比例")))
    status: TargetStatus = strawberry.field(description=str(Text("How it stands.", "进度状态")))

    @strawberry.field(description=str(Text("What is counted, in words; null if nothing measures it.", "统计口径")))
    def definition(self, info: Info, language: InLanguage = None) -> str | None:
        """The definition, in the sector's own words."""
        indicator = self.asked.indicator
        return None if indicator is None else indicator.text.say(language or info.context.language)

    @strawberry.field(description=str(Text("By county, as far as the reader sees records.", "分县完成值")))
    async def counties(self, info: Info) -> list[CountyValue]:
        """The breakdown by county, under the reader's own rules."""
        asked, context = self.asked, info.context
        if asked.indicator is None or not asked.days.possible:
            return []
        found = await measuring.values_by_county(
            context.loaders, context.access, asked.indicator, asked.goal, asked.days
        )
        return [CountyValue(county=reference(County, code), value=value) for code, value in found]

    @strawberry.field(description=str(Text("By district, as far as the reader sees records.", "分区完成值")))
    async def districts(self, info: Info) -> list[DistrictValue]:
        """The breakdown by district, under the reader's own rules."""
        asked, context = self.asked, info.context
        if asked.indicator is None or not asked.days.possible:
            return []
        found = await measuring.values_by_district(
            context.loaders, context.access, asked.indicator, asked.goal, asked.days
        )
        return [DistrictValue(district=reference(District, code), value=value) for code, value in found]


async def progress_of(goal: Goal, info: Info, year: int | None, as_of: date | None) -> Progress:
    """The progress of a target in a year, as of a day: by default today, but no later than the programme's last day."""
    context = info.context
    last = progress.last_known(as_of or context.today, context.facts.programme)
    close = last if year is None else _close(context.facts.programme, year)
    period, day = progress.period_of(goal.kind, goal.lasts, close), min(close, last)
    indicator = context.facts.indicators.get(goal.key)
    asked = Asked(goal, indicator, period, day)
    measured = await _measured(asked, info)
    target = measured.total if measured and goal.kind is TargetKind.STANDARD else goal.value
    told = progress.progress(goal.kind, target, asked.period, measured.value if measured else None, day)
    return Progress(
        asked=asked,
        as_of=told.as_of,
        starts_on=told.period.start,
        ends_on=told.period.end,
        value=told.value,
        target=told.target,
        expected=told.expected,
        ratio=told.ratio,
        status=told.status,
    )


async def _measured(asked: Asked, info: Info) -> Measured | None:
    if asked.indicator is None:
        return None
    if not asked.days.possible:
        return Measured(Decimal(0), Decimal(0) if asked.indicator.standard else None)
    return await measuring.programme_value(info.context.totals, asked.indicator, asked.goal, asked.days)


def _close(programme: Span, year: int) -> date:
    """The last day of a year of the programme."""
    if not programme.start.year <= year <= programme.end.year:
        raise BadInput(
            f"year: give one from {programme.start.year} to {programme.end.year}",
            f"year：请填写 {programme.start.year} 至 {programme.end.year} 之间的年份",
            "year",
        )
    return min(date(year, 12, 31), programme.end)
