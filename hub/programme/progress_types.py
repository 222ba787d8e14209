"""`Progress`: how far a number has come, for the programme, and area by area as the reader may see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import strawberry

from hub.auth.access import Access, Act
from hub.context import Info
from hub.entities import City, County, District
from hub.programme.area_values import CityValue, CountyValue, DistrictValue, breakdown
from hub.programme.asked import Asked
from hub.programme.kinds import AreaLevel, TargetStatus
from hub.programme.measuring import Found, Question
from hub.programme.records_link import Part, RecordsLink, link_to
from hub.programme.told import Asking, Given, told, told_type
from hub.query.fields import argument
from hub.query.inputs import InLanguage
from hub.texts import Text


@told_type("How far a number has come, from approved records only.", zh="进度，仅计已审核记录")
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

    counties: list[CountyValue] = breakdown(
        CountyValue,
        County,
        AreaLevel.COUNTY,
        "By county: every one of which you may see records.",
        zh="分县完成值：有权查看的各县",
    )
    cities: list[CityValue] = breakdown(
        CityValue, City, AreaLevel.CITY, "By city: what you see of its counties.", zh="分市完成值：有权查看的各县合计"
    )
    districts: list[DistrictValue] = breakdown(
        DistrictValue,
        District,
        AreaLevel.DISTRICT,
        "By district: what you see of its part.",
        zh="分区完成值：有权查看的部分",
    )


def progress_of(asked: Asked, access: Access, found: Found) -> Progress:
    """The progress that was asked for, with what was counted for it."""
    told = asked.told(asked.goal.value, asked.value(access, found))
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
        status=told.status,
    )


@dataclass(frozen=True, slots=True)
class Awaited:
    """A progress before anything was counted for it."""

    asked: Asked


COUNTED = ("value", "target", "expected", "ratio", "status")
"""The fields of a progress that need its total; of a standard the target is counted too."""
AS_OF = argument("as_of", date | None, Text("The day for which it is told; by default today", "截止日，默认当天"), None)
YEAR = argument(
    "year",
    int | None,
    Text("A year of the programme; by default that of `asOf`", "年份，默认为截止日所在年"),
    None,
)
Which = Callable[[Any, Asking, Given], Asked | list[Asked]]
"""What a field asks about: one progress, or several."""


def progress_field(which: Which, text: str, *, zh: str, **more: Any) -> Any:
    """A field that tells of progress."""

    def asks(source: Any, asking: Asking, given: Given) -> Iterator[Question]:
        found = which(source, asking, given)
        for asked in found if isinstance(found, list) else [found]:
            yield from asked.in_total(asking.context.access)

    def promises(source: Any, asking: Asking, given: Given) -> Awaited | list[Awaited]:
        found = which(source, asking, given)
        return [Awaited(asked) for asked in found] if isinstance(found, list) else Awaited(found)

    def tells(source: Any, asking: Asking, given: Given, counted: Found) -> Progress | list[Progress]:
        found, access = which(source, asking, given), asking.context.access
        if isinstance(found, list):
            return [progress_of(asked, access, counted) for asked in found]
        return progress_of(found, access, counted)

    return told(text, tells, zh=zh, asks=asks, promises=promises, counted=COUNTED, **more)
