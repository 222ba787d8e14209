"""A sound record of every type, as its writer gives it, and the demo's records of the plan."""

from functools import cache
from typing import Any, TypeVar

from hub.models import Record, Status
from hub.naming import camel
from hub.query import ids
from hub.query.record import RecordInfo, info_of
from hub.records.base import references
from hub.records.mutations import writable
from modules.culture import models as rows
from modules.culture.demo import demo
from modules.culture.module import module
from tests.modules import bad_input
from tests.modules.plan import context

R = TypeVar("R", bound=Record)
COUNTY, WRITER, BUREAU = "451225", "luocheng-county", "culture-tourism-bureau"
FUTIAN = ("451225", "451226")
"""The counties paired with Futian."""
BARE = "451229"
"""The county that has no digital-culture project."""
SETTLED = (Status.APPROVED, Status.SUBMITTED, Status.WITHDRAWN)
"""What a district may see."""
PERIOD: dict[str, Any] = {"starts_on": "2018-09-01", "ends_on": "2018-09-30"}
DAY: dict[str, Any] = {"starts_on": "2018-09-01", "ends_on": "2018-09-01"}
SHARED = {"county_code": COUNTY, "created_by": "t", "updated_by": "t"}
PERSON = {"name": "韦某某", "identity_number": "450000198001010019", "phone": "10012345678"}
INFOS: dict[type[Record], RecordInfo] = {
    info.model: info  # type: ignore[misc]
    for info in map(info_of, module.records)
}

SOUND: dict[type[Record], dict[str, Any]] = {
    rows.CultureInstitution: {"name": "某某工坊", "kind": "HERITAGE_WORKSHOP", "address": "某某镇", "staff": 12},
    rows.CultureTraineeship: PERSON
    | {"position": "ARTIST", "field": "DANCE", "mode": "SECONDMENT", "home_institution_id": 1}
    | {"host_institution": "深圳市某某歌剧舞剧院", "host_district_code": "440304"},
    rows.CultureGuidanceVisit: {
        "topic": "某某舞剧排演",
        "leader": "陈某某",
        "experts": 4,
        "form": "HANDS_ON",
        "field": "DANCE",
        "institution_id": 1,
        "sending_institution": "深圳市某某歌剧舞剧院",
        "sending_district_code": "440304",
        "trainees": 25,
    },
    rows.CreativeTalent: PERSON
    | {"discipline": "CRAFTS", "level": "VERSATILE", "support": "MENTORING", "institution_id": 1}
    | {"mentor": "李某某", "supporter": "深圳市某某设计联合会", "supporting_district_code": "440304"}
    | {"amount": "8000.50", "works": 3},
    rows.DigitalCultureProject: {
        "name": "某某数字展",
        "kind": "IMMERSIVE",
        "stage": "LAUNCHED",
        "institution_id": 1,
        "planned_amount": "600000.00",
        "paid_amount": "599999.99",
        "jobs": 8,
        "launched_on": "2018-09-20",
    },
    rows.DigitalCulturePartner: {
        "project_id": 1,
        "name": "深圳市某某数字科技有限公司",
        "contribution": "FUNDING",
        "district_code": "440304",
        "amount": "120000.00",
    },
    rows.CultureCourse: {
        "title": "某某培训班",
        "field": "DESIGN",
        "venue": "SHENZHEN",
        "organiser": "深圳市某某设计联合会",
        "district_code": "440304",
        "places": 20,
    },
    rows.CultureCourseSession: {"course_id": 1, "serial": 999, "topic": "某某讲座", "lecturer": "陈某某", "hours": 3},
    rows.CultureTrainee: PERSON
    | {"course_id": 1, "position": "INDUSTRY_MANAGER", "institution_id": 1, "state": "COMPLETED"},
    rows.CultureAttendance: {"session_id": 1, "trainee_id": 1, "presence": "PRESENT"},
}
"""What is particular to each type; the values as JSON has them, ids apart."""
MODELS = tuple(SOUND)
PLURALS = {model: camel(info.plural) for model, info in INFOS.items()}


def period(model: type[Record]) -> dict[str, Any]:
    """A sound period, also beside the records that `given` refers to."""
    if model is rows.CultureAttendance:
        day = first(rows.CultureCourseSession).starts_on
        return {"starts_on": str(day), "ends_on": str(day)}
    within = {rows.CultureCourseSession: rows.CultureCourse, rows.CultureTrainee: rows.CultureCourse}
    if model in within:
        day = first(within[model]).starts_on
        return {"starts_on": str(day), "ends_on": str(day)}
    if model is rows.DigitalCulturePartner:
        return {"starts_on": str(first(rows.DigitalCultureProject).starts_on)}
    return PERIOD


@cache
def all_records() -> tuple[Record, ...]:
    """The demo's records at scale 1."""
    return tuple(demo(context()))


def records_but_attendances() -> list[Record]:
    """The same without two attendances, which tests write."""
    return [record for record in all_records() if not _free(record)]


def _free(record: Record) -> bool:
    if not isinstance(record, rows.CultureAttendance):
        return False
    trainees = {first(rows.CultureTrainee).id, fellow().id}
    return record.session_id == first(rows.CultureCourseSession).id and record.trainee_id in trainees


def first(model: type[R], county: str = COUNTY) -> R:
    """The first approved record of a type in a county, to which samples refer."""
    found = (record for record in all_records() if isinstance(record, model) and record.county_code == county)
    return next(record for record in found if record.status is Status.APPROVED)


@cache
def fellow() -> rows.CultureTrainee:
    """Somebody else on the first trainee's course."""
    one = first(rows.CultureTrainee)
    found = (record for record in all_records() if isinstance(record, rows.CultureTrainee))
    own = (other for other in found if other.course_id == one.course_id and other.status is Status.APPROVED)
    return next(other for other in own if other.id != one.id)


@cache
def demo_records() -> tuple[Record, ...]:
    """What the hub under test holds, made once for all tests that only look at it."""
    return tuple(records_but_attendances())


def made(model: type[R], *counties: str, statuses: tuple[Status, ...] = tuple(Status)) -> list[R]:
    """The demo's records of a type and of these counties, all if none is named, that stand at one of these statuses."""
    found = (record for record in demo_records() if isinstance(record, model) and record.status in statuses)
    return [record for record in found if not counties or record.county_code in counties]


def approved(model: type[R], *counties: str) -> list[R]:
    """Those that count."""
    return made(model, *counties, statuses=(Status.APPROVED,))


def key_of(table: str, county: str = COUNTY) -> str:
    """The global id of an approved record of a county."""
    model = next(model for model in MODELS if model.__tablename__ == table)
    return ids.encode(model.__name__, first(model, county).id)


def input_name(model: type[Record], column: str) -> str:
    """How a column is called in the API."""
    fields = writable(INFOS[model].declared)
    return camel(next(name for name, field in fields.items() if field.column == column))


def given(model: type[Record], **changes: Any) -> dict[str, Any]:
    """A sound record as its writer gives it."""
    tables = references(model)
    values = {"county_code": COUNTY} | period(model) | SOUND[model]
    values |= {column: key_of(tables[column]) for column in tables}
    return {input_name(model, column): value for column, value in values.items()} | changes


def another(model: type[Record]) -> dict[str, Any]:
    """A sound record under another natural key."""
    if model is rows.CultureAttendance:
        return given(model, trainee=ids.encode("CultureTrainee", fellow().id))
    return bad_input.another(INFOS[model].declared, given(model))
