"""The way from a number to its records: whoever follows a link gets exactly the rows that the number is made of."""

from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from hub.models import Record
from hub.programme.kinds import AreaLevel
from hub.query import ids
from hub.testing.client import HubClient
from schema.compose import Composition
from tests.progress import plain
from tests.progress.plain import KEYS, PLAIN

FUTIAN, PAIRED = "440304", {"451225", "451226"}
LINK = "records { field variables operation }"
ASKED = f"""query($measure: ID!, $year: Int) {{ measure(code: $measure) {{ indicators {{ key progress(year: $year) {{
  value {LINK}
  counties {{ area: county {{ code }} value {LINK} }}
  cities {{ area: city {{ code }} value {LINK} }}
  districts {{ area: district {{ code }} value {LINK} }}
}} }} }} }}"""
YEAR = 2018
Told = Callable[[str, str], Awaitable[Any]]
"""The progress of an indicator in that year, as a client reads it."""


@cache
def by_id() -> dict[str, Record]:
    """Every raw record by its global id."""
    return {ids.encode(type(record).__name__, record.id): record for record in plain.raw()}


@pytest.fixture(scope="module")
def answers() -> dict[tuple[str, str], Any]:
    """What was asked already, by client and measure: one answer tells of all indicators of a measure."""
    return {}


@pytest.fixture(scope="module")
def told(demo: HubClient, composed: Composition, answers: dict[tuple[str, str], Any]) -> Told:
    async def progress(key: str, client: str) -> Any:
        asked = (client, composed.indicators[key].measure)
        if asked not in answers:
            found = (await demo.ask(ASKED, {"measure": asked[1], "year": YEAR}, as_=client))["measure"]["indicators"]
            answers[asked] = {indicator["key"]: indicator["progress"] for indicator in found}
        return answers[asked][key]

    return progress


async def behind(demo: HubClient, link: Any, client: str) -> list[Record]:
    """The raw records that the link leads to, page by page, as a frontend reads them."""
    records: list[Record] = []
    after = None
    while True:
        variables = {**link["variables"], "first": 1000, "after": after}
        page = (await demo.ask(link["operation"], variables, as_=client))[link["field"]]
        records += [by_id()[node["id"]] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            assert len(records) == page["totalCount"]
            return records


def same(found: list[Record], wanted: list[Record]) -> bool:
    return sorted(map(id, found)) == sorted(map(id, wanted))


@pytest.mark.parametrize("key", KEYS)
async def test_the_programmes_records(demo: HubClient, told: Told, key: str) -> None:
    number = await told(key, "lead-office")
    found = await behind(demo, number["records"], "lead-office")
    assert found
    assert same(found, plain.counted(key, YEAR))
    value = Decimal(PLAIN[key].value(found))
    assert Decimal(number["value"]) in {value, plain.figure(key, YEAR)}  # an average is told of their sum


@pytest.mark.parametrize("key", KEYS)
async def test_a_districts_records(demo: HubClient, told: Told, key: str) -> None:
    number = await told(key, "futian-district")
    (own,) = number["districts"]
    assert own["area"]["code"] == FUTIAN
    assert {county["area"]["code"] for county in number["counties"]} == PAIRED
    for area, counties in ((own, PAIRED), *((county, {county["area"]["code"]}) for county in number["counties"])):
        found = await behind(demo, area["records"], "futian-district")
        assert same(found, plain.counted(key, YEAR, counties))
        assert Decimal(area["value"]) == PLAIN[key].value(found)
    assert same(await behind(demo, number["records"], "futian-district"), plain.counted(key, YEAR, PAIRED))


@pytest.mark.parametrize("key", KEYS)
async def test_a_citys_records(demo: HubClient, told: Told, key: str) -> None:
    cities = (await told(key, "auditor"))["cities"]
    assert len(cities) == 2
    for city in cities:
        counties = plain.counties_of(AreaLevel.CITY, city["area"]["code"])
        found = await behind(demo, city["records"], "auditor")
        assert same(found, plain.counted(key, YEAR, counties))
        assert Decimal(city["value"]) == PLAIN[key].value(found)


@pytest.mark.parametrize("key", KEYS)
async def test_who_may_not_read_the_measure_gets_the_number_and_no_way_to_records(told: Told, key: str) -> None:
    value = (await told(key, "lead-office"))["value"]
    assert await told(key, "industry-federation") == {
        "value": value,
        "records": None,
        "counties": [],
        "cities": [],
        "districts": [],
    }
