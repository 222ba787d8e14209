"""The parts of a number by county, city and district: as far as the reader sees records, each with a way to them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import strawberry

from hub.auth.access import Act
from hub.context import Info
from hub.entities import City, County, District
from hub.programme.asked import Asked
from hub.programme.goal import DIVIDED, parts_of
from hub.programme.ground import Ground, Seen, ground_of
from hub.programme.kinds import AreaLevel, TargetStatus
from hub.programme.measuring import Measured, Sight, values_by_area
from hub.programme.records_link import Part, RecordsLink, link_to
from hub.query.inputs import graphql_enum
from hub.query.rows import reference
from hub.texts import Text

graphql_enum(TargetStatus)


@strawberry.interface(description=str(Text("One area's part of a number.", "某区域的完成值")))
class AreaValue:
    """An area's value; what it is held to stands there where the plan gives it a part of its own."""

    asked: strawberry.Private[Asked]
    part: strawberry.Private[Part]
    value: Decimal = strawberry.field(description=str(Text("What is reached there.", "完成值")))
    target: Decimal | None = strawberry.field(
        description=str(
            Text("What the area is to reach; null where the plan doesn't say.", "该区域目标值，规划未定则为空")
        )
    )
    expected: Decimal | None = strawberry.field(
        description=str(Text("What should be reached by that day.", "应完成值"))
    )
    ratio: Decimal | None = strawberry.field(
        description=str(
            Text("Value over target; null if you see a part of the area only.", "完成比例；只能查看部分时为空")
        )
    )
    status: TargetStatus | None = strawberry.field(
        description=str(Text("How the area stands, where it has a ratio.", "进度状态，有完成比例时给出"))
    )

    @strawberry.field(description=str(Text("The records that count.", "计入的记录")))
    def records(self) -> RecordsLink:
        """The link."""
        assert self.asked.indicator is not None
        return link_to(self.asked.indicator, self.asked.goal, self.asked.days, self.part)


@strawberry.type(description=str(Text("One county's part of a number.", "某县的完成值")))
class CountyValue(AreaValue):
    """A county and its value."""

    county: County = strawberry.field(description=str(Text("The county.", "县")))


@strawberry.type(description=str(Text("One city's part of a number: that of its counties.", "某市所辖各县的完成值")))
class CityValue(AreaValue):
    """A city and its value."""

    city: City = strawberry.field(description=str(Text("The city.", "市")))


@strawberry.type(description=str(Text("One district's part of a number.", "某区的完成值")))
class DistrictValue(AreaValue):
    """A district and its value."""

    district: District = strawberry.field(description=str(Text("The district.", "区")))


async def counties(asked: Asked, info: Info) -> list[CountyValue]:
    """The breakdown by county."""
    found = await _values(asked, info, AreaLevel.COUNTY)
    return [CountyValue(county=reference(County, code), **values) for code, values in found]


async def cities(asked: Asked, info: Info) -> list[CityValue]:
    """The breakdown by city."""
    found = await _values(asked, info, AreaLevel.CITY)
    return [CityValue(city=reference(City, code), **values) for code, values in found]


async def districts(asked: Asked, info: Info) -> list[DistrictValue]:
    """The breakdown by district."""
    found = await _values(asked, info, AreaLevel.DISTRICT)
    return [DistrictValue(district=reference(District, code), **values) for code, values in found]


async def _values(asked: Asked, info: Info, level: AreaLevel) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every area in which the reader may see records of the measure, under the reader's own rules."""
    context, indicator, goal = info.context, asked.indicator, asked.goal
    reach = context.access.reach(indicator.measure, Act.READ) if indicator else None
    if indicator is None or not reach:
        return iter(())
    found = await values_by_area(Sight(context.loaders, context.access), indicator, goal, level, asked.days)
    parts = await parts_of(context.totals, goal) if DIVIDED.get(goal.per) is level else {}
    ground = await ground_of(context.totals, context.facts.programme)
    areas = ground.seen(level, reach)
    return (
        (area.code, _value(asked, area, found.get(area.code, Decimal(0)), parts) | {"part": _part(ground, level, area)})
        for area in areas
    )


def _value(asked: Asked, area: Seen, value: Decimal, parts: dict[str, Decimal]) -> dict[str, Any]:
    """What is told of an area: no ratio of one of which the reader sees a part, as the rest may be there unseen."""
    held = area.code in parts
    told = asked.told(parts.get(area.code), Measured(value))
    return {
        "asked": asked,
        "value": asked.shown(value),
        "target": asked.shown(told.target),
        "expected": told.expected,
        "ratio": told.ratio if area.whole else None,
        "status": told.status if held and area.whole else None,
    }


def _part(ground: Ground, level: AreaLevel, area: Seen) -> Part:
    if level is AreaLevel.DISTRICT:
        return Part(ground.within(level, area.code), area.code)
    return Part([(county, None) for county, _ in ground.within(level, area.code)])
