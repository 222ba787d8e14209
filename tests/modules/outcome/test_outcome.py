"""The years of the outcome: what is refused, who reads what, and what is told of them without a number of the plan."""

from datetime import date
from typing import Any

import pytest

from hub.models import Status
from hub.testing.client import HubClient
from modules.outcome.models import YearlyOutcome as Row
from modules.outcome.module import module
from modules.outcome.types import YearlyOutcome
from tests.modules import bad_input, life
from tests.modules.bad_input import Case
from tests.modules.desk import Desk
from tests.modules.life import Clerks
from tests.modules.outcome.conftest import COUNTY, outcomes_but_two

WRITER, BUREAU = "luocheng-county", "work-group"
GIVEN: dict[str, Any] = {
    "county": COUNTY,
    "startsOn": "2018-01-01",
    "endsOn": "2018-12-31",
    "poorHouseholds": 900,
    "poorPeople": 3600,
    "poorVillages": 12,
    "peopleLifted": 5200,
    "villagesDelisted": 9,
    "countyDelisted": False,
}
CASES = [
    *bad_input.cases(module),
    Case(YearlyOutcome, "in the middle of a year", {"startsOn": "2018-02-01"}, "startsOn", "INVALID"),
    Case(YearlyOutcome, "to the middle of a year", {"endsOn": "2018-11-30"}, "endsOn", "INVALID"),
    Case(YearlyOutcome, "without an end", {"endsOn": None}, "endsOn", "INVALID"),
    Case(YearlyOutcome, "less than one a household", {"poorPeople": 899}, "poorPeople", "INVALID"),
]
TOLD = """{ measure(code: "outcome") { indicators { key
  progress { value target expected ratio status } years { year value target status } } } }"""


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_bad_input_is_refused_at_its_field(desk: Desk, case: Case) -> None:
    await bad_input.refused(desk, case, GIVEN, as_=WRITER)


async def test_no_fault_is_changed_into_a_draft(desk: Desk) -> None:
    await bad_input.changes_refused(desk, YearlyOutcome, GIVEN, as_=WRITER)


async def test_the_same_year_twice_is_refused(desk: Desk) -> None:
    another = GIVEN | {"startsOn": "2019-01-01", "endsOn": "2019-12-31"}
    await bad_input.taken(desk, YearlyOutcome, GIVEN, another, as_=WRITER)


async def test_each_state_refuses_what_mustnt_be_done_in_it(desk: Desk) -> None:
    await life.lived(Clerks(desk, YearlyOutcome, WRITER, BUREAU), GIVEN)


def kept(*counties: str, statuses: tuple[Status, ...] = (Status.APPROVED,)) -> list[Row]:
    found = (record for record in outcomes_but_two() if isinstance(record, Row) and record.status in statuses)
    return [record for record in found if not counties or record.county_code in counties]


async def test_a_county_is_told_year_by_year_by_whoever_may_read_it(shared: HubClient) -> None:
    query = """{ counties { code outcome { peopleLiftedTotal villagesDelistedTotal
      years(filter: { status: { eq: APPROVED } }) { nodes { startsOn poorPeople poorVillages countyDelisted } } } } }"""
    for client, count in (("lead-office", 17), ("futian-district", 2), (WRITER, 1)):
        counties = (await shared.ask(query, as_=client))["counties"]
        assert len(counties) == count
        for county in counties:
            own = kept(county["code"])
            assert county["outcome"]["peopleLiftedTotal"] == sum(record.people_lifted for record in own)
            assert county["outcome"]["villagesDelistedTotal"] == sum(record.villages_delisted for record in own)
            assert [
                (date.fromisoformat(n["startsOn"]), n["poorPeople"], n["poorVillages"], n["countyDelisted"])
                for n in county["outcome"]["years"]["nodes"]
            ] == [(r.starts_on, r.poor_people, r.poor_villages, r.county_delisted) for r in own]


async def test_a_bureau_that_answers_for_something_else_reads_none(shared: HubClient) -> None:
    answer = await shared.answer("{ yearlyOutcomes { totalCount } }", as_="education-bureau")
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]
    assert answer["data"] == {"yearlyOutcomes": None}


async def test_values_by_year_without_any_number_to_reach(shared: HubClient) -> None:
    found = (await shared.ask(TOLD, as_="auditor"))["measure"]["indicators"]
    told = {indicator["key"]: indicator for indicator in found}
    for key, value in (
        ("outcome.people_lifted", lambda record: record.people_lifted),
        ("outcome.villages_delisted", lambda record: record.villages_delisted),
        ("outcome.counties_delisted", lambda record: int(record.county_delisted)),
    ):
        by_year = {
            str(year): sum(value(record) for record in kept() if record.starts_on.year == year)
            for year in range(2016, 2021)
        }
        assert {str(year["year"]): int(year["value"]) for year in told[key]["years"]} == by_year
        assert {year["target"] for year in told[key]["years"]} == {None}
        assert told[key]["progress"] == {
            "value": str(sum(by_year.values())),
            "target": None,
            "expected": None,
            "ratio": None,
            "status": "COUNTED",
        }
        assert {year["status"] for year in told[key]["years"]} == {"COUNTED"}


def test_the_demo_has_the_awkward() -> None:
    withdrawn = kept(statuses=(Status.WITHDRAWN,))
    drafts = kept(statuses=(Status.DRAFT,))
    assert [(len(withdrawn), len(drafts))] == [(1, 1)]
    (first,) = withdrawn
    assert any(r.starts_on == first.starts_on for r in kept(first.county_code))
