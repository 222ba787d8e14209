"""The plan's targets of education, by year: each value worked out again from the records in Python."""

from decimal import Decimal
from typing import Any

import pytest

from hub.models import Status
from hub.testing.client import HubClient
from modules.education import models as rows
from tests.modules.education.samples import demo_records

YEARS = range(2016, 2021)
PROGRESS = """query($year: Int) { targets { key progress(year: $year) {
  value target ratio status definition(language: EN) counties { county { code } value } } } }"""


async def progress(hub: HubClient, key: str, year: int, client: str) -> Any:
    found = await hub.ask(PROGRESS, {"year": year}, as_=client)
    return next(target["progress"] for target in found["targets"] if target["key"] == f"education.{key}")


def hosted(year: int, county: str | None = None) -> int:
    stays = (s for s in demo_records() if isinstance(s, rows.PrincipalPlacement) and s.status is Status.APPROVED)
    return len({s.identity_number for s in stays if s.starts_on.year == year and county in {None, s.county_code}})


@pytest.mark.parametrize("year", YEARS)
async def test_persons_hosted_count_once_a_year(reading: HubClient, year: int) -> None:
    found = await progress(reading, "principals_hosted", year, "lead-office")
    assert Decimal(found["value"]) == hosted(year)
    assert found["status"] == ("MET" if hosted(year) >= 100 else "LATE")
    assert {c["county"]["code"]: int(c["value"]) for c in found["counties"]} == {
        code: hosted(year, code) for code in {c["county"]["code"] for c in found["counties"]}
    }
    assert sum(int(c["value"]) for c in found["counties"]) == hosted(year)


@pytest.mark.parametrize(("year", "groups"), [(2016, 0), (2017, 1), (2018, 1), (2019, 2), (2020, 1)])
async def test_a_supervision_group_counts_once_however_many_counties_it_visits(
    reading: HubClient, year: int, groups: int
) -> None:
    found = await progress(reading, "supervision_groups", year, "lead-office")
    assert Decimal(found["value"]) == groups
    assert found["status"] == ("MET" if groups else "LATE")
    visited = [county for county in found["counties"] if county["value"] != "0"]
    assert (len(found["counties"]), len(visited)) == (17, 17 if groups else 0)


async def test_grants_that_differ_from_the_standard_show_as_not_complying(reading: HubClient) -> None:
    found = await progress(reading, "entrant_grant_standard", 2020, "lead-office")
    grants = [g for g in demo_records() if isinstance(g, rows.EntrantGrant) and g.status is Status.APPROVED]
    complying = sum(grant.amount == Decimal(3000) for grant in grants)
    assert (int(found["value"]), int(found["target"])) == (complying, len(grants))
    assert Decimal("0.98") < Decimal(found["ratio"]) < 1
    assert found["status"] == "LATE"


async def test_the_programmes_number_is_the_same_for_all_and_the_breakdown_ones_own(reading: HubClient) -> None:
    lead = await progress(reading, "principals_hosted", 2018, "lead-office")
    futian = await progress(reading, "principals_hosted", 2018, "futian-district")
    assert futian | {"counties": None} == lead | {"counties": None}
    assert {county["county"]["code"] for county in futian["counties"]} == {"451225", "451226"}
    assert len(lead["counties"]) == 17
    assert futian["definition"].startswith("Distinct persons")
