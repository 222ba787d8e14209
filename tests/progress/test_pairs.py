"""Streets and communities that districts pair: the minimum of each district, met at some and missed at others."""

from datetime import date
from typing import Any

import asyncpg
import pytest

from hub.testing.client import HubClient
from tests.progress import plain
from tests.progress.plain import YEARS

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
        late = "LATE" if year == YEARS[-1] else "BEHIND"
        share = plain.status(
            plain.Decimal(held[code]), plain.Decimal(wanted[code]), plain.Decimal(wanted[code] * (year - 2015)) / 5, over=False
        )
        assert district["status"] in {"MET", "ON_COURSE", late}
        assert (district["status"] == "MET") == (share == "MET") == (held[code] >= wanted[code])
    assert {district["status"] for district in found["districts"]} > {"MET"}
    assert int(found["value"]) == sum(min(held[code], wanted[code]) for code in wanted) < int(found["target"])
    assert int(found["target"]) == sum(wanted.values())
