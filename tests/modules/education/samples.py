"""A sound record of every type, as its writer gives it, and the demo's records of the plan."""

from datetime import date
from functools import cache
from typing import Any

from hub.contract import DemoContext
from hub.models import Record
from hub.programme.files import Draft, find, read
from hub.programme.kinds import AreaLevel
from hub.programme.spans import Span
from hub.settings import DEFAULT_PROGRAMME
from modules.education import models as rows
from modules.education.demo import demo

PLAN = Span(date(2016, 1, 1), date(2020, 12, 31))
SHARED = {"county_code": "451225", "starts_on": date(2018, 9, 1), "created_by": "t", "updated_by": "t"}
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


@cache
def draft() -> Draft:
    """The plan's files."""
    return read(find(DEFAULT_PROGRAMME))


def context(scale: int = 1) -> DemoContext:
    """What the demo is told of the plan."""
    areas = {placed.row.slug: placed.row for placed in draft().areas}
    counties = {area.code: area.name_zh for area in areas.values() if area.level is AreaLevel.COUNTY}
    districts: dict[str, tuple[str, ...]] = {}
    for _, pairing in draft().pairings:
        code = areas[pairing.supported].code
        districts[code] = (*districts.get(code, ()), areas[pairing.supporting].code)
    return DemoContext(
        seed=2016, scale=scale, starts_on=PLAN.start, ends_on=PLAN.end, counties=counties, districts=districts
    )


def plan_records() -> list[Record]:
    """The demo's records at scale 1."""
    return demo(context())


@cache
def demo_records() -> tuple[Record, ...]:
    """The same, made once for all tests that only look at them."""
    return tuple(plan_records())
