"""What draws visitors: destinations, and routes as ordered stops at them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlmodel import Field

from hub.models import Choice, Problem, ProblemCode, Record, Text, choice, money, number, record_id, text, within
from modules.tourism.models.columns import DestinationId, RouteId, degrees


class TourismKind(Choice):
    """What a destination or a route is mainly about, as the plan tells them apart. (旅游类型)"""

    RED = Text("Red tourism: places of the revolution", "红色旅游")
    ECOLOGICAL = Text("Ecological tourism", "生态旅游")
    LEISURE = Text("Leisure and holidays", "休闲度假")
    HEALTH = Text("Health and longevity", "健康养生")


class DestinationGrade(Choice):
    """The national grade of a tourist attraction, GB/T 17775. (景区质量等级)"""

    AAAAA = Text("AAAAA, the highest", "5A级")
    AAAA = Text("AAAA", "4A级")
    AAA = Text("AAA", "3A级")
    AA = Text("AA", "2A级")
    A = Text("A, the lowest", "1A级")
    UNGRADED = Text("Not graded", "未评级")


class Destination(Record, table=True):
    """A place that visitors come for; the period is that of its part in the programme."""

    measure = "tourism"
    natural_key = ("name",)

    name: str = text(length=100)
    kind: TourismKind = choice(TourismKind)
    grade: DestinationGrade = choice(DestinationGrade)
    address: str | None = text(None)
    longitude: float | None = degrees(73, 136)
    latitude: float | None = degrees(3, 54)

    def problems(self) -> Iterator[Problem]:
        """A point on the map has both coordinates."""
        both = Text("give longitude and latitude, or neither", "经度和纬度须同时填写或同时留空")
        if self.longitude is None and self.latitude is not None:
            yield Problem("longitude", ProblemCode.REQUIRED, both)
        if self.latitude is None and self.longitude is not None:
            yield Problem("latitude", ProblemCode.REQUIRED, both)


class TourRoute(Record, table=True):
    """A route through the county's destinations; one through several counties is a record in each, of one name."""

    measure = "tourism"
    natural_key = ("name",)

    name: str = text(length=100)
    theme: TourismKind = choice(TourismKind)
    days: int = number(ge=1, le=30)
    price: Decimal | None = money(None)


class RouteStop(Record, table=True):
    """One stop of a route; the period is that in which the route stops there."""

    measure = "tourism"
    natural_key = ("route_id", "position")

    route_id: RouteId = record_id()
    position: int = number(ge=1, le=100)
    destination_id: DestinationId = record_id()
    stay_minutes: int = number(ge=1, le=14_400)
    overnight: bool = Field(default=False)
    note: str | None = text(None, length=500)

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """A route stops nowhere while it isn't run."""
        yield from within(self, referred["route_id"], Text("route", "线路"))
