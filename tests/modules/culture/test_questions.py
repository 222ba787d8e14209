"""Each kind of user asks about culture and gets its own answer, worked out again in Python."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from hub.models import Record, Status
from hub.query import ids
from hub.testing.client import HubClient
from modules.culture import models as rows
from tests.modules.culture.samples import (
    BARE,
    BUREAU,
    COUNTY,
    FUTIAN,
    PLURALS,
    SETTLED,
    WRITER,
    approved,
    first,
    made,
)
from tests.modules.plan import context


def lists() -> str:
    return " ".join(f"{plural}(first: 0) {{ totalCount }}" for plural in PLURALS.values())


def counted(*counties: str, statuses: tuple[Status, ...] = tuple(Status)) -> dict[str, dict[str, int]]:
    return {plural: {"totalCount": len(made(model, *counties, statuses=statuses))} for model, plural in PLURALS.items()}


async def test_the_bureau_sees_every_record_of_every_county_also_drafts(shared: HubClient) -> None:
    found = await shared.ask(f"{{ {lists()} counties {{ code }} }}", as_=BUREAU)
    assert {county["code"] for county in found.pop("counties")} == set(context().counties)
    assert found == counted()


async def test_a_district_sees_the_settled_records_of_its_two_counties(shared: HubClient) -> None:
    assert await shared.ask(f"{{ {lists()} }}", as_="futian-district") == counted(*FUTIAN, statuses=SETTLED)


async def test_a_county_sees_its_own_records_also_drafts(shared: HubClient) -> None:
    assert await shared.ask(f"{{ {lists()} }}", as_=WRITER) == counted(COUNTY)


@pytest.mark.parametrize(("client", "code"), [(None, "UNAUTHENTICATED"), ("education-bureau", "FORBIDDEN")])
async def test_others_are_refused_every_list_and_lose_nothing_else(
    shared: HubClient, client: str | None, code: str
) -> None:
    found = await shared.answer(f"{{ {lists()} programme {{ code }} }}", as_=client)
    assert {error["extensions"]["code"] for error in found["errors"]} == {code}
    assert found["data"] == {"programme": {"code": "shenzhen-guangxi-2016-2020"}} | dict.fromkeys(PLURALS.values())


Figure = Callable[[tuple[str, ...]], Any]


def number(model: type[Record]) -> Figure:
    return lambda counties: len(approved(model, *counties))


def total(model: type[Record], column: str) -> Figure:
    def add(counties: tuple[str, ...]) -> Any:
        summed = sum(getattr(record, column) for record in approved(model, *counties))
        return f"{summed:.2f}" if isinstance(summed, Decimal) else summed

    return add


EXPECTED: dict[str, Figure] = {
    "cultureInstitutionCount": number(rows.CultureInstitution),
    "cultureTraineeshipCount": number(rows.CultureTraineeship),
    "cultureGuidanceVisitCount": number(rows.CultureGuidanceVisit),
    "guidedTotal": total(rows.CultureGuidanceVisit, "trainees"),
    "creativeTalentCount": number(rows.CreativeTalent),
    "talentSupportTotal": total(rows.CreativeTalent, "amount"),
    "talentWorkTotal": total(rows.CreativeTalent, "works"),
    "digitalCultureProjectCount": number(rows.DigitalCultureProject),
    "digitalPlannedTotal": total(rows.DigitalCultureProject, "planned_amount"),
    "digitalPaidTotal": total(rows.DigitalCultureProject, "paid_amount"),
    "digitalJobTotal": total(rows.DigitalCultureProject, "jobs"),
    "digitalContributedTotal": total(rows.DigitalCulturePartner, "amount"),
    "cultureCourseCount": number(rows.CultureCourse),
    "courseHoursTotal": total(rows.CultureCourseSession, "hours"),
    "cultureTraineeCount": number(rows.CultureTrainee),
}


@pytest.mark.parametrize(
    ("entity", "client", "counties", "statuses"),
    [
        (f'county(code: "{COUNTY}")', BUREAU, (COUNTY,), tuple(Status)),
        ('district(code: "440304")', "futian-district", FUTIAN, SETTLED),
    ],
)
async def test_a_namespace_holds_its_lists_counts_and_totals(
    shared: HubClient, entity: str, client: str, counties: tuple[str, ...], statuses: tuple[Status, ...]
) -> None:
    query = f"{{ entity: {entity} {{ culture {{ {lists()} {' '.join(EXPECTED)} }} }} }}"
    found = (await shared.ask(query, as_=client))["entity"]["culture"]
    figures = {name: found.pop(name) for name in EXPECTED}
    assert found == counted(*counties, statuses=statuses)
    assert figures == {name: expected(counties) for name, expected in EXPECTED.items()}


async def test_a_county_without_digital_projects_has_empty_lists_and_no_sum(shared: HubClient) -> None:
    query = f"""{{ county(code: "{BARE}") {{ culture {{ digitalCultureProjectCount digitalPaidTotal
      digitalContributedTotal digitalCultureProjects {{ totalCount nodes {{ id }} }} }} }} }}"""
    assert (await shared.ask(query, as_=BUREAU))["county"]["culture"] == {
        "digitalCultureProjectCount": 0,
        "digitalPaidTotal": None,
        "digitalContributedTotal": None,
        "digitalCultureProjects": {"totalCount": 0, "nodes": []},
    }


async def test_an_institution_leads_to_what_is_done_there(shared: HubClient) -> None:
    query = """query($id: ID!) { cultureInstitution(id: $id) { name kind staff traineeships { totalCount }
      guidanceVisits { totalCount } talents { totalCount } digitalProjects { totalCount } trainees { totalCount } } }"""
    owned: dict[str, tuple[type[Record], str]] = {
        "traineeships": (rows.CultureTraineeship, "home_institution_id"),
        "guidanceVisits": (rows.CultureGuidanceVisit, "institution_id"),
        "talents": (rows.CreativeTalent, "institution_id"),
        "digitalProjects": (rows.DigitalCultureProject, "institution_id"),
        "trainees": (rows.CultureTrainee, "institution_id"),
    }
    for place in approved(rows.CultureInstitution, COUNTY):
        key = ids.encode("CultureInstitution", place.id)
        found = (await shared.ask(query, {"id": key}, as_=WRITER))["cultureInstitution"]
        assert (found.pop("name"), found.pop("kind"), found.pop("staff")) == (place.name, place.kind.name, place.staff)
        assert found == {
            name: {"totalCount": sum(getattr(record, column) == place.id for record in made(model, COUNTY))}
            for name, (model, column) in owned.items()
        }


async def test_a_course_gives_its_sessions_trainees_and_who_attended(shared: HubClient) -> None:
    course = first(rows.CultureCourse)
    query = """query($id: ID!) { cultureCourse(id: $id) { title hoursTotal traineeCount
      sessions(orderBy: [{ field: SERIAL, direction: ASC }], filter: { status: { eq: APPROVED } }) {
        nodes { serial hours attendances(filter: { presence: { eq: PRESENT } }) { totalCount } } } } }"""
    found = (await shared.ask(query, {"id": ids.encode("CultureCourse", course.id)}, as_=WRITER))["cultureCourse"]
    sessions = [session for session in approved(rows.CultureCourseSession, COUNTY) if session.course_id == course.id]
    trainees = [trainee for trainee in approved(rows.CultureTrainee, COUNTY) if trainee.course_id == course.id]
    assert (found["title"], found["hoursTotal"], found["traineeCount"]) == (
        course.title,
        sum(session.hours for session in sessions),
        len(trainees),
    )
    assert found["sessions"]["nodes"] == [
        {"serial": s.serial, "hours": s.hours, "attendances": {"totalCount": present(s)}} for s in sessions
    ]


def present(session: rows.CultureCourseSession) -> int:
    attended = (a for a in made(rows.CultureAttendance, COUNTY) if a.session_id == session.id)
    return sum(attendance.presence is rows.Presence.PRESENT for attendance in attended)


async def test_a_project_gives_its_partners_and_what_they_gave(shared: HubClient) -> None:
    query = """query($id: ID!) { digitalCultureProject(id: $id) { stage partnerCount contributedTotal
      partners { nodes { name contribution amount project { name } } } } }"""
    for project in approved(rows.DigitalCultureProject, COUNTY):
        key = ids.encode("DigitalCultureProject", project.id)
        found = (await shared.ask(query, {"id": key}, as_=WRITER))["digitalCultureProject"]
        partners = [partner for partner in made(rows.DigitalCulturePartner, COUNTY) if partner.project_id == project.id]
        counting = [partner for partner in partners if partner.status is Status.APPROVED]
        given = f"{sum(partner.amount for partner in counting):.2f}" if counting else None
        assert (found["stage"], found["partnerCount"], found["contributedTotal"]) == (
            project.stage.name,
            len(counting),
            given,
        )
        assert {(node["name"], node["contribution"], node["amount"]) for node in found["partners"]["nodes"]} == {
            (partner.name, partner.contribution.name, f"{partner.amount:.2f}") for partner in partners
        }
        assert all(node["project"] == {"name": project.name} for node in found["partners"]["nodes"])


async def test_stays_add_up_by_year_and_position(shared: HubClient) -> None:
    query = """{ cultureTraineeshipAggregate(filter: { status: { eq: APPROVED } }, groupBy: [YEAR, POSITION])
      { year position count } }"""
    found = (await shared.ask(query, as_="lead-office"))["cultureTraineeshipAggregate"]
    expected: dict[tuple[int, str], int] = {}
    for stay in approved(rows.CultureTraineeship):
        key = (stay.starts_on.year, stay.position.name)
        expected[key] = expected.get(key, 0) + 1
    assert {(group["year"], group["position"]): group["count"] for group in found} == expected


async def test_supports_are_filtered_and_ordered_by_what_they_cost(shared: HubClient) -> None:
    query = """{ creativeTalents(filter: { support: { eq: GRANT }, amount: { gte: "30000" } },
      orderBy: [{ field: AMOUNT, direction: DESC }]) { totalCount nodes { amount } } }"""
    found = (await shared.ask(query, as_=WRITER))["creativeTalents"]
    granted = [t.amount for t in made(rows.CreativeTalent, COUNTY) if t.support is rows.TalentSupport.GRANT]
    expected = sorted((amount for amount in granted if amount >= 30_000), reverse=True)
    assert expected
    assert [node["amount"] for node in found["nodes"]] == [f"{amount:.2f}" for amount in expected]


@pytest.mark.parametrize("client", [BUREAU, "futian-district", "lead-office", "work-group", WRITER])
async def test_people_are_masked_for_everybody(shared: HubClient, client: str) -> None:
    person = "(first: 5) { nodes { name identityNumber phone } }"
    query = f"""{{ cultureTraineeships{person} creativeTalents{person} cultureTrainees{person}
      cultureGuidanceVisits(first: 5) {{ nodes {{ leader }} }}
      cultureCourseSessions(first: 5) {{ nodes {{ lecturer }} }}
      mentored: creativeTalents(first: 5, filter: {{ support: {{ eq: MENTORING }} }}) {{ nodes {{ mentor }} }} }}"""
    found = {name: each["nodes"] for name, each in (await shared.ask(query, as_=client)).items()}
    people = found["cultureTraineeships"] + found["creativeTalents"] + found["cultureTrainees"]
    assert len(people) == 15
    for each in people:
        assert each["identityNumber"][4:-4] == "*" * 10
        assert each["phone"] is None or each["phone"][:7] == "100****"
    names = [each["name"] for each in people] + [each["leader"] for each in found["cultureGuidanceVisits"]]
    names += [each["lecturer"] for each in found["cultureCourseSessions"]]
    names += [each["mentor"] for each in found["mentored"]]
    assert len(names) == 30
    assert {name[1:] for name in names} == {"*"}


@pytest.mark.parametrize(
    ("plural", "argument"),
    [
        ("cultureTraineeships", 'filter: { identityNumber: { contains: "1990" } }'),
        ("cultureTraineeships", "orderBy: [{ field: NAME }]"),
        ("creativeTalents", 'filter: { mentor: { eq: "李某某" } }'),
        ("creativeTalents", "orderBy: [{ field: PHONE }]"),
        ("cultureGuidanceVisits", 'filter: { leader: { eq: "李某某" } }'),
        ("cultureCourseSessions", "orderBy: [{ field: LECTURER }]"),
        ("cultureTrainees", 'filter: { phone: { eq: "10012345678" } }'),
    ],
)
async def test_nobody_asks_by_a_persons_data(shared: HubClient, plural: str, argument: str) -> None:
    found = await shared.answer(f"{{ {plural}({argument}) {{ totalCount }} }}", as_=BUREAU)
    assert [error["extensions"]["code"] for error in found["errors"]] == ["BAD_USER_INPUT"]
    assert not found.get("data")


async def test_statements_dont_grow_with_the_counties_and_courses(shared: HubClient) -> None:
    query = """{ counties { culture { cultureCourses(first: %d) { nodes { title district { name }
      sessions(first: 3) { nodes { serial attendances(first: 3) { nodes { presence
        trainee { position institution { name } } } } } } } } } } }"""
    spent = []
    for client, size in ((WRITER, 2), (BUREAU, 5)):
        before = shared.statements
        await shared.ask(query % size, as_=client)
        spent.append(shared.statements - before)
    assert spent[0] == spent[1] <= 10


async def test_every_record_type_says_that_it_is_synthetic_and_is_found_by_its_id(shared: HubClient) -> None:
    for model, plural in PLURALS.items():
        found = await shared.ask(f"{{ all: {plural}(first: 1) {{ nodes {{ id synthetic }} }} }}", as_="auditor")
        [node] = found["all"]["nodes"]
        assert node["synthetic"] is True
        query = "query($id: ID!) { node(id: $id) { __typename id } }"
        assert (await shared.ask(query, {"id": node["id"]}, as_="auditor"))["node"] == {
            "__typename": model.__name__,
            "id": node["id"],
        }
