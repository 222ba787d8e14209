"""A county writes, the bureau decides: every type of culture record, from draft to the figures."""

from datetime import timedelta
from typing import Any

import pytest

from hub.models import Record
from hub.naming import camel, snake
from hub.query import ids
from hub.records.base import references
from hub.testing.client import HubClient
from modules.culture import models as rows
from tests.modules import bad_input
from tests.modules.culture.samples import (
    BUREAU,
    INFOS,
    MODELS,
    SOUND,
    WRITER,
    approved,
    first,
    given,
    input_name,
    made,
)
from tests.modules.desk import Desk, write


async def create(hub: HubClient, model: type[Record], **changes: Any) -> Any:
    payload = await write(hub, INFOS[model].declared, "Create", given(model, **changes), as_=WRITER)
    assert payload["userErrors"] == []
    return payload["record"]


async def step(hub: HubClient, model: type[Record], action: str, record: Any, *, as_: str, **more: Any) -> Any:
    field = camel(snake(model.__name__))
    sent = {"id": record["id"], "revision": record["revision"], **more}
    return await hub.write(f"{field}{action}", sent, f"record: {field} {{ id revision status }}", as_=as_)


async def approve(hub: HubClient, model: type[Record], record: Any) -> Any:
    submitted = (await step(hub, model, "Submit", record, as_=WRITER))["record"]
    return (await step(hub, model, "Approve", submitted, as_=BUREAU))["record"]


async def withdraw(hub: HubClient, model: type[Record], record: Any) -> None:
    """Take a record back as the bureau, which may do so also when it is approved."""
    withdrawn = (await step(hub, model, "Withdraw", record, as_=BUREAU, reason="填错"))["record"]
    assert withdrawn["status"] == "WITHDRAWN"


@pytest.mark.parametrize("model", MODELS)
async def test_a_county_writes_and_submits_and_the_bureau_decides(shared: HubClient, model: type[Record]) -> None:
    draft = await create(shared, model)
    assert (draft["status"], draft["revision"]) == ("DRAFT", 1)
    submitted = (await step(shared, model, "Submit", draft, as_=WRITER))["record"]
    rejected = (await step(shared, model, "Reject", submitted, as_=BUREAU, reason="请补充附件"))["record"]
    assert rejected["status"] == "REJECTED"
    done = await approve(shared, model, rejected)
    assert (done["status"], done["revision"]) == ("APPROVED", 5)
    await reads_back(shared, model, done["id"])
    await withdraw(shared, model, done)


async def reads_back(hub: HubClient, model: type[Record], key: str) -> None:
    """What was written is what is read, ids and people apart."""
    info = INFOS[model]
    hidden = {*info.personal, *references(model)}
    shown = {camel(n): c for n, c in info.columns.items() if c in SOUND[model] and c not in hidden and n[0] != "_"}
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on {model.__name__} {{ synthetic {' '.join(shown)} }} }} }}"
    found = (await hub.ask(query, {"id": key}, as_=BUREAU))["node"]
    assert found == {"synthetic": False} | {name: SOUND[model][column] for name, column in shown.items()}


@pytest.mark.parametrize("model", MODELS)
async def test_a_withdrawn_record_gives_its_natural_key_free(shared: HubClient, model: type[Record]) -> None:
    once = await create(shared, model)
    await step(shared, model, "Withdraw", once, as_=WRITER, reason="填错")
    again = await create(shared, model)
    assert again["id"] != once["id"]
    await step(shared, model, "Withdraw", again, as_=WRITER, reason="填错")


async def test_an_update_is_checked_as_a_new_record_is(shared: HubClient) -> None:
    model = rows.DigitalCultureProject
    draft = await create(shared, model)
    payload = await step(shared, model, "Update", draft, as_=WRITER, paidAmount="600000.01")
    assert [(e["field"], e["code"]) for e in payload["userErrors"]] == [(["input", "paidAmount"], "INVALID")]
    payload = await step(shared, model, "Update", draft, as_=WRITER, stage="STOPPED", paidAmount="0")
    assert payload["record"] == {"id": draft["id"], "revision": 2, "status": "DRAFT"}
    await step(shared, model, "Withdraw", payload["record"], as_=WRITER, reason="填错")


def _shifted(model: type[Record], days: int) -> str:
    return str(first(model).starts_on + timedelta(days=days))


OUTSIDE: list[tuple[type[Record], dict[str, Any], str]] = [
    (rows.CultureCourseSession, dict.fromkeys(("startsOn", "endsOn"), _shifted(rows.CultureCourse, -1)), "startsOn"),
    (rows.CultureTrainee, {"startsOn": _shifted(rows.CultureCourse, -1)}, "startsOn"),
    (rows.CultureTrainee, {"endsOn": str(first(rows.CultureCourse).ends_on + timedelta(days=1))}, "endsOn"),  # type: ignore[operator]
    (rows.DigitalCulturePartner, {"startsOn": _shifted(rows.DigitalCultureProject, -1)}, "startsOn"),
    (
        rows.CultureAttendance,
        dict.fromkeys(("startsOn", "endsOn"), _shifted(rows.CultureCourseSession, 1)),
        "startsOn",
    ),
]


@pytest.mark.parametrize(("model", "changes", "field"), OUTSIDE)
async def test_a_part_lies_within_its_whole(
    desk: Desk, model: type[Record], changes: dict[str, Any], field: str
) -> None:
    case = bad_input.Case(INFOS[model].declared, "outside its whole", changes, field, "INCONSISTENT")
    await bad_input.refused(desk, case, given(model), as_=WRITER)


async def test_a_place_at_a_studio_is_at_a_creative_institution(desk: Desk) -> None:
    model = rows.CreativeTalent
    places = {place.kind: place for place in approved(rows.CultureInstitution, first(model).county_code)}
    for kind, place in places.items():
        changes = {"support": "STUDIO", "mentor": None, "institution": ids.encode("CultureInstitution", place.id)}
        if kind in rows.CREATIVE:
            await step(desk.hub, model, "Withdraw", await create(desk.hub, model, **changes), as_=WRITER, reason="填错")
        else:
            case = bad_input.Case(INFOS[model].declared, "no studio", changes, "institution", "INCONSISTENT")
            await bad_input.refused(desk, case, given(model), as_=WRITER)
    assert not places.keys().isdisjoint(rows.CREATIVE)


async def test_nobody_attends_another_courses_session(desk: Desk) -> None:
    model = rows.CultureAttendance
    county = first(rows.CultureTrainee).county_code
    other = next(t for t in approved(rows.CultureTrainee, county) if t.course_id != first(rows.CultureCourse).id)
    changes = {input_name(model, "trainee_id"): ids.encode("CultureTrainee", other.id)}
    case = bad_input.Case(INFOS[model].declared, "of another course", changes, "trainee", "INCONSISTENT")
    await bad_input.refused(desk, case, given(model), as_=WRITER)


async def test_a_course_is_written_from_nothing_to_the_countys_figures(shared: HubClient) -> None:
    before = await figures(shared)
    course = await approve(shared, rows.CultureCourse, await create(shared, rows.CultureCourse))
    day = dict.fromkeys(("startsOn", "endsOn"), "2018-09-01")
    changes = {"course": course["id"], **day}
    session = await approve(
        shared, rows.CultureCourseSession, await create(shared, rows.CultureCourseSession, **changes)
    )
    trainee = await approve(shared, rows.CultureTrainee, await create(shared, rows.CultureTrainee, **changes))
    there = {"session": session["id"], "trainee": trainee["id"], **day}
    attendance = await approve(shared, rows.CultureAttendance, await create(shared, rows.CultureAttendance, **there))
    after = await figures(shared)
    assert after == {name: before[name] + more for name, more in ADDED.items()}
    query = "query($id: ID!) { cultureCourse(id: $id) { trainees { nodes { name attendances { totalCount } } } } }"
    found = (await shared.ask(query, {"id": course["id"]}, as_="futian-district"))["cultureCourse"]
    assert found["trainees"]["nodes"] == [{"name": "韦*", "attendances": {"totalCount": 1}}]
    for model, record in (
        (rows.CultureAttendance, attendance),
        (rows.CultureTrainee, trainee),
        (rows.CultureCourseSession, session),
        (rows.CultureCourse, course),
    ):
        await withdraw(shared, model, record)
    assert await figures(shared) == before


ADDED = {"cultureCourseCount": 1, "courseHoursTotal": 3, "cultureTraineeCount": 1}


async def figures(hub: HubClient) -> Any:
    query = f'{{ county(code: "451225") {{ culture {{ {" ".join(ADDED)} }} }} }}'
    return (await hub.ask(query, as_=WRITER))["county"]["culture"]


@pytest.mark.parametrize("client", ["futian-district", "lead-office", "auditor", "education-bureau"])
async def test_who_only_reads_writes_nothing(desk: Desk, client: str) -> None:
    query = "mutation($i: CreativeTalentCreateInput!) { creativeTalentCreate(input: $i) { creativeTalent { id } } }"
    sent = {"requestId": "a-request-id", **given(rows.CreativeTalent)}
    async with desk.unchanged(INFOS[rows.CreativeTalent].declared):
        found = await desk.hub.answer(query, {"i": sent}, as_=client)
    assert [error["extensions"]["code"] for error in found["errors"]] == ["FORBIDDEN"]
    assert found["data"] == {"creativeTalentCreate": None}


def test_samples_are_new_to_the_demo_and_every_type_has_one() -> None:
    assert set(SOUND) == set(INFOS)
    pair = (first(rows.CultureCourseSession).id, first(rows.CultureTrainee).id)
    assert pair not in {(a.session_id, a.trainee_id) for a in made(rows.CultureAttendance)}
    assert first(rows.CultureCourseSession).course_id == first(rows.CultureTrainee).course_id
