"""A sound record of every type, as its writer gives it, and the demo's records of the plan."""

from datetime import date
from functools import cache
from typing import Any, TypeVar

from hub.models import Record, Status
from hub.naming import camel
from hub.query import ids
from hub.query.record import RecordInfo, info_of
from hub.records.base import references
from hub.records.mutations import writable
from modules.tourism import models as rows
from modules.tourism.demo import demo
from modules.tourism.module import module
from tests.modules import plan
from tests.modules.fitting import fitting

R = TypeVar("R", bound=Record)
COUNTY, WRITER, BUREAU = "451225", "luocheng-county", "culture-tourism-bureau"
FUTIAN = ("451225", "451226")
"""The counties paired with Futian."""
BARE = "451229"
"""The county that has no routes and no demonstration zone."""
SHARED = {"county_code": COUNTY, "created_by": "t", "updated_by": "t"}
PERIOD: dict[str, Any] = {"starts_on": "2018-09-01", "ends_on": "2018-09-30"}
INFOS: dict[type[Record], RecordInfo] = {
    info.model: info  # type: ignore[misc]
    for info in map(info_of, module.records)
}

SOUND: dict[type[Record], dict[str, Any]] = {
    rows.Destination: {
        "name": "某某天坑",
        "kind": "ECOLOGICAL",
        "grade": "AAAA",
        "address": "某某镇",
        "longitude": 108.9,
        "latitude": 24.8,
    },
    rows.TourRoute: {"name": "某某之旅", "theme": "RED", "days": 2, "price": "680.00"},
    rows.RouteStop: {
        "route_id": 1,
        "position": 90,
        "destination_id": 1,
        "stay_minutes": 90,
        "overnight": True,
        "note": "徒步线路，备雨具",
    },
    rows.TourismPlan: {
        "title": "某某旅游发展规划",
        "kind": "SITE",
        "state": "ADOPTED",
        "destination_id": 1,
        "planner": "深圳市某某规划设计有限公司",
        "district_code": "440304",
        "amount": "600000.00",
        "adopted_on": "2018-09-20",
    },
    rows.DemonstrationZone: {
        "name": "某某示范区",
        "kind": "POVERTY_RELIEF",
        "state": "RECOGNISED",
        "poor_households": 320,
        "amount": "1500000.00",
        "recognised_on": "2018-09-30",
    },
    rows.PreferentialPolicy: {
        "title": "某某若干措施",
        "document_number": "县旅演示〔2015〕99号",
        "issuer": "COUNTY",
        "kind": "TICKETS",
        "benefit": "深圳市民凭身份证件门票半价",
        "valid_from": "2015-07-01",
        "valid_until": "2022-06-30",
    },
    rows.TourismOperator: {
        "name": "某某民宿",
        "kind": "HOMESTAY",
        "origin": "LOCAL",
        "destination_id": 1,
        "contact": "韦某某",
        "phone": "10012345678",
        "employees": 12,
        "poor_employees": 5,
    },
    rows.TourismInvestment: {
        "project": "某某度假酒店项目",
        "investor": "深圳市某某文旅投资有限公司",
        "state": "OPERATING",
        "operator_id": 1,
        "destination_id": 1,
        "district_code": "440304",
        "agreed_amount": "80000000.00",
        "paid_amount": "79999999.99",
        "jobs": 120,
        "poor_jobs": 60,
        "poor_income": "1260000.50",
    },
    rows.SmartPromotionChannel: {
        "name": "某某旅游公众号",
        "kind": "WECHAT",
        "operator_id": 1,
        "address": "演示账号",
        "followers": 52_000,
        "monthly_reach": 130_000,
    },
    rows.PromotionCampaign: {
        "title": "某某采摘季",
        "channel": "WECHAT",
        "smart_channel_id": 1,
        "district_code": "440304",
        "reach": 410_000,
        "amount": "50000.00",
    },
    rows.PromotionEvent: {
        "title": "某某专场推介会",
        "kind": "PRESENTATION",
        "venue": "深圳某某广场",
        "district_code": "440304",
        "attendees": 300,
        "reach": 300,
        "amount": "120000.00",
    },
    rows.JointPromotion: {
        "title": "某某优惠季",
        "partner": "深圳市某某国际旅行社有限公司",
        "route_id": 1,
        "district_code": "440304",
        "visitors": 860,
        "amount": "90000.00",
    },
    rows.VisitorStatistic: {
        "visitors": 120_000,
        "overnight_visitors": 30_000,
        "overnight_stays": 45_000,
        "revenue": "42000000.00",
    },
}
"""What is particular to each type; the values as JSON has them."""


FREE = (date(2018, 9, 1), date(2018, 10, 1))
"""Months whose statistics tests write for the county, so that the hub under test doesn't hold them."""


def tourism_records() -> list[Record]:
    """The demo's records at scale 1, without those months."""
    return [record for record in demo(plan.context()) if not _free(record)]


def _free(record: Record) -> bool:
    return isinstance(record, rows.VisitorStatistic) and record.county_code == COUNTY and record.starts_on in FREE


@cache
def demo_records() -> tuple[Record, ...]:
    """The same, made once for all tests that only look at them."""
    return tuple(tourism_records())


def made(model: type[R], *counties: str, statuses: tuple[Status, ...] = tuple(Status)) -> list[R]:
    """The demo's records of a type and of these counties, all if none is named, that stand at one of these statuses."""
    found = (record for record in demo_records() if isinstance(record, model) and record.status in statuses)
    return [record for record in found if not counties or record.county_code in counties]


def approved(model: type[R], *counties: str) -> list[R]:
    """Those that count."""
    return made(model, *counties, statuses=(Status.APPROVED,))


def key_of(table: str, county: str = COUNTY) -> str:
    """The global id of an approved record of a county."""
    model = next(model for model in SOUND if model.__tablename__ == table)
    return ids.encode(model.__name__, approved(model, county)[0].id)


def input_name(model: type[Record], column: str) -> str:
    """How a column is called in the API."""
    fields = writable(INFOS[model].declared)
    return camel(next(name for name, field in fields.items() if field.column == column))


def given(model: type[Record], **changes: Any) -> dict[str, Any]:
    """A sound record as its writer gives it."""
    values = {"county_code": COUNTY} | PERIOD | SOUND[model] | referred_by(model)
    return {input_name(model, column): value for column, value in values.items()} | changes


@cache
def referred_by(model: type[Record]) -> dict[str, str]:
    """The ids of the records of its county that a sound record refers to."""
    near = [record for record in demo_records() if record.county_code == COUNTY]
    found = fitting(model, SHARED | PERIOD | SOUND[model], near)
    return {column: ids.encode(type(record).__name__, record.id) for column, record in found.items()}


def another(model: type[Record]) -> dict[str, Any]:
    """A sound record with another natural key."""
    if model is rows.VisitorStatistic:
        return given(model, startsOn="2018-10-01", endsOn="2018-10-31")
    values = given(model)
    name = input_name(model, next(c for c in model.natural_key if c not in references(model)))
    return values | {name: values[name] + 1 if isinstance(values[name], int) else f"另{values[name]}"}
