"""Streets and communities that districts pair: the minimum of each district, met at some and missed at others."""

from datetime import date
from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from hub.testing.client import HubClient
from tests.progress import plain
from tests.progress.plain import LAST, YEARS

LEVELS = {"hub.street_pairings": "STREET_TOWNSHIP", "hub.community_pairings": "COMMUNITY_VILLAGE"}
LINK = "records { field variables operation }"
ASKED = f"""query($asOf: Date) {{ targets(measure: "street_pairing", asOf: $asOf) {{ key progress {{
  asOf value target expected ratio status {LINK}
  districts {{ district {{ code }} value target ratio status {LINK} }}
  counties {{ county {{ code }} value target status {LINK} }}
}} }} }}"""


@pytest.fixture(scope="module")
async def pairs(demo_url: str) -> list[Any]:
    """Every pairing below the districts' as it stands in the table."""
    connection = await asyncpg.connect(demo_url)
    try:
        return list(await connection.fetch("select * from hub_pairing where level <> 'DISTRICT_COUNTY'"))
    finally:
        await connection.close()


def partners(pairs: list[Any], key: str, day: date, side: str, area: str) -> set[str]:
    """The distinct areas that support, of pairings that stand on the day and of which this side lies in the area.

    The demo codes an area below a district or a county after it: `440304-S1` lies in `440304`.
    """
    standing = (p for p in pairs if p["level"] == LEVELS[key] and p["starts_on"] <= day <= p["ends_on"])
    return {p["supporting_code"] for p in standing if p[side].rpartition("-")[0] == area}


def minimum(key: str) -> dict[str, int]:
    slugs = {row.slug: row.code for row in plain.areas().values()}
    return {slugs[slug]: int(part) for slug, part in plain.targets()[key].areas.items()}


async def told(demo: HubClient, day: date, client: str) -> dict[str, Any]:
    found = (await demo.ask(ASKED, {"asOf": day.isoformat()}, as_=client))["targets"]
    return {target["key"]: target["progress"] for target in found}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("key", LEVELS)
async def test_each_district_meets_its_minimum_or_falls_short(
    demo: HubClient, pairs: list[Any], key: str, year: int
) -> None:
    day = date(year, 12, 31)
    found, wanted = (await told(demo, day, "lead-office"))[key], minimum(key)
    held = {code: len(partners(pairs, key, day, "supporting_code", code)) for code in wanted}
    assert {d["district"]["code"]: (int(d["value"]), int(d["target"])) for d in found["districts"]} == {
        code: (held[code], wanted[code]) for code in wanted
    }
    for district in found["districts"]:
        code = district["district"]["code"]
        assert Decimal(district["ratio"]) == Decimal(held[code]) / wanted[code]
        assert (district["status"] == "MET") is (held[code] >= wanted[code])
    assert {district["status"] for district in found["districts"]} > {"MET"}
    assert int(found["value"]) == sum(min(held[code], wanted[code]) for code in wanted)
    assert (int(found["target"]), found["status"] == "MET") == (sum(wanted.values()), False)


@pytest.mark.parametrize("key", LEVELS)
async def test_a_county_has_a_value_and_no_minimum_of_its_own(demo: HubClient, pairs: list[Any], key: str) -> None:
    for county in (await told(demo, LAST, "auditor"))[key]["counties"]:
        held = partners(pairs, key, LAST, "supported_code", county["county"]["code"])
        assert (int(county["value"]), county["target"], county["status"]) == (len(held), None, None)


@pytest.mark.parametrize("day", [date(2016, 2, 29), LAST])
@pytest.mark.parametrize("client", ["lead-office", "futian-district"])
@pytest.mark.parametrize("key", LEVELS)
async def test_the_link_leads_to_the_pairings_that_count(
    demo: HubClient, pairs: list[Any], key: str, client: str, day: date
) -> None:
    progress = (await told(demo, day, client))[key]
    for district in progress["districts"]:
        found = await behind(demo, district["records"], client)
        assert found == partners(pairs, key, day, "supporting_code", district["district"]["code"])
        assert len(found) == int(district["value"])
    for county in progress["counties"]:
        found = await behind(demo, county["records"], client)
        assert found == partners(pairs, key, day, "supported_code", county["county"]["code"])
    whole = await behind(demo, progress["records"], client)
    assert whole == set.union(*[await behind(demo, part["records"], client) for part in progress["districts"]])


async def behind(demo: HubClient, link: Any, client: str) -> set[str]:
    """The supporting areas to which a link leads."""
    found = await demo.ask(link["operation"], link["variables"], as_=client)
    return {pairing["supporting"]["code"] for pairing in found[link["field"]]}


async def test_the_street_that_changed_its_partner_is_one_street(demo: HubClient, pairs: list[Any]) -> None:
    (street,) = {p["supporting_code"] for p in pairs if p["ends_on"] < LAST}
    of_it = sorted((p for p in pairs if p["supporting_code"] == street), key=lambda p: p["starts_on"])
    assert len({p["supported_code"] for p in of_it}) == len(of_it) == 2
    for pairing in of_it:
        assert street in partners(pairs, "hub.street_pairings", pairing["starts_on"], "supporting_code", "440300-DP")
        link = (await told(demo, pairing["starts_on"], "lead-office"))["hub.street_pairings"]["records"]
        found = (await demo.ask(link["operation"], link["variables"], as_="lead-office"))["pairings"]
        assert [p["supported"]["code"] for p in found if p["supporting"]["code"] == street] == [
            pairing["supported_code"]
        ]


async def test_a_county_that_sees_a_part_of_a_district_gets_no_ratio_of_it(demo: HubClient) -> None:
    futian = (await told(demo, LAST, "futian-district"))["hub.street_pairings"]["districts"]
    luocheng = (await told(demo, LAST, "luocheng-county"))["hub.street_pairings"]["districts"]
    assert [(d["district"]["code"], d["value"], d["ratio"], d["status"]) for d in futian] == [
        ("440304", "2", "1.0000", "MET")
    ]
    assert [(d["district"]["code"], d["value"], d["ratio"], d["status"]) for d in luocheng] == [
        ("440304", "1", None, None)
    ]


async def test_a_pairing_of_towns_is_seen_by_those_of_the_county_and_the_district(demo: HubClient) -> None:
    asked = "query($level: PairingLevel) { pairings(level: $level) { supporting { code } supported { code } } }"
    for level in LEVELS.values():
        for client, counties in (("futian-district", {"451225", "451226"}), ("luocheng-county", {"451225"})):
            found = (await demo.ask(asked, {"level": level}, as_=client))["pairings"]
            assert {pairing["supported"]["code"].rpartition("-")[0] for pairing in found} == counties
        assert (await demo.answer(asked, {"level": level}))["data"]["pairings"] == []
