"""Every figure that the hub tells of the plan, worked out again from the demo's records in plain Python."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hub.programme.kinds import AreaLevel, TargetKind
from hub.testing.client import HubClient
from schema.compose import Composition
from tests.progress import plain
from tests.progress.plain import KEYS, PLAIN, YEARS

OWN = {"hub.street_pairings", "hub.community_pairings"}
"""What the centre counts; see `test_pairs`."""
LEVELS = {"counties": AreaLevel.COUNTY, "cities": AreaLevel.CITY, "districts": AreaLevel.DISTRICT}
FIGURES = """
  value target expected ratio status year
  counties { area: county { code } value ratio status }
  cities { area: city { code } value ratio status }
  districts { area: district { code } value ratio status }
"""
ASKED = f"query($measure: ID!) {{ measure(code: $measure) {{ indicators {{ key years {{ {FIGURES} }} }} }} }}"


@pytest.fixture(scope="module")
async def told(demo: HubClient, composed: Composition) -> dict[str, dict[int, Any]]:
    """Every indicator's years as the lead office reads them."""
    found: dict[str, dict[int, Any]] = {}
    for measure in {indicator.measure for indicator in composed.indicators.values()}:
        answer = await demo.ask(ASKED, {"measure": measure}, as_="lead-office")
        found |= {i["key"]: {year["year"]: year for year in i["years"]} for i in answer["measure"]["indicators"]}
    return found


async def test_every_indicator_is_worked_out_again(composed: Composition, told: dict[str, Any]) -> None:
    assert set(KEYS) | OWN == set(composed.indicators) == set(told)


@pytest.mark.parametrize("key", KEYS)
async def test_the_programmes_value(told: dict[str, dict[int, Any]], key: str) -> None:
    assert {year: Decimal(found["value"]) for year, found in told[key].items()} == {
        year: plain.figure(key, year) for year in YEARS
    }


@pytest.mark.parametrize("field", LEVELS)
@pytest.mark.parametrize("key", KEYS)
async def test_the_value_of_each_area(told: dict[str, dict[int, Any]], key: str, field: str) -> None:
    level, everywhere = LEVELS[field], plain.county_codes()
    for year, found in told[key].items():
        assert {area["area"]["code"]: Decimal(area["value"]) for area in found[field]} == {
            code: plain.figure(key, year, plain.counties_of(level, code)) for code in plain.codes_at(level, everywhere)
        }


@pytest.mark.parametrize("key", [key for key in KEYS if plain.kind_of(key) is not None])
async def test_target_expectation_ratio_and_status(told: dict[str, dict[int, Any]], key: str) -> None:
    for year, found in told[key].items():
        value, wanted, due = plain.figure(key, year), plain.aim(key, year), plain.expected(key, year)
        assert (Decimal(found["target"]), Decimal(found["expected"])) == (wanted, due)
        if not wanted:
            assert (found["ratio"], found["status"]) == (None, "NOT_MEASURED")
            continue
        over = date(year, 12, 31) >= plain.period(key, year).last
        assert due is not None
        assert Decimal(found["ratio"]) == plain.ratio(value, wanted)
        assert found["status"] == plain.status(value, wanted, due, over=over)


@pytest.mark.parametrize("key", [key for key in KEYS if plain.kind_of(key) is None])
async def test_no_number_is_made_up_where_the_plan_has_none(told: dict[str, dict[int, Any]], key: str) -> None:
    for found in told[key].values():
        assert [found[field] for field in ("target", "expected", "ratio")] == [None] * 3
        assert found["status"] == "COUNTED"
        assert {area["status"] for field in LEVELS for area in found[field]} == {None}


@pytest.mark.parametrize("key", KEYS)
async def test_each_unit_has_one_form_of_number(told: dict[str, dict[int, Any]], key: str) -> None:
    places = -2 if PLAIN[key].money or plain.kind_of(key) is TargetKind.AVERAGE_PER_YEAR else 0
    for found in told[key].values():
        amounts = [found["value"], found["target"], *(area["value"] for field in LEVELS for area in found[field])]
        assert {Decimal(a).as_tuple().exponent for a in amounts if a is not None} == {places}


async def test_a_person_hosted_twice_in_a_year_is_one_person(told: dict[str, dict[int, Any]]) -> None:
    stays = [plain.counted("education.principals_hosted", year) for year in YEARS]
    persons = [int(told["education.principals_hosted"][year]["value"]) for year in YEARS]
    assert sum(map(len, stays)) > sum(persons)


async def test_the_lead_offices_table_tells_the_same(demo: HubClient, told: dict[str, dict[int, Any]]) -> None:
    for year in YEARS:
        asked = "query($year: Int) { targets(year: $year) { key progress { value status } } }"
        found = {t["key"]: t["progress"] for t in (await demo.ask(asked, {"year": year}, as_="lead-office"))["targets"]}
        assert set(found) == set(plain.targets())
        for key, progress in found.items():
            same = told[key][year] if key in told else {"value": None, "status": "NOT_MEASURED"}
            assert progress == {name: same[name] for name in ("value", "status")}
