"""The plan's target of health: the counties with a medical team, worked out again from the records in Python."""

from datetime import date
from typing import Any

import pytest

from hub.testing.client import HubClient
from modules.health import models as rows
from tests.modules.health.samples import BUREAU, COUNTY, WRITER, approved, given, key_of
from tests.modules.plan import context

PROGRESS = """query($asOf: Date, $year: Int) { targets { key progress(asOf: $asOf, year: $year) {
  asOf startsOn endsOn value target expected ratio status definition(language: EN)
  counties { county { code } value } districts { district { code } value } } } }"""
UNTIL = date(2017, 12, 31)


async def progress(hub: HubClient, *, as_: str = "lead-office", **asked: Any) -> Any:
    found = await hub.ask(PROGRESS, asked, as_=as_)
    return next(target["progress"] for target in found["targets"] if target["key"] == "health.counties_covered")


def covered(until: date) -> set[str]:
    return {team.county_code for team in approved(rows.MedicalTeam) if team.starts_on <= min(until, UNTIL)}


@pytest.mark.parametrize("as_of", ["2016-01-01", "2016-03-16", "2016-12-31", "2017-06-30", "2017-12-31", "2019-05-01"])
async def test_a_county_counts_once_from_its_first_teams_arrival(shared: HubClient, as_of: str) -> None:
    found = await progress(shared, asOf=as_of)
    counties = covered(date.fromisoformat(as_of))
    assert (found["startsOn"], found["endsOn"], found["asOf"]) == ("2016-01-01", "2017-12-31", as_of)
    assert (int(found["value"]), found["target"]) == (len(counties), "17")
    assert {c["county"]["code"]: int(c["value"]) for c in found["counties"]} == {
        code: int(code in counties) for code in context().counties
    }


async def test_what_is_expected_grows_from_the_plans_first_day_and_a_late_county_stays_late(shared: HubClient) -> None:
    half = await progress(shared, asOf="2016-12-31")
    assert (half["value"], half["expected"], half["status"]) == ("8", "8.51", "BEHIND")
    assert len(covered(date(2016, 12, 31))) == 8
    done = await progress(shared, year=2018)
    assert (done["expected"], done["ratio"], done["status"]) == ("17.00", "0.9411", "LATE")


async def test_by_district_its_paired_counties_count(shared: HubClient) -> None:
    found = await progress(shared, year=2017)
    expected: dict[str, int] = {}
    for county in covered(UNTIL):
        for district in context().districts[county]:
            expected[district] = expected.get(district, 0) + 1
    assert {d["district"]["code"]: int(d["value"]) for d in found["districts"]} == expected


async def test_the_programmes_number_is_the_same_for_all_and_the_breakdown_ones_own(shared: HubClient) -> None:
    lead, futian = await progress(shared, year=2017), await progress(shared, year=2017, as_="futian-district")
    own = {"counties": None, "districts": None}
    assert futian | own == lead | own
    assert {c["county"]["code"] for c in futian["counties"]} == {"451225", "451226"}
    assert futian["definition"].startswith("Distinct counties")


async def test_a_team_covers_its_county_only_once_it_is_approved(hub: HubClient) -> None:
    before = await progress(hub, year=2017)
    last = "451229"
    hospital = key_of("health_medical_institution", last)
    written = given(rows.MedicalTeam, county=last, startsOn="2017-11-01", hospital=hospital)
    record = "record: medicalTeam { id revision status }"
    made = (await hub.write("medicalTeamCreate", written, record, as_="dahua-county"))["record"]
    sent = {"id": made["id"], "revision": 1}
    assert (await hub.write("medicalTeamSubmit", sent, record, as_="dahua-county"))["userErrors"] == []
    assert await progress(hub, year=2017) == before
    assert (await hub.write("medicalTeamApprove", sent | {"revision": 2}, record, as_=BUREAU))["userErrors"] == []
    after = await progress(hub, year=2017)
    assert (before["value"], after["value"], after["status"]) == ("16", "17", "MET")


async def test_another_team_for_a_covered_county_adds_nothing(hub: HubClient) -> None:
    before = await progress(hub, year=2017)
    record = "record: medicalTeam { id revision }"
    made = await hub.write("medicalTeamCreate", given(rows.MedicalTeam, startsOn="2016-06-01"), record, as_=WRITER)
    sent = {"id": made["record"]["id"], "revision": 1}
    await hub.write("medicalTeamSubmit", sent, record, as_=WRITER)
    assert (await hub.write("medicalTeamApprove", sent | {"revision": 2}, record, as_=BUREAU))["userErrors"] == []
    assert COUNTY in covered(UNTIL)
    assert await progress(hub, year=2017) == before
