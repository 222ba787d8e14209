"""The table of targets and the indicators of a measure: which are listed, for which year and day, in how few steps."""

from datetime import date
from typing import Any

import asyncpg
import pytest

from hub.programme.kinds import PairingLevel
from hub.testing.client import HubClient
from tests.hub.query.asking import codes
from tests.hub.query.test_progress import counted, paired
from tests.river.oracle import CULTURE, FUTIAN, LEAD, LUOHU, meets
from tests.river.sample import XILIN, surveys

TABLE = """query($year: Int, $measure: ID, $asOf: Date) { targets(year: $year, measure: $measure, asOf: $asOf) {
  key measure { code } progress { year asOf startsOn endsOn value } } }"""
YEARS = """query($asOf: Date) { measure(code: "health") { indicators {
  key years(asOf: $asOf) { year value counties { value } districts { value } } } } }"""


async def table(hub: HubClient, **given: Any) -> dict[str, Any]:
    found = (await hub.ask(TABLE, given, as_=LEAD.client))["targets"]
    return {target["key"]: target["progress"] for target in found}


async def test_the_year_and_day_of_the_table_are_those_of_its_progress(hub: HubClient) -> None:
    found = (await table(hub, year=2018, asOf="2018-06-30"))["river.surveyed"]
    begun = counted(surveys(), date(2018, 1, 1), date(2018, 6, 30))
    assert found == {
        "year": 2018,
        "asOf": "2018-06-30",
        "startsOn": "2018-01-01",
        "endsOn": "2018-12-31",
        "value": str(len(begun)),
    }
    assert begun


async def test_progress_may_ask_for_another_year_than_its_table(hub: HubClient) -> None:
    query = """{ one: targets(year: 2017) { key progress { year } other: progress(year: 2019) { year } }
      two: targets(year: 2018) { key progress { year } } }"""
    found = await hub.ask(query, as_=LEAD.client)
    one = next(target for target in found["one"] if target["key"] == "river.surveyed")
    two = next(target for target in found["two"] if target["key"] == "river.surveyed")
    assert (one["progress"], one["other"], two["progress"]) == ({"year": 2017}, {"year": 2019}, {"year": 2018})


async def test_a_table_of_one_measure(hub: HubClient) -> None:
    health, whole = await table(hub, measure="health"), await table(hub)
    assert set(health) == {key for key in whole if key.startswith(("river.", "health."))}
    assert await table(hub, measure="culture") == {}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"year": 2015}, "year"),
        ({"year": 0}, "year"),
        ({"measure": "no-such"}, "measure"),
        ({"measure": ""}, "measure"),
    ],
)
async def test_what_the_programme_has_not_is_refused(hub: HubClient, given: Any, field: str) -> None:
    query = "query($year: Int, $measure: ID) { targets(year: $year, measure: $measure) { key } }"
    answer = await hub.answer(query, given, as_=LEAD.client)
    assert (codes(answer), answer["data"]) == ([("BAD_USER_INPUT", field)], None)


async def test_nobody_gets_no_table_and_no_measure(hub: HubClient) -> None:
    answer = await hub.answer('{ targets { key } measure(code: "health") { code } pairings { level } }')
    assert answer == {"data": {"targets": [], "measure": None, "pairings": []}}


async def test_an_unknown_measure_is_null(hub: HubClient) -> None:
    assert await hub.ask('{ measure(code: "no-such") { code } }', as_=LEAD.client) == {"measure": None}


async def test_each_indicator_is_told_for_every_year_that_has_begun(hub: HubClient) -> None:
    found = (await hub.ask(YEARS, {"asOf": "2018-02-01"}, as_=LEAD.client))["measure"]["indicators"]
    assert {i["key"] for i in found} == {
        f"river.{name}" for name in ("surveyed", "fees", "covered", "flowing", "fee_standard")
    }
    assert all([year["year"] for year in i["years"]] == [2016, 2017, 2018] for i in found)


@pytest.mark.parametrize("reader", [LEAD, FUTIAN, CULTURE], ids=str)
async def test_more_years_are_no_more_statements(hub: HubClient, reader: Any) -> None:
    async def statements(day: str) -> int:
        before = hub.statements
        await hub.ask(YEARS, {"asOf": day}, as_=reader.client)
        return hub.statements - before

    await statements("2016-06-30")
    assert await statements("2020-12-31") == await statements("2016-06-30")


async def test_a_record_of_two_spans_of_one_pairing_counts_once(hub: HubClient, hub_url: str) -> None:
    owner = await asyncpg.connect(hub_url)
    await owner.execute(
        "insert into hub_pairing (level, supporting_code, supported_code, starts_on, ends_on)"
        " values ('DISTRICT_COUNTY', '440303', $1, '2018-08-01', '2020-12-31')",
        XILIN,
    )
    await owner.close()
    pairings = [(county, days) for district, county, days in await paired(hub) if district == "440303"]
    query = "{ targets(year: 2018) { key progress { districts { district { code } value } } } }"
    found = (await hub.ask(query, as_=LEAD.client))["targets"]
    told = next(target for target in found if target["key"] == "river.surveyed")["progress"]["districts"]
    begun = counted(surveys(), date(2018, 1, 1), date(2018, 12, 31))
    own = [s for s in begun if any(s.county_code == county and meets(s, days) for county, days in pairings)]
    twice = [s for s in own if sum(s.county_code == county and meets(s, days) for county, days in pairings) > 1]
    assert twice
    assert next(d["value"] for d in told if d["district"]["code"] == "440303") == str(len(own))


async def test_a_village_of_a_township_belongs_to_its_county_and_a_community_to_its_district(
    hub: HubClient, hub_url: str
) -> None:
    owner = await asyncpg.connect(hub_url)
    places = [
        ("S", "STREET", "SUPPORTING", "440303"),
        ("S-C", "COMMUNITY", "SUPPORTING", "S"),
        ("T", "TOWNSHIP", "SUPPORTED", XILIN),
        ("T-V", "VILLAGE", "SUPPORTED", "T"),
    ]
    await owner.executemany(
        "insert into hub_area (code, slug, level, side, parent_code, name_en, name_zh, pinyin)"
        " values ($1::text, lower($1), $2, $3, $4, $1, $1, $1)",
        places,
    )
    await owner.execute(
        "insert into hub_pairing (level, supporting_code, supported_code, starts_on, ends_on)"
        " values ('COMMUNITY_VILLAGE', 'S-C', 'T-V', '2017-01-01', '2018-12-31')"
    )
    await owner.close()
    asked = """query($on: Date) {
      pairings(level: COMMUNITY_VILLAGE, on: $on, districts: ["440303"], counties: ["451030"]) {
        level supporting { code } }
      targets(measure: "street_pairing", asOf: $on) { key progress { districts { district { code } value } } } }"""
    for reader, day, number in ((LUOHU, "2018-12-31", 1), (LEAD, "2017-01-01", 1), (LUOHU, "2019-01-01", 0)):
        found = await hub.ask(asked, {"on": day}, as_=reader.client)
        same = {"level": PairingLevel.COMMUNITY_VILLAGE.name, "supporting": {"code": "S-C"}}
        assert found["pairings"] == [same] * number
        districts = next(t for t in found["targets"] if t["key"] == "hub.community_pairings")["progress"]["districts"]
        assert next(d["value"] for d in districts if d["district"]["code"] == "440303") == str(number)
    assert (await hub.ask(asked, {"on": "2018-01-01"}, as_=FUTIAN.client))["pairings"] == []
