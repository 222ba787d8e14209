"""A sound record of every type, as its writer gives it, and the demo's records of the plan."""

from datetime import date
from functools import cache
from typing import Any, TypeVar

from hub.models import Record, Status
from hub.naming import camel
from hub.query import ids
from hub.query.record import RecordInfo
from modules.health import models as rows
from modules.health.demo import demo
from modules.health.module import module
from tests.modules.fitting import fitting
from tests.modules.plan import context

R = TypeVar("R", bound=Record)

COUNTY, WRITER, BUREAU = "451225", "luocheng-county", "health-commission"
SHARED = {"county_code": COUNTY, "starts_on": date(2018, 9, 1), "created_by": "t", "updated_by": "t"}
PERSON = {"identity_number": "450000198001010019", "phone": "10012345678"}

SOUND: dict[type[Record], dict[str, Any]] = {
    rows.MedicalInstitution: {
        "name": "某某镇第二卫生院",
        "kind": "TOWNSHIP_HEALTH_CENTRE",
        "grade": "FIRST_A",
        "address": "某某镇",
        "beds": 40,
        "health_workers": 55,
    },
    rows.HospitalGroup: {"name": "某某医疗帮扶组团", "lead_hospital": "深圳市某某医院", "lead_district_code": "440304"},
    rows.HospitalPairing: {
        "group_id": 1,
        "hospital_id": 1,
        "partner_hospital": "深圳市某某人民医院",
        "aim": "SPECIALTY",
        "specialty": "CARDIOLOGY",
    },
    rows.MedicalTeam: {
        "name": "某某医疗队",
        "hospital_id": 1,
        "sending_hospital": "深圳市某某医院",
        "sending_district_code": "440304",
        "patients_treated": 900,
        "patients_operated": 60,
        "staff_trained": 120,
    },
    rows.MedicalTeamMember: PERSON
    | {"team_id": 1, "name": "陈某某", "profession": "DOCTOR", "title": "SENIOR", "specialty": "SURGERY"}
    | {"leads": True, "home_hospital": "深圳市某某医院"},
    rows.ClinicalAttachment: PERSON
    | {"name": "韦某某", "profession": "NURSE", "specialty": "INTENSIVE_CARE", "mode": "ADVANCED_TRAINING"}
    | {"home_institution_id": 1, "host_hospital": "深圳市某某医院", "host_district_code": "440304"},
    rows.MedicalGuidanceVisit: {
        "topic": "腹腔镜手术带教",
        "leader": "李某某",
        "experts": 4,
        "form": "OPERATION",
        "specialty": "SURGERY",
        "hospital_id": 1,
        "sending_hospital": "深圳市某某医院",
        "procedures": 3,
        "trainees": 25,
    },
    rows.TelemedicineLink: {
        "hospital_id": 1,
        "partner_hospital": "深圳市某某医院",
        "platform": "某某会诊系统",
        "state": "RUNNING",
    },
    rows.TelemedicineSession: {
        "link_id": 1,
        "serial": 99_999,
        "kind": "CONSULTATION",
        "specialty": "NEUROLOGY",
        "requested_on": "2018-08-30",
        "patients": 0,
        "participants": 6,
    },
    rows.HealthConstruction: {
        "name": "某某卫生院业务用房项目",
        "institution_id": 1,
        "kind": "BUILD",
        "state": "UNDER_WAY",
        "floor_area": 1200,
        "beds_added": 20,
        "planned_amount": "2500000.00",
        "paid_amount": "800000.50",
    },
    rows.MedicalAlliance: {
        "name": "某某医联体",
        "kind": "COUNTY_COMMUNITY",
        "lead_institution_id": 1,
        "adviser": "深圳市某某医院集团",
    },
    rows.MedicalAllianceMember: {"alliance_id": 1, "institution_id": 1, "tie": "LOOSE"},
}
"""What is particular to each type; the values as JSON has them, ids apart."""

MODELS = tuple(SOUND)
INFOS: dict[type[Any], RecordInfo] = {
    info.model: info for info in (vars(declared)["__hub_record__"] for declared in module.records)
}
PLURALS = {model: camel(info.plural) for model, info in INFOS.items()}


def health_records() -> list[Record]:
    """The demo's records at scale 1."""
    return demo(context())


@cache
def demo_records() -> tuple[Record, ...]:
    """The same, made once for all tests that only look at them."""
    return tuple(health_records())


def made(model: type[R], *counties: str, statuses: tuple[Status, ...] = tuple(Status)) -> list[R]:
    """The demo's records of one type in these counties, all if none is named, that stand at one of these statuses."""
    found = (record for record in demo_records() if isinstance(record, model) and record.status in statuses)
    return [record for record in found if not counties or record.county_code in counties]


def approved(model: type[R], *counties: str) -> list[R]:
    """Those that count."""
    return made(model, *counties, statuses=(Status.APPROVED,))


def key_of(table: str, county: str = COUNTY) -> str:
    """The id of an approved record of a county."""
    model = next(model for model in MODELS if model.__tablename__ == table)
    return ids.encode(model.__name__, approved(model, county)[0].id)


def given(model: type[Record], **changes: Any) -> dict[str, Any]:
    """A sound record as its writer gives it, by GraphQL names."""
    names = {column: camel(name.removeprefix("_")) for name, column in INFOS[model].columns.items()}
    own = {names[column]: value for column, value in (days(model) | SOUND[model] | referred_by(model)).items()}
    return {"county": COUNTY} | own | changes


def days(model: type[Record]) -> dict[str, str]:
    """The period of a sound record, within that of what it belongs to."""
    if model is rows.MedicalTeamMember:
        first = approved(rows.MedicalTeam, COUNTY)[0].starts_on.isoformat()
        return {"starts_on": first, "ends_on": first}
    return {"starts_on": "2020-06-01" if model is rows.MedicalAllianceMember else "2018-09-01"}


@cache
def referred_by(model: type[Record]) -> dict[str, str]:
    """The ids of the records of its county that a sound record refers to."""
    near = [record for record in demo_records() if record.county_code == COUNTY]
    found = fitting(model, SHARED | days(model) | SOUND[model], near)
    return {column: ids.encode(type(record).__name__, record.id) for column, record in found.items()}
