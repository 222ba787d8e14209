"""A sound record of every type, as its writer gives it, and the demo's records of the plan."""

from datetime import date
from functools import cache
from typing import Any

from hub.models import Record, Status
from hub.naming import camel
from hub.query import ids
from hub.query.record import RecordInfo
from modules.education import models as rows
from modules.education.demo import demo
from modules.education.module import module
from tests.modules.fitting import fitting
from tests.modules.plan import context

COUNTY, WRITER, BUREAU = "451225", "luocheng-county", "education-bureau"
DAY = date(2018, 9, 1)
SHARED = {"county_code": COUNTY, "starts_on": DAY, "created_by": "t", "updated_by": "t"}
PERSON = {"identity_number": "450000198001010019", "phone": "10012345678"}

SOUND: dict[type[Record], dict[str, Any]] = {
    rows.School: {"name": "某某小学", "stage": "PRIMARY", "pupils": 600, "teachers": 35, "boarders": 200},
    rows.SchoolPairing: {"school_id": 1, "partner_school": "深圳市某某小学", "kind": "TEACHING"},
    rows.SchoolConstruction: {
        "name": "某某小学食堂项目",
        "stage": "PRIMARY",
        "kind": "BUILD",
        "state": "UNDER_WAY",
        "floor_area": 900,
        "planned_amount": "1500000.00",
        "paid_amount": "300000.50",
    },
    rows.DigitalResource: {"title": "课程资源库", "kind": "LIBRARY", "schools_reached": 12, "amount": "200000.00"},
    rows.PrincipalPlacement: PERSON
    | {"name": "韦某某", "gender": "FEMALE", "position": "PRINCIPAL", "mode": "SHADOWING"}
    | {"home_school_id": 1, "host_school": "深圳市某某小学"},
    rows.TeacherDispatch: PERSON
    | {"teacher": "陈某某", "subject": "MATHEMATICS", "stage": "JUNIOR", "school_id": 1}
    | {"sending_school": "深圳市某某中学", "allowance": "12000.00"},
    rows.TeachingVisit: {
        "topic": "语文名师送教",
        "leader": "李某某",
        "teachers": 6,
        "subject": "CHINESE",
        "sessions": 8,
        "attendees": 120,
    },
    rows.SupervisionVisit: {"group_code": "2018-7", "leader": "黄某某", "members": 8},
    rows.SchoolAssessment: {
        "visit_id": 1,
        "school_id": 1,
        "grade": "GOOD",
        "score": 82,
        "findings": "教研制度有待健全",
    },
    rows.EntrantGrant: {
        "student": "覃某某",
        "identity_number": "450000200001010019",
        "university": "广西大学",
        "amount": "3000.00",
        "donor": "深圳市某某慈善基金会",
    },
    rows.VocationalAdmission: {
        "student": "蒙某某",
        "identity_number": "450000200101010019",
        "kind": "ADMISSION",
        "from_stage": "JUNIOR",
        "college": "深圳职业技术学院",
        "major": "护理",
        "amount": "0.00",
    },
    rows.VocationalCooperation: {
        "school_id": 1,
        "enterprise": "深圳市某某电子有限公司",
        "major": "数控技术",
        "students": 40,
        "workplaces": 20,
    },
}
"""What is particular to each type; the values as JSON has them."""
MODELS = list(SOUND)
INFOS: dict[type[Record], RecordInfo] = {
    info.model: info for info in (vars(declared)["__hub_record__"] for declared in module.records)
}
"""What is known of each type."""


def plan_records() -> list[Record]:
    """The demo's records at scale 1."""
    return demo(context())


@cache
def demo_records() -> tuple[Record, ...]:
    """The same, made once for all tests that only look at them."""
    return tuple(plan_records())


def few_records() -> list[Record]:
    """What writers refer to, of two counties: a small database is cloned fast for every test."""
    near = [record for record in demo_records() if record.county_code in {COUNTY, "451226"}]
    grants = [record for record in near if isinstance(record, rows.EntrantGrant)]
    return [*(record for record in near if isinstance(record, rows.School | rows.SupervisionVisit)), *grants[:20]]


def key_of(table: str, county: str = COUNTY) -> str:
    """The id of an approved record of a county."""
    same = (r for r in demo_records() if type(r).__tablename__ == table and r.county_code == county)
    record = next(record for record in same if record.status is Status.APPROVED)
    return ids.encode(type(record).__name__, record.id)


def given(model: type[Record], **changes: Any) -> dict[str, Any]:
    """A sound record of the writer's county, by GraphQL names."""
    values: dict[str, Any] = {"county": COUNTY, "startsOn": start_of(model).isoformat()}
    referred = referred_by(model)
    for column, value in SOUND[model].items():
        if column in referred:
            values[camel(column.removesuffix("_id"))] = referred[column]
        else:
            values[camel(column)] = value
    return values | changes


def start_of(model: type[Record]) -> date:
    """The first day of a sound record; an assessment is of a day of the group's visit."""
    visits = (r for r in demo_records() if isinstance(r, rows.SupervisionVisit) and r.county_code == COUNTY)
    return next(visits).starts_on if model is rows.SchoolAssessment else DAY


@cache
def referred_by(model: type[Record]) -> dict[str, str]:
    """The ids of the records of its county that a sound record refers to."""
    near = [record for record in few_records() if record.county_code == COUNTY]
    found = fitting(model, SHARED | {"starts_on": start_of(model)} | SOUND[model], near)
    return {column: ids.encode(type(record).__name__, record.id) for column, record in found.items()}
