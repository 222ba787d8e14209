"""What draws visitors: destinations, and routes as ordered stops at them."""

from decimal import Decimal

from hub.fields import Connection, One, column, connection, count, one, record
from hub.records.types import Record
from modules.tourism import models as rows
from modules.tourism.types import business, planning, promotion


@record(rows.Destination, "destinations", "A place that visitors come for.", zh="旅游目的地")
class Destination(Record):
    """A destination; its lists hold what the programme does for it."""

    name: str = column(rows.Destination.name, "Its name, unique in the county.", zh="名称")
    kind: rows.TourismKind = column(rows.Destination.kind, "What it is mainly about.", zh="旅游类型")
    grade: rows.DestinationGrade = column(rows.Destination.grade, "Its national grade.", zh="质量等级")
    address: str | None = column(rows.Destination.address, "Township and village.", zh="地址")
    longitude: float | None = column(rows.Destination.longitude, "Degrees east, GCJ-02.", zh="经度")
    latitude: float | None = column(rows.Destination.latitude, "Degrees north, GCJ-02.", zh="纬度")
    stops: Connection["RouteStop"] = connection(
        rows.RouteStop.destination_id, "Stops that routes make there.", zh="途经线路站点"
    )
    operators: Connection["business.TourismOperator"] = connection(
        rows.TourismOperator.destination_id, "Who serves visitors there.", zh="经营主体"
    )
    investments: Connection["business.TourismInvestment"] = connection(
        rows.TourismInvestment.destination_id, "What is invested there.", zh="投资项目"
    )
    plans: Connection["planning.TourismPlan"] = connection(
        rows.TourismPlan.destination_id, "Plans for it.", zh="规划设计"
    )


@record(rows.TourRoute, "tour_routes", "A route through the county's destinations.", zh="旅游线路")
class TourRoute(Record):
    """A route; order its stops by their position."""

    name: str = column(
        rows.TourRoute.name, "Its name, unique in the county; shared by the parts in other counties.", zh="线路名称"
    )
    theme: rows.TourismKind = column(rows.TourRoute.theme, "What it is mainly about.", zh="线路主题")
    days: int = column(rows.TourRoute.days, "Days that it takes, of the whole route.", zh="全程天数")
    price: Decimal | None = column(
        rows.TourRoute.price, "Price for a person, CNY; null: not sold.", zh="每人价格（元）"
    )
    stop_count: int | None = count(rows.RouteStop.route_id, "Its stops.", zh="站点数")
    stops: Connection["RouteStop"] = connection(
        rows.RouteStop.route_id, "Its stops; orderBy POSITION gives them in their order.", zh="站点，可按顺序号排序"
    )
    promotions: Connection["promotion.JointPromotion"] = connection(
        rows.JointPromotion.route_id, "Joint promotions of it.", zh="联合促销"
    )


@record(rows.RouteStop, "route_stops", "One stop of a route.", zh="线路站点")
class RouteStop(Record):
    """A stop."""

    route: One[TourRoute | None] = one(rows.RouteStop.route_id, "The route.", zh="所属线路")
    position: int = column(
        rows.RouteStop.position, "Place on the route from 1; counted on through other counties.", zh="顺序号"
    )
    destination: One[Destination | None] = one(rows.RouteStop.destination_id, "Where it stops.", zh="目的地")
    stay_minutes: int = column(rows.RouteStop.stay_minutes, "How long it stops, minutes.", zh="停留时长（分钟）")
    overnight: bool = column(rows.RouteStop.overnight, "Whether the night is spent there.", zh="是否住宿")
    note: str | None = column(rows.RouteStop.note, "What to see and do.", zh="游览说明")
