"""Each kind of user asks about health and gets its own answer, worked out again in Python."""

from collections.abc import Callable
from typing import Any

import pytest

from hub.models import Record, Status
from hub.testing.client import HubClient
from modules.health import models as rows
from tests.modules.health.samples import BUREAU, COUNTY, PLURALS, WRITER, approved, made
from tests.modules.plan import context

FUTIAN = ("451225", "451226")
SETTLED = (Status.APPROVED, Status.SUBMITTED, Status.WITHDRAWN)
LISTS = " ".join(f"{plural}(first: 0) {{ totalCount }}" for plural in PLURALS.values())


def counted(*counties: str, statuses: tuple[Status, ...] = tuple(Status)) -> dict[str, dict[str, int]]:
    return {plural: {"totalCount": len(made(model, *counties, statuses=statuses))} for model, plural in PLURALS.items()}


def number(model: type[Record]) -> Callable[[tuple[str, ...]], int]:
    return lambda counties: len(approved(model, *counties))


def total(model: type[Record], column: str, *, money: bool = False) -> Callable[[tuple[str, ...]], Any]:
    def add(counties: tuple[str, ...]) -> Any:
        summed = sum(getattr(record, column) or 0 for record in approved(model, *counties))
        return f"{summed:.2f}" if money else summed

    return add


EXPECTED: dict[str, Callable[[tuple[str, ...]], Any]] = {
    "medicalInstitutionCount": number(rows.MedicalInstitution),
    "bedTotal": total(rows.MedicalInstitution, "beds"),
    "hospitalPairingCount": number(rows.HospitalPairing),
    "medicalTeamCount": number(rows.MedicalTeam),
    "medicalTeamMemberCount": number(rows.MedicalTeamMember),
    "patientsTreatedTotal": total(rows.MedicalTeam, "patients_treated"),
    "patientsOperatedTotal": total(rows.MedicalTeam, "patients_operated"),
    "clinicalAttachmentCount": number(rows.ClinicalAttachment),
    "medicalGuidanceVisitCount": number(rows.MedicalGuidanceVisit),
    "guidanceTraineeTotal": total(rows.MedicalGuidanceVisit, "trainees"),
    "telemedicineLinkCount": number(rows.TelemedicineLink),
    "telemedicineSessionCount": number(rows.TelemedicineSession),
    "telemedicinePatientTotal": total(rows.TelemedicineSession, "patients"),
    "healthConstructionCount": number(rows.HealthConstruction),
    "constructionPlannedTotal": total(rows.HealthConstruction, "planned_amount", money=True),
    "constructionPaidTotal": total(rows.HealthConstruction, "paid_amount", money=True),
    "medicalAllianceCount": number(rows.MedicalAlliance),
}


async def test_the_bureau_sees_every_record_of_every_county_also_drafts(shared: HubClient) -> None:
    found = await shared.ask(f"{{ {LISTS} counties {{ code }} }}", as_=BUREAU)
    assert {county["code"] for county in found.pop("counties")} == set(context().counties)
    assert found == counted()


async def test_a_district_sees_the_settled_records_of_its_two_counties(shared: HubClient) -> None:
    found = await shared.ask(f"{{ {LISTS} counties {{ code }} }}", as_="futian-district")
    assert {county["code"] for county in found.pop("counties")} == set(FUTIAN)
    assert found == counted(*FUTIAN, statuses=SETTLED)


async def test_a_county_sees_its_own_records_also_drafts(shared: HubClient) -> None:
    assert await shared.ask(f"{{ {LISTS} }}", as_=WRITER) == counted(COUNTY)


@pytest.mark.parametrize(("client", "code"), [(None, "UNAUTHENTICATED"), ("education-bureau", "FORBIDDEN")])
async def test_others_are_refused_every_list_and_lose_nothing_else(
    shared: HubClient, client: str | None, code: str
) -> None:
    found = await shared.answer(f"{{ {LISTS} programme {{ code }} }}", as_=client)
    assert {error["extensions"]["code"] for error in found["errors"]} == {code}
    assert found["data"] == {"programme": {"code": "shenzhen-guangxi-2016-2020"}} | dict.fromkeys(PLURALS.values())


async def test_a_countys_namespace_holds_its_lists_counts_and_totals(shared: HubClient) -> None:
    query = f"""{{ county(code: "{COUNTY}") {{ health {{ {LISTS} {" ".join(EXPECTED)} }} }} }}"""
    found = (await shared.ask(query, as_=BUREAU))["county"]["health"]
    figures = {name: found.pop(name) for name in EXPECTED}
    assert found == counted(COUNTY)
    assert figures == {name: expected((COUNTY,)) for name, expected in EXPECTED.items()}


async def test_a_districts_namespace_adds_its_counties_up(shared: HubClient) -> None:
    query = f"""{{ district(code: "440304") {{ health {{ {LISTS} {" ".join(EXPECTED)} }} }} }}"""
    found = (await shared.ask(query, as_="futian-district"))["district"]["health"]
    figures = {name: found.pop(name) for name in EXPECTED}
    assert found == counted(*FUTIAN, statuses=SETTLED)
    assert figures == {name: expected(FUTIAN) for name, expected in EXPECTED.items()}


async def test_a_hospital_leads_to_everything_that_is_done_for_it(shared: HubClient) -> None:
    query = """query($name: String!) { medicalInstitutions(filter: { name: { eq: $name } }) { nodes { county { code }
      pairings { totalCount } teams { totalCount } attachments { totalCount } guidanceVisits { totalCount }
      telemedicineLinks { totalCount } constructions { totalCount } alliancesLed { totalCount }
      allianceMemberships { totalCount } } } }"""
    general = rows.MedicalInstitutionKind.COUNTY_HOSPITAL
    hospital = next(i for i in approved(rows.MedicalInstitution, COUNTY) if i.kind is general)
    [found] = (await shared.ask(query, {"name": hospital.name}, as_=BUREAU))["medicalInstitutions"]["nodes"]
    owned: dict[str, tuple[type[Record], str]] = {
        "pairings": (rows.HospitalPairing, "hospital_id"),
        "teams": (rows.MedicalTeam, "hospital_id"),
        "attachments": (rows.ClinicalAttachment, "home_institution_id"),
        "guidanceVisits": (rows.MedicalGuidanceVisit, "hospital_id"),
        "telemedicineLinks": (rows.TelemedicineLink, "hospital_id"),
        "constructions": (rows.HealthConstruction, "institution_id"),
        "alliancesLed": (rows.MedicalAlliance, "lead_institution_id"),
        "allianceMemberships": (rows.MedicalAllianceMember, "institution_id"),
    }
    assert found.pop("county") == {"code": COUNTY}
    assert found == {
        name: {"totalCount": sum(getattr(record, column) == hospital.id for record in made(model))}
        for name, (model, column) in owned.items()
    }
    assert found["teams"]["totalCount"] > 0


async def test_a_team_leads_to_its_members_and_its_hospital(shared: HubClient) -> None:
    query = """{ medicalTeams(first: 3, filter: { status: { eq: APPROVED } }) { nodes { name memberCount
      hospital { kind } members(filter: { leads: { eq: true } }) {
        nodes { profession homeHospital team { name } } } } } }"""
    nodes = (await shared.ask(query, as_=WRITER))["medicalTeams"]["nodes"]
    assert len(nodes) == 3
    for node in nodes:
        team = next(team for team in approved(rows.MedicalTeam, COUNTY) if team.name == node["name"])
        assert node["hospital"]["kind"] in {"COUNTY_HOSPITAL", "CHINESE_MEDICINE_HOSPITAL", "MATERNAL_CHILD_HOSPITAL"}
        assert node["memberCount"] == sum(m.team_id == team.id for m in approved(rows.MedicalTeamMember))
        assert node["members"]["nodes"] == [
            {"profession": "DOCTOR", "homeHospital": team.sending_hospital, "team": {"name": team.name}}
        ]


async def test_a_link_counts_its_sessions_and_their_patients(shared: HubClient) -> None:
    query = """{ telemedicineLinks { nodes { partnerHospital sessionCount patientTotal sessions(first: 0) { totalCount }
      hospital { name } } } }"""
    nodes = (await shared.ask(query, as_=WRITER))["telemedicineLinks"]["nodes"]
    links = sorted(made(rows.TelemedicineLink, COUNTY), key=lambda link: (link.starts_on, link.id))
    assert [node["partnerHospital"] for node in nodes] == [link.partner_hospital for link in links]
    for node, link in zip(nodes, links, strict=True):
        sessions = [session for session in made(rows.TelemedicineSession) if session.link_id == link.id]
        counting = [session for session in sessions if session.status is Status.APPROVED]
        assert node["sessions"]["totalCount"] == len(sessions)
        assert node["sessionCount"] == len(counting)
        assert (node["patientTotal"] or 0) == sum(session.patients for session in counting)


async def test_a_group_is_one_leader_and_its_pairings(shared: HubClient) -> None:
    query = """{ hospitalGroups { nodes { name leadHospital pairingCount
      pairings { nodes { group { name } aim specialty } } } } }"""
    nodes = (await shared.ask(query, as_="lead-office"))["hospitalGroups"]["nodes"]
    assert sum(node["pairingCount"] for node in nodes) > len(nodes)
    for node in nodes:
        assert {pairing["group"]["name"] for pairing in node["pairings"]["nodes"]} <= {node["name"]}
        for pairing in node["pairings"]["nodes"]:
            assert (pairing["specialty"] is not None) is (pairing["aim"] == "SPECIALTY")


async def test_sessions_aggregate_by_kind_and_year(shared: HubClient) -> None:
    query = """{ telemedicineSessionAggregate(filter: { outcome: { in: [ADVISED, REFERRED, REPORTED, TAUGHT] } },
      groupBy: [YEAR, KIND]) { year kind count sum { patients } } }"""
    found = (await shared.ask(query, as_="futian-district"))["telemedicineSessionAggregate"]
    expected: dict[tuple[int, str], list[int]] = {}
    for session in made(rows.TelemedicineSession, *FUTIAN, statuses=SETTLED):
        if session.outcome not in (None, rows.TelemedicineOutcome.NOT_HELD):
            expected.setdefault((session.starts_on.year, session.kind.name), []).append(session.patients)
    assert {(group["year"], group["kind"]): (group["count"], group["sum"]["patients"]) for group in found} == {
        key: (len(patients), sum(patients)) for key, patients in expected.items()
    }


@pytest.mark.parametrize("client", [BUREAU, "futian-district", "lead-office", "work-group", WRITER])
async def test_people_are_masked_for_everybody(shared: HubClient, client: str) -> None:
    person = "(first: 5) { nodes { name identityNumber phone } }"
    query = f"""{{ medicalTeamMembers{person} clinicalAttachments{person}
      medicalGuidanceVisits(first: 5) {{ nodes {{ leader }} }} }}"""
    found = await shared.ask(query, as_=client)
    people = [*found["medicalTeamMembers"]["nodes"], *found["clinicalAttachments"]["nodes"]]
    assert len(people) == 10
    for each in people:
        assert each["name"][1:] == "*"
        assert each["identityNumber"][4:-4] == "*" * 10
        assert each["phone"] is None or each["phone"][:7] == "100****"
    assert {visit["leader"][1:] for visit in found["medicalGuidanceVisits"]["nodes"]} == {"*"}


@pytest.mark.parametrize(
    ("plural", "argument"),
    [
        ("medicalTeamMembers", 'filter: { identityNumber: { contains: "1990" } }'),
        ("medicalTeamMembers", "orderBy: [{ field: NAME }]"),
        ("clinicalAttachments", 'filter: { phone: { eq: "10012345678" } }'),
        ("clinicalAttachments", "orderBy: [{ field: PHONE }]"),
        ("medicalGuidanceVisits", 'filter: { leader: { eq: "李某某" } }'),
    ],
)
async def test_nobody_asks_by_a_persons_data(shared: HubClient, plural: str, argument: str) -> None:
    found = await shared.answer(f"{{ {plural}({argument}) {{ totalCount }} }}", as_=BUREAU)
    assert [error["extensions"]["code"] for error in found["errors"]] == ["BAD_USER_INPUT"]


async def test_a_county_without_telemedicine_has_empty_lists_and_no_sum(shared: HubClient) -> None:
    query = """{ county(code: "451229") { health {
      telemedicineLinkCount telemedicinePatientTotal telemedicineSessions { totalCount nodes { id } } } } }"""
    assert (await shared.ask(query, as_=BUREAU))["county"]["health"] == {
        "telemedicineLinkCount": 0,
        "telemedicinePatientTotal": None,
        "telemedicineSessions": {"totalCount": 0, "nodes": []},
    }


async def test_statements_dont_grow_with_the_counties_and_hospitals(shared: HubClient) -> None:
    query = """{ counties { health { medicalTeams(first: %d) { nodes { name hospital { name } sendingDistrict { name }
      members(first: 3) { nodes { name profession } } } } } } }"""
    spent = []
    for client, size in ((WRITER, 1), (BUREAU, 5)):
        before = shared.statements
        await shared.ask(query % size, as_=client)
        spent.append(shared.statements - before)
    assert spent[0] == spent[1] <= 8


async def test_every_record_says_that_it_is_synthetic_and_is_found_by_its_id(shared: HubClient) -> None:
    for model, plural in PLURALS.items():
        found = await shared.ask(f"{{ all: {plural}(first: 1) {{ nodes {{ id synthetic }} }} }}", as_="auditor")
        [node] = found["all"]["nodes"]
        assert node["synthetic"] is True
        query = "query($id: ID!) { node(id: $id) { __typename id } }"
        assert (await shared.ask(query, {"id": node["id"]}, as_="auditor"))["node"] == {
            "__typename": model.__name__,
            "id": node["id"],
        }
