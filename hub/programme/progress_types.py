"""`Progress`: how far a number has come, for the programme, and area by area as the reader may see."""

from datetime import date
from decimal import Decimal

import strawberry

from hub.auth.access import Act
from hub.context import Info
from hub.errors import BadInput
from hub.programme import area_values, progress
from hub.programme.area_values import CityValue, CountyValue, DistrictValue
from hub.programme.asked import Asked
from hub.programme.goal import Goal
from hub.programme.kinds import TargetKind, TargetStatus
from hub.programme.measuring import programme_value
from hub.programme.records_link import Part, RecordsLink, link_to
from hub.programme.spans import Span
from hub.query.inputs import InLanguage
from hub.texts import Text


@strawberry.type(
    description=str(Text("How far a number has come, from approved records only.", "进度，仅计已审核记录"))
)
class Progress:
    """A number's progress as of a day."""

    asked: strawberry.Private[Asked]
    as_of: date = strawberry.field(description=str(Text("The day for which it is told.", "统计截止日")))
    year: int | None = strawberry.field(
        description=str(Text("The year that it is about; null: the whole.", "年份；为空则指整个期间"))
    )
    starts_on: date = strawberry.field(description=str(Text("First day of the period.", "统计期起始")))
    ends_on: date = strawberry.field(description=str(Text("Last day of the period.", "统计期截止")))
    value: Decimal | None = strawberry.field(
        description=str(
            Text(
                "What is reached; null if nothing measures it. Where areas have targets of their own, what an area has"
                " beyond its target isn't in it.",
                "完成值，未计量则为空。各区域另有目标值的，超出部分不计入。",
            )
        )
    )
    target: Decimal | None = strawberry.field(
        description=str(Text("What is to be reached; for a standard, all records.", "目标值；标准类为记录总数"))
    )
    expected: Decimal | None = strawberry.field(
        description=str(Text("What should be reached by that day, to hundredths.", "应完成值，保留两位小数"))
    )
    ratio: Decimal | None = strawberry.field(
        description=str(Text("Value over target; 1 or more is met. Null without a number.", "完成比例，无目标值则为空"))
    )
    status: TargetStatus = strawberry.field(description=str(Text("How it stands.", "进度状态")))

    @strawberry.field(description=str(Text("What is counted, in words; null if nothing measures it.", "统计口径")))
    def definition(self, info: Info, language: InLanguage = None) -> str | None:
        """The definition, in the sector's own words."""
        indicator = self.asked.indicator
        return None if indicator is None else indicator.text.say(language or info.context.language)

    @strawberry.field(
        description=str(Text("The records that count; null if you may see none.", "计入的记录，无权查看则为空"))
    )
    def records(self, info: Info) -> RecordsLink | None:
        """The link to all that count."""
        indicator = self.asked.indicator
        if indicator is None or not info.context.access.reach(indicator.measure, Act.READ):
            return None
        return link_to(indicator, self.asked.goal, self.asked.days, Part())

    @strawberry.field(
        description=str(Text("By county: every one of which you may see records.", "分县完成值：有权查看的各县"))
    )
    async def counties(self, info: Info) -> list[CountyValue]:
        """The breakdown by county, under the reader's own rules."""
        return await area_values.counties(self.asked, info)

    @strawberry.field(description=str(Text("By city: what you see of its counties.", "分市完成值：有权查看的各县合计")))
    async def cities(self, info: Info) -> list[CityValue]:
        """The breakdown by city, under the reader's own rules."""
        return await area_values.cities(self.asked, info)

    @strawberry.field(description=str(Text("By district: what you see of its part.", "分区完成值：有权查看的部分")))
    async def districts(self, info: Info) -> list[DistrictValue]:
        """The breakdown by district, under the reader's own rules."""
        return await area_values.districts(self.asked, info)


async def progress_of(goal: Goal, info: Info, year: int | None, as_of: date | None) -> Progress:
    """The progress in a year, as of a day: by default today, but no later than the programme's last day."""
    facts = info.context.facts
    last = progress.last_known(as_of or info.context.today, facts.programme)
    close = last if year is None else close_of(facts.programme, year)
    period = goal.period(year, close)
    about = period.start.year if goal.kind in progress.PER_YEAR else year
    return await _told(Asked(goal, facts.indicators.get(goal.key), period, min(close, last), about), info)


async def _told(asked: Asked, info: Info) -> Progress:
    indicator, goal, totals = asked.indicator, asked.goal, info.context.totals
    measured = await programme_value(totals, indicator, goal, asked.days) if indicator else None
    told = asked.told(goal.value, measured)
    return Progress(
        asked=asked,
        as_of=told.as_of,
        year=asked.year,
        starts_on=told.period.start,
        ends_on=told.period.end,
        value=asked.shown(told.value),
        target=asked.shown(told.target),
        expected=told.expected,
        ratio=told.ratio,
        status=told.status if goal.planned else await _unplanned(asked, info),
    )


async def _unplanned(asked: Asked, info: Info) -> TargetStatus:
    """How it stands where the plan gives no number: whether anything at all is done since the programme began."""
    assert asked.indicator is not None
    so_far = Span(asked.goal.lasts.start, asked.as_of)
    done = await programme_value(info.context.totals, asked.indicator, asked.goal, so_far)
    return progress.status(TargetKind.STANDING, None, asked.goal.lasts, done.value, asked.as_of)


def close_of(programme: Span, year: int) -> date:
    """The last day of a year of the programme; BadInput for another year."""
    if not programme.start.year <= year <= programme.end.year:
        raise BadInput(
            f"year: give one from {programme.start.year} to {programme.end.year}",
            f"year：请填写 {programme.start.year} 至 {programme.end.year} 之间的年份",
            "year",
        )
    return min(date(year, 12, 31), programme.end)
