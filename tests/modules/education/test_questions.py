"""Each kind of user asks about education and gets its own answer, worked out again in Python."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from hub.models import Record, Status
from hub.naming import camel
from hub.testing.client import HubClient
from modules.education import models as rows
from tests.modules.education.samples import INFOS, SOUND, demo_records
from tests.modules.plan import context

R = TypeVar("R", bound=Record)
FUTIAN = ("451225", "451226")
SETTLED = (Status.APPROVED, Status.SUBMITTED, Status.WITHDRAWN)
PLURALS = {model: camel(info.plural) for model, info in INFOS.items()}


def seen(model: type[R], *counties: str, statuses: tuple[Status, ...] = tuple(Status)) -> list[R]:
    """The demo's records of these counties, all if none is named, that stand at one of these statuses."""
    found = (record for record in demo_records() if isinstance(record, model) and record.status in statuses)
    return [record for record in found if not counties or record.county_code in counties]


def lists(inner: str = "totalCount") -> str:
    return " ".join(f"{plural}(first: 0) {{ {inner} }}" for plural in PLURALS.values())


def counted(**seeing: Any) -> dict[str, dict[str, int]]:
    return {
        plural: {"totalCount": len(seen(model, *seeing["counties"], statuses=seeing["statuses"]))}
        for model, plural in PLURALS.items()
    }


async def test_the_bureau_sees_every_record_of_every_county_also_drafts(reading: HubClient) -> None:
    found = await reading.ask(f"{{ {lists()} counties {{ code }} }}", as_="education-bureau")
    assert {county["code"] for county in found.pop("counties")} == set(context().counties)
    assert found == counted(counties=(), statuses=tuple(Status))


async def test_a_district_sees_the_settled_records_of_its_two_counties(reading: HubClient) -> None:
    found = await reading.ask(f"{{ {lists()} counties {{ code }} }}", as_="futian-district")
    assert {county["code"] for county in found.pop("counties")} == set(FUTIAN)
    assert found == counted(counties=FUTIAN, statuses=SETTLED)


async def test_a_county_sees_its_own_records_also_drafts(reading: HubClient) -> None:
    found = await reading.ask(f"{{ {lists()} }}", as_="luocheng-county")
    assert found == counted(counties=("451225",), statuses=tuple(Status))


@pytest.mark.parametrize(("client", "code"), [(None, "UNAUTHENTICATED"), ("health-commission", "FORBIDDEN")])
async def test_others_are_refused_every_list_and_lose_nothing_else(
    reading: HubClient, client: str | None, code: str
) -> None:
    found = await reading.answer(f"{{ {lists()} programme {{ code }} }}", as_=client)
    assert {error["extensions"]["code"] for error in found["errors"]} == {code}
    assert found["data"] == {"programme": {"code": "shenzhen-guangxi-2016-2020"}} | dict.fromkeys(PLURALS.values())


async def test_a_countys_namespace_holds_its_lists_counts_and_totals(reading: HubClient) -> None:
    query = f"""{{ county(code: "451225") {{ education {{ {lists()} {" ".join(EXPECTED)} }} }} }}"""
    found = (await reading.ask(query, as_="education-bureau"))["county"]["education"]
    figures = {name: found.pop(name) for name in EXPECTED}
    assert found == counted(counties=("451225",), statuses=tuple(Status))
    assert figures == {name: expected(("451225",)) for name, expected in EXPECTED.items()}


async def test_a_districts_namespace_adds_its_counties_up(reading: HubClient) -> None:
    query = f"""{{ district(code: "440304") {{ education {{ {lists()} {" ".join(EXPECTED)} }} }} }}"""
    found = (await reading.ask(query, as_="futian-district"))["district"]["education"]
    figures = {name: found.pop(name) for name in EXPECTED}
    assert found == counted(counties=FUTIAN, statuses=SETTLED)
    assert figures == {name: expected(FUTIAN) for name, expected in EXPECTED.items()}


def approved(model: type[Record]) -> Callable[[tuple[str, ...]], int]:
    return lambda counties: len(seen(model, *counties, statuses=(Status.APPROVED,)))


def total(model: type[Record], column: str, *, money: bool = False) -> Callable[[tuple[str, ...]], Any]:
    def add(counties: tuple[str, ...]) -> Any:
        summed = sum(getattr(record, column) for record in seen(model, *counties, statuses=(Status.APPROVED,)))
        return f"{summed:.2f}" if money else summed

    return add


EXPECTED: dict[str, Callable[[tuple[str, ...]], Any]] = {
    "schoolCount": approved(rows.School),
    "pupilTotal": total(rows.School, "pupils"),
    "principalPlacementCount": approved(rows.PrincipalPlacement),
    "teacherDispatchCount": approved(rows.TeacherDispatch),
    "teachingVisitCount": approved(rows.TeachingVisit),
    "teachingAttendeeTotal": total(rows.TeachingVisit, "attendees"),
    "schoolPairingCount": approved(rows.SchoolPairing),
    "schoolConstructionCount": approved(rows.SchoolConstruction),
    "constructionPlannedTotal": total(rows.SchoolConstruction, "planned_amount", money=True),
    "constructionPaidTotal": total(rows.SchoolConstruction, "paid_amount", money=True),
    "vocationalStudentTotal": total(rows.VocationalCooperation, "students"),
    "digitalAmountTotal": total(rows.DigitalResource, "amount", money=True),
    "schoolAssessmentCount": approved(rows.SchoolAssessment),
    "entrantGrantCount": approved(rows.EntrantGrant),
    "entrantGrantTotal": total(rows.EntrantGrant, "amount", money=True),
    "vocationalAdmissionCount": approved(rows.VocationalAdmission),
}


async def test_a_school_leads_to_everything_that_is_done_for_it(reading: HubClient) -> None:
    query = """query($name: String!) { schools(filter: { name: { eq: $name } }) { nodes { county { code }
      pairings { totalCount } dispatches { totalCount } placements { totalCount } visits { totalCount }
      constructions { totalCount } assessments { totalCount } cooperations { totalCount } } } }"""
    school = next(s for s in seen(rows.School, "451225") if s.stage is rows.Stage.VOCATIONAL)
    [found] = (await reading.ask(query, {"name": school.name}, as_="education-bureau"))["schools"]["nodes"]
    owned: dict[str, tuple[type[Any], str]] = {
        "pairings": (rows.SchoolPairing, "school_id"),
        "dispatches": (rows.TeacherDispatch, "school_id"),
        "placements": (rows.PrincipalPlacement, "home_school_id"),
        "visits": (rows.TeachingVisit, "school_id"),
        "constructions": (rows.SchoolConstruction, "school_id"),
        "assessments": (rows.SchoolAssessment, "school_id"),
        "cooperations": (rows.VocationalCooperation, "school_id"),
    }
    assert found.pop("county") == {"code": "451225"}
    for name, (model, column) in owned.items():
        assert found[name] == {"totalCount": sum(getattr(r, column) == school.id for r in seen(model))}, name
    assert found["cooperations"]["totalCount"] > 0


async def test_an_assessment_leads_to_its_visit_and_school(reading: HubClient) -> None:
    query = """{ schoolAssessments(first: 5) { nodes { startsOn score grade school { name stage }
      visit { groupCode members leader assessments(first: 0) { totalCount } } } } }"""
    nodes = (await reading.ask(query, as_="dahua-county"))["schoolAssessments"]["nodes"]
    for node in nodes:
        assert node["visit"]["groupCode"].startswith(node["startsOn"][:4])
        assert node["visit"]["assessments"]["totalCount"] > 0
        assert node["school"]["stage"] in {"PRIMARY", "NINE_YEAR", "JUNIOR", "COMPLETE_SECONDARY"}
    assert len(nodes) == 5


async def test_a_sending_district_is_named_or_null_where_the_city_itself_sent(reading: HubClient) -> None:
    query = "{ teacherDispatches(first: 1000) { nodes { sendingDistrict { code } } } }"
    nodes = (await reading.ask(query, as_="futian-district"))["teacherDispatches"]["nodes"]
    codes = [node["sendingDistrict"] and node["sendingDistrict"]["code"] for node in nodes]
    assert set(codes) == {"440304", None}
    wanted = [d.sending_district_code for d in seen(rows.TeacherDispatch, *FUTIAN, statuses=SETTLED)]
    assert codes.count(None) == wanted.count(None)


async def test_people_are_masked_for_everybody(reading: HubClient) -> None:
    query = "{ principalPlacements(first: 1, orderBy: [{ field: STARTS_ON }]) { nodes { name identityNumber phone } } }"
    for client in ("education-bureau", "futian-district", "lead-office"):
        [person] = (await reading.ask(query, as_=client))["principalPlacements"]["nodes"]
        assert person["name"][1:] == "*"
        assert person["identityNumber"][4:-4] == "*" * 10
        assert person["phone"][:7] == "100****"


async def test_nobody_asks_by_a_persons_data(reading: HubClient) -> None:
    for argument in ('filter: { identityNumber: { contains: "1990" } }', "orderBy: [{ field: NAME }]"):
        found = await reading.answer(f"{{ principalPlacements({argument}) {{ totalCount }} }}", as_="education-bureau")
        assert found["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_aggregates_group_by_county_year_and_every_enumeration(reading: HubClient) -> None:
    query = """{ schoolConstructionAggregate(filter: { status: { eq: APPROVED } }, groupBy: [COUNTY, YEAR, STATE])
      { county { code } year state count sum { plannedAmount } max { plannedAmount } } }"""
    found = (await reading.ask(query, as_="futian-district"))["schoolConstructionAggregate"]
    expected: dict[tuple[str, int, str], list[Any]] = {}
    for built in seen(rows.SchoolConstruction, *FUTIAN, statuses=(Status.APPROVED,)):
        key = (built.county_code, built.starts_on.year, built.state.name)
        expected.setdefault(key, []).append(built.planned_amount)
    assert {
        (g["county"]["code"], g["year"], g["state"]): (
            g["count"],
            g["sum"]["plannedAmount"],
            g["max"]["plannedAmount"],
        )
        for g in found
    } == {key: (len(amounts), f"{sum(amounts):.2f}", f"{max(amounts):.2f}") for key, amounts in expected.items()}


async def test_a_county_without_a_vocational_school_has_empty_lists_and_no_sum(reading: HubClient) -> None:
    query = """{ county(code: "451229") { education {
      vocationalStudentTotal vocationalCooperations { totalCount nodes { id } }
      schools(filter: { stage: { eq: VOCATIONAL } }) { totalCount } } } }"""
    assert (await reading.ask(query, as_="education-bureau"))["county"]["education"] == {
        "vocationalStudentTotal": None,
        "vocationalCooperations": {"totalCount": 0, "nodes": []},
        "schools": {"totalCount": 0},
    }


async def test_statements_dont_grow_with_the_counties_and_schools(reading: HubClient) -> None:
    query = """{ counties { education { schools(first: %d) { nodes { name
      dispatches { nodes { teacher sendingDistrict { name } } }
      assessments { nodes { visit { groupCode } } } } } } } }"""
    spent = []
    for client, size in (("luocheng-county", 1), ("education-bureau", 9)):
        before = reading.statements
        await reading.ask(query % size, as_=client)
        spent.append(reading.statements - before)
    assert spent[0] == spent[1] <= 8


async def test_every_record_type_says_that_it_is_synthetic_and_is_found_by_its_id(reading: HubClient) -> None:
    for model, plural in PLURALS.items():
        [node] = (await reading.ask(f"{{ all: {plural}(first: 1) {{ nodes {{ id synthetic }} }} }}", as_="auditor"))[
            "all"
        ]["nodes"]
        assert node["synthetic"] is True
        query = "query($id: ID!) { node(id: $id) { __typename id } }"
        assert (await reading.ask(query, {"id": node["id"]}, as_="auditor"))["node"] == {
            "__typename": model.__name__,
            "id": node["id"],
        }


def test_every_type_has_a_sample() -> None:
    assert set(PLURALS) == set(SOUND)
