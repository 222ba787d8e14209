"""Progress of targets: from approved records, the same for everybody in total, and by county as each may see."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

import pytest

from hub.records.status import Status
from hub.testing.client import HubClient
from tests.hub.query.asking import codes
from tests.river.models import River, Survey
from tests.river.oracle import CULTURE, FUTIAN, HEALTH, LEAD, LUOCHENG, LUOHU, Reader, meets
from tests.river.sample import FIRST, LAST, rivers, surveys

FIELDS = "asOf startsOn endsOn value target expected ratio status"
PARTLY = "counties { county { code } value } districts { district { code } value }"
ASKED = f"""query($year: Int, $asOf: Date) {{ programme {{ targets {{
  key progress(year: $year, asOf: $asOf) {{ {FIELDS} {PARTLY} }} }} }} }}"""
Value = Callable[[list[Any]], Any]
DAYS = [date(2015, 7, 1), FIRST, date(2016, 12, 31), date(2017, 6, 30), date(2017, 12, 31), date(2019, 3, 1), LAST]


async def progress(hub: HubClient, client: str | None, **given: Any) -> dict[str, Any]:
    """The progress of each target of the sector, by its key."""
    answer = await hub.answer(ASKED, given, as_=client)
    assert "errors" not in answer
    targets = answer["data"]["programme"]["targets"]
    return {t["key"]: t["progress"] for t in targets if t["key"].startswith("river.")}


def counted(records: Iterable[Any], first: date, last: date) -> list[Any]:
    return [r for r in records if r.status is Status.APPROVED and first <= r.starts_on <= last]


def begun(first: date, last: date) -> list[Survey]:
    return counted(surveys(), first, last)


def running(day: date) -> list[River]:
    return [r for r in rivers() if r.status is Status.APPROVED and meets(r, (day, day))]


def fees(found: list[Survey]) -> Decimal:
    return sum((survey.fee for survey in found), Decimal(0))


def told(found: dict[str, Any], key: str) -> Decimal:
    return Decimal(found[key]["value"])


@pytest.mark.parametrize("day", DAYS)
async def test_values_are_those_of_plain_python(hub: HubClient, day: date) -> None:
    found = await progress(hub, LEAD.client, asOf=day.isoformat())
    year = date(max(day, FIRST).year, 1, 1)
    assert told(found, "river.surveyed") == len(begun(year, day))
    average = fees(begun(year, day)) / 17
    assert told(found, "river.fees") == average.quantize(Decimal("0.01"), ROUND_DOWN)
    assert told(found, "river.covered") == len({s.county_code for s in begun(FIRST, min(day, date(2017, 12, 31)))})
    assert told(found, "river.flowing") == (len(running(day)) if day >= FIRST else 0)
    of_all = begun(FIRST, day)
    assert told(found, "river.fee_standard") == sum(s.fee == 3000 for s in of_all)
    assert Decimal(found["river.fee_standard"]["target"]) == len(of_all)


@pytest.mark.parametrize("day", DAYS)
async def test_expectation_ratio_and_status_follow_the_days(hub: HubClient, day: date) -> None:
    for key, found in (await progress(hub, LEAD.client, asOf=day.isoformat())).items():
        start, end = date.fromisoformat(found["startsOn"]), date.fromisoformat(found["endsOn"])
        value, target = Fraction(found["value"]), Fraction(found["target"])
        share = Fraction(min(max((day - start).days + 1, 0), (end - start).days + 1), (end - start).days + 1)
        expected = target if key == "river.fee_standard" else target * share
        assert Decimal(found["expected"]) == Decimal(round(expected * 100)) / 100
        if not target:
            assert (found["ratio"], found["status"]) == (None, "NOT_MEASURED")
            continue
        assert Decimal(found["ratio"]) == Decimal(int(value * 10_000 / target)) / 10_000
        late = "LATE" if day >= end else "ON_COURSE" if value >= expected else "BEHIND"
        assert found["status"] == ("MET" if value >= target else late)


async def test_every_reader_and_nobody_get_the_same_programme_value(hub: HubClient) -> None:
    clients = [None, *(r.client for r in (LEAD, HEALTH, CULTURE, FUTIAN, LUOCHENG)), "auditor"]
    answers = [await progress(hub, client, asOf="2018-06-30") for client in clients]
    totals = [{k: {f: p[f] for f in FIELDS.split()} for k, p in found.items()} for found in answers]
    assert totals == [totals[0]] * len(clients)
    assert {p["status"] for p in totals[0].values()} > {"MET"}


PARTS: dict[str, tuple[tuple[Any, ...], Value]] = {
    "river.surveyed": (surveys(), len),
    "river.fees": (surveys(), fees),
    "river.fee_standard": (surveys(), lambda found: sum(s.fee == 3000 for s in found)),
}


@pytest.mark.parametrize("reader", [LEAD, HEALTH, FUTIAN, LUOHU, LUOCHENG], ids=str)
async def test_a_breakdown_follows_its_readers_rules(hub: HubClient, reader: Reader) -> None:
    found = await progress(hub, reader.client, asOf=LAST.isoformat())
    pairings = await paired(hub)
    for key, (records, value) in PARTS.items():
        first = FIRST if key == "river.fee_standard" else date(LAST.year, 1, 1)
        seen = counted(reader.among(records), first, LAST)
        counties, districts = defaultdict(list), defaultdict(list)
        for record in seen:
            counties[record.county_code].append(record)
            for district in {d for d, c, days in pairings if c == record.county_code and meets(record, days)}:
                districts[district].append(record)
        readable = set(reader.counties)
        supporting = {d for d, c, _ in pairings if c in readable}
        assert values(found[key]["counties"], "county") == {c: value(counties[c]) for c in readable}
        assert values(found[key]["districts"], "district") == {d: value(districts[d]) for d in supporting}


async def paired(hub: HubClient) -> list[tuple[str, str, tuple[date, date]]]:
    """District, county and days of each pairing, as the programme tells everybody."""
    query = "{ programme { pairings { supporting { code } supported { code } startsOn endsOn } } }"
    rows = (await hub.answer(query))["data"]["programme"]["pairings"]
    days = [(date.fromisoformat(p["startsOn"]), date.fromisoformat(p["endsOn"])) for p in rows]
    return [(p["supporting"]["code"], p["supported"]["code"], d) for p, d in zip(rows, days, strict=True)]


def values(parts: list[Any], of: str) -> dict[str, Decimal]:
    return {part[of]["code"]: Decimal(part["value"]) for part in parts}


async def test_nobody_and_who_cant_read_the_measure_get_no_breakdown(hub: HubClient) -> None:
    for client in (None, CULTURE.client):
        for found in (await progress(hub, client, asOf=LAST.isoformat())).values():
            assert (found["counties"], found["districts"]) == ([], [])


async def test_a_year_is_told_as_of_its_last_day(hub: HubClient) -> None:
    for year in range(2016, 2021):
        found = await progress(hub, LEAD.client, year=year)
        assert told(found, "river.surveyed") == len(begun(date(year, 1, 1), date(year, 12, 31)))
        surveyed = found["river.surveyed"]
        assert [surveyed[day] for day in ("startsOn", "endsOn", "asOf")] == [f"{year}-01-01", *[f"{year}-12-31"] * 2]


async def test_a_year_that_lies_ahead_of_the_day_is_still_that_year(hub: HubClient) -> None:
    found = (await progress(hub, LEAD.client, year=2019, asOf="2017-06-30"))["river.surveyed"]
    assert (found["startsOn"], found["endsOn"], found["asOf"]) == ("2019-01-01", "2019-12-31", "2017-06-30")
    assert (found["value"], found["expected"], found["status"]) == ("0", "0.00", "ON_COURSE")
    assert [county["value"] for county in found["counties"]] == ["0"] * 17


@pytest.mark.parametrize("year", [2015, 2021, 0, -1, 10_000, -(2**31)])
async def test_a_year_outside_the_programme_is_refused(hub: HubClient, year: int) -> None:
    answer = await hub.answer("query($y: Int) { targets { progress(year: $y) { value } } }", {"y": year}, as_="auditor")
    assert set(codes(answer)) == {("BAD_USER_INPUT", "year")}
    assert "2016" in answer["errors"][0]["message"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_the_days_at_the_calendars_ends_are_days(hub: HubClient, day: str) -> None:
    found = await progress(hub, LEAD.client, asOf=day)
    assert found["river.surveyed"]["asOf"] == min(day, LAST.isoformat())


async def test_what_nothing_measures_has_no_value(hub: HubClient) -> None:
    query = "{ targets { key progress { value ratio status definition counties { value } districts { value } } } }"
    targets = (await hub.ask(query, as_=LEAD.client))["targets"]
    (trade_centre,) = [t["progress"] for t in targets if t["key"] == "industry.trade_centre"]
    empty: dict[str, Any] = {"value": None, "ratio": None, "definition": None, "counties": [], "districts": []}
    assert trade_centre == {**empty, "status": "NOT_MEASURED"}


async def test_a_definition_is_told_in_both_languages(hub: HubClient) -> None:
    query = "{ programme { targets { key progress { zh: definition(language: ZH) en: definition(language: EN) } } } }"
    targets = (await hub.answer(query))["data"]["programme"]["targets"]
    told_of = {t["key"]: t["progress"] for t in targets}
    assert told_of["river.flowing"] == {"zh": "当日的河流", "en": "Rivers on the day"}
