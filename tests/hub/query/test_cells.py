"""Aggregates over people hide groups of fewer than five, and give none of them away by subtraction."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.query.cells import hidden
from hub.testing.client import HubClient
from tests.river.models import Survey
from tests.river.oracle import FUTIAN, LEAD, LUOHU, Reader
from tests.river.sample import surveys

LEAST = 5
ASKED = """query($groups: [SurveyGroup!], $filter: SurveyFilter) {
  surveyAggregate(groupBy: $groups, filter: $filter) { county { code } year count sum { visitors fee } } }"""


@given(st.lists(st.integers(0, 12), max_size=8), st.integers(0, 12))
def test_what_is_hidden_cant_be_had_by_subtraction(counts: list[int], left_out: int) -> None:
    """Somebody who knows the total of all, and the shown groups, learns the sum of two unknown groups at best."""
    places = hidden(counts, left_out, LEAST)
    small = {place for place, count in enumerate(counts) if 0 < count < LEAST}
    assert small <= places
    lost = [counts[place] for place in places] + ([left_out] if 0 < left_out < LEAST else [])
    if lost and len(places) < sum(count > 0 for count in counts):
        assert len(lost) >= 2
        assert sum(lost) >= LEAST


@given(st.lists(st.integers(LEAST, 12) | st.just(0), max_size=8), st.integers(LEAST, 12) | st.just(0))
def test_nothing_is_hidden_where_nothing_is_small(counts: list[int], left_out: int) -> None:
    assert hidden(counts, left_out, LEAST) == frozenset()


async def groups(hub: HubClient, reader: Reader, *names: str, **conditions: Any) -> list[Any]:
    variables = {"groups": list(names), "filter": conditions or None}
    found: list[Any] = (await hub.ask(ASKED, variables, as_=reader.client))["surveyAggregate"]
    return found


def seen(reader: Reader) -> list[Survey]:
    return reader.among(surveys())


@pytest.mark.acceptance(48)
async def test_groups_of_few_people_are_hidden_and_the_others_are_right(hub: HubClient) -> None:
    for reader in (LEAD, FUTIAN, LUOHU):
        counted = Counter((s.county_code, s.starts_on.year) for s in seen(reader))
        found = await groups(hub, reader, "COUNTY", "YEAR")
        assert [(g["county"]["code"], g["year"]) for g in found] == sorted(counted)
        shown = {(g["county"]["code"], g["year"]): g["count"] for g in found if g["count"] is not None}
        assert all(counted[key] == count >= LEAST for key, count in shown.items())
        unseen = [g for g in found if g["count"] is None]
        assert len(unseen) != 1
        assert all(set(g["sum"].values()) == {None} for g in unseen)
        assert {key for key, count in counted.items() if count < LEAST} <= counted.keys() - shown.keys()


async def test_a_filter_cant_single_somebody_out(hub: HubClient) -> None:
    number = seen(LEAD)[0].number
    (alone,) = await groups(hub, LEAD, number={"eq": number})
    assert (alone["count"], alone["sum"]) == (None, {"visitors": None, "fee": None})
    (others,) = await groups(hub, LEAD, **{"not": {"number": {"eq": number}}})
    assert (others["count"], others["sum"]) == (None, {"visitors": None, "fee": None})


@pytest.mark.parametrize("left_out", [0, 1, LEAST - 1, LEAST, LEAST + 1])
async def test_as_many_as_a_filter_leaves_out_are_as_many_as_a_group(hub: HubClient, left_out: int) -> None:
    numbers = sorted(survey.number for survey in seen(FUTIAN))
    (kept,) = await groups(hub, FUTIAN, number={"gte": numbers[left_out]})
    assert kept["count"] == (None if 0 < left_out < LEAST else len(numbers) - left_out)


async def test_a_group_of_nobody_is_told(hub: HubClient) -> None:
    (nobody,) = await groups(hub, LEAD, number={"eq": 1_000_000})
    assert nobody["count"] == 0


async def test_a_total_of_many_is_told(hub: HubClient) -> None:
    (everybody,) = await groups(hub, LEAD)
    assert everybody["count"] == len(seen(LEAD))
    assert everybody["sum"]["visitors"] == sum(survey.visitors for survey in seen(LEAD))


async def test_records_that_are_not_about_people_are_told_whatever_their_number(hub: HubClient) -> None:
    query = '{ riverAggregate(filter: { name: { eq: "no such river" } }) { count } one: riverAggregate { count } }'
    data = await hub.ask(query, as_=FUTIAN.client)
    assert data["riverAggregate"][0]["count"] == 0
    kind = '{ __type(name: "RiverAggregate") { fields { name type { kind } } } }'
    fields = (await hub.ask(kind, as_=FUTIAN.client))["__type"]["fields"]
    assert {f["name"]: f["type"]["kind"] for f in fields}["count"] == "NON_NULL"
