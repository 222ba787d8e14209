"""What culture is told by: each indicator worked out again from the records in Python, and no target invented."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from hub.models import Record
from hub.testing.client import HubClient
from modules.culture import models as rows
from modules.culture.module import module
from tests.modules.culture.samples import BUREAU, COUNTY, FUTIAN, INFOS, WRITER, approved, given
from tests.modules.desk import write
from tests.modules.plan import context

YEARS = range(2016, 2021)
QUERY = """query($year: Int) { measures { code targets { key } indicators { key definition(language: EN)
  progress(year: $year) { value target expected ratio
    counties { county { code } value ratio } districts { district { code } value } } } } }"""
Reckoning = Callable[[Iterable[Any]], int]


def persons(records: Iterable[Any]) -> int:
    return len({record.identity_number for record in records})


def number(records: Iterable[Any]) -> int:
    return len(list(records))


def launched(records: Iterable[Any]) -> int:
    return number(record for record in records if record.stage is rows.DigitalCultureStage.LAUNCHED)


COUNTED: dict[str, tuple[type[Record], Reckoning]] = {
    "culture.people_hosted": (rows.CultureTraineeship, persons),
    "culture.guidance_visits": (rows.CultureGuidanceVisit, number),
    "culture.talents_supported": (rows.CreativeTalent, persons),
    "culture.digital_projects_launched": (rows.DigitalCultureProject, launched),
    "culture.course_trainees": (rows.CultureTrainee, persons),
}


def expected(key: str, year: int | None, *counties: str) -> int:
    model, reckon = COUNTED[key]
    return reckon(r for r in approved(model, *counties) if year is None or r.starts_on.year == year)


async def told(hub: HubClient, year: int | None, *, as_: str = "lead-office") -> dict[str, Any]:
    """Progress by indicator; the measure has no target."""
    found = await hub.ask(QUERY, {"year": year}, as_=as_)
    measure = next(measure for measure in found["measures"] if measure["code"] == "culture")
    assert measure["targets"] == []
    return {each["key"]: each["progress"] for each in measure["indicators"]}


def by(part: str, values: list[Any]) -> dict[str, int]:
    return {value[part]["code"]: int(value["value"]) for value in values}


@pytest.mark.parametrize("year", [*YEARS, None])
async def test_each_year_and_the_whole_are_counted_anew(shared: HubClient, year: int | None) -> None:
    found = await told(shared, year)
    assert set(found) == set(COUNTED)
    assert {key: int(progress["value"]) for key, progress in found.items()} == {k: expected(k, year) for k in COUNTED}


@pytest.mark.parametrize("year", [2017, None])
async def test_by_county_and_district_its_own_records_count(shared: HubClient, year: int | None) -> None:
    paired: dict[str, list[str]] = {}
    for county, districts in context().districts.items():
        for district in districts:
            paired.setdefault(district, []).append(county)
    for key, progress in (await told(shared, year)).items():
        assert by("county", progress["counties"]) == {c: expected(key, year, c) for c in context().counties}
        assert by("district", progress["districts"]) == {d: expected(key, year, *cs) for d, cs in paired.items()}


async def test_without_a_number_in_the_plan_there_is_no_target_and_no_ratio(shared: HubClient) -> None:
    for progress in (await told(shared, 2018)).values():
        assert (progress["target"], progress["expected"], progress["ratio"]) == (None, None, None)
        assert {county["ratio"] for county in progress["counties"]} == {None}


async def test_the_programmes_number_is_the_same_for_all_and_the_breakdown_ones_own(shared: HubClient) -> None:
    lead, futian = await told(shared, 2018), await told(shared, 2018, as_="futian-district")
    assert {key: progress["value"] for key, progress in lead.items()} == {
        key: progress["value"] for key, progress in futian.items()
    }
    for progress in futian.values():
        assert {county["county"]["code"] for county in progress["counties"]} == set(FUTIAN)


async def test_who_comes_again_in_the_year_or_isnt_approved_yet_adds_nothing(hub: HubClient) -> None:
    key, model, field = "culture.people_hosted", rows.CultureTraineeship, "cultureTraineeship"
    counts = [await hosted(hub, key)]
    for day in ("2018-03-01", "2018-10-01"):
        sent = given(model, startsOn=day, endsOn="2018-12-31")
        record = (await write(hub, INFOS[model].declared, "Create", sent, as_=WRITER))["record"]
        for action, client in (("Submit", WRITER), ("Approve", BUREAU)):
            step = {"id": record["id"], "revision": record["revision"]}
            selected = f"record: {field} {{ id revision }}"
            record = (await hub.write(f"{field}{action}", step, selected, as_=client))["record"]
            counts.append(await hosted(hub, key))
    first = expected(key, 2018, COUNTY)
    assert counts == [first, first, first + 1, first + 1, first + 1]


async def hosted(hub: HubClient, key: str) -> int:
    progress = (await told(hub, 2018, as_=WRITER))[key]
    return by("county", progress["counties"])[COUNTY]


def test_every_indicator_of_the_sector_is_recomputed_here() -> None:
    assert [indicator.key for indicator in module.indicators] == list(COUNTED)
