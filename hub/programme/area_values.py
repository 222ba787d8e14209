"""The parts of a number by county, city and district: as far as the reader sees records, each with a way to them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import strawberry

from hub.auth.access import Act
from hub.context import HubContext
from hub.entities import City, County, District
from hub.programme.asked import NONE, Asked
from hub.programme.goal import DIVIDED
from hub.programme.ground import Seen
from hub.programme.kinds import AreaLevel, TargetStatus
from hub.programme.measuring import Found, Measured, Question
from hub.programme.records_link import Part, RecordsLink, link_to
from hub.programme.told import Asking, Given, told
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


def breakdown(told_as: type[AreaValue], entity: type, level: AreaLevel, text: str, *, zh: str) -> Any:
    """The field of a progress that breaks it down by the areas at this level, under the reader's own rules."""
    of = level.name.lower()

    def asks(source: Any, asking: Asking, _: Given) -> Iterator[Question]:
        return source.asked.by_area(level, asking.context.access)  # type: ignore[no-any-return]

    def tells(source: Any, asking: Asking, _: Given, found: Found) -> list[AreaValue]:
        asked, context = source.asked, asking.context
        values = next((found[question] for question in asked.by_area(level, context.access)), {})
        parts = asked.parts if DIVIDED.get(asked.goal.per) is level else {}
        return [
            told_as(**{of: reference(entity, area.code)}, **_value(asked, area, values, parts), part=_part(level, area))
            for area in _seen(asked, level, context)
        ]

    return told(text, tells, zh=zh, asks=asks)


def _seen(asked: Asked, level: AreaLevel, context: HubContext) -> Sequence[Seen]:
    """Every area in which the reader may see records of the measure."""
    reach = context.access.reach(asked.indicator.measure, Act.READ) if asked.indicator else None
    ground = context.facts.register.ground
    found: Sequence[Seen] = context.loaders.once((level, reach), lambda: ground.seen(level, reach)) if reach else ()
    return found


def _value(asked: Asked, area: Seen, values: Mapping[str, Measured], parts: Mapping[str, Decimal]) -> dict[str, Any]:
    """What is told of an area: no ratio of one of which the reader sees a part, as the rest may be there unseen."""
    found = values.get(area.code)
    value = found.value if found else NONE
    told = asked.told(parts[area.code], Measured(value)) if area.code in parts else None
    return {
        "asked": asked,
        "value": asked.shown(value),
        "target": told and asked.shown(told.target),
        "expected": told and told.expected,
        "ratio": told.ratio if told and area.whole else None,
        "status": told.status if told and area.whole else None,
    }


def _part(level: AreaLevel, area: Seen) -> Part:
    if level is AreaLevel.DISTRICT:
        return Part(area.counties, area.code)
    return Part([(county, None) for county, _ in area.counties])
