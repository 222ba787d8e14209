"""Aggregates: counts and sums in groups are those of plain Python, exact whatever their size."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.records.status import Status
from hub.testing.client import HubClient
from tests.hub.query.asking import codes
from tests.river.models import River
from tests.river.oracle import CULTURE, HEALTH_READERS, LEAD, Reader, shown
from tests.river.sample import BAMA, COUNTIES, HUANJIANG, LUOCHENG, XILIN, rivers

GROUPS: dict[str, Callable[[River], Any]] = {
    "county": lambda river: river.county_code,
    "year": lambda river: river.starts_on.year,
    "status": lambda river: river.status.name,
    "flow": lambda river: river.flow.name,
    "bed": lambda river: None if river.bed is None else river.bed.name,
}
ASKED = """query($groups: [RiverGroup!], $filter: RiverFilter) {
  riverAggregate(groupBy: $groups, filter: $filter) {
    county { code } year status flow bed count sum { length discharge budget reserve } } }"""


def summed(found: list[River]) -> dict[str, Any]:
    """Sums over what there is; null over nothing."""
    sums: dict[str, Any] = {}
    for name in ("length", "discharge", "budget", "reserve"):
        values = [value for river in found if (value := getattr(river, name)) is not None]
        sums[name] = shown(sum(values, type(values[0])(0))) if values else None
    return sums


def expected(found: list[River], names: list[str]) -> list[dict[str, Any]]:
    groups: dict[tuple[Any, ...], list[River]] = defaultdict(list)
    for river in found:
        groups[tuple(GROUPS[name](river) for name in names)].append(river)
    if not names:
        groups.setdefault((), [])
    rows = []
    for key in sorted(groups, key=lambda key: [(part is None, part) for part in key]):
        row = {**dict.fromkeys(GROUPS), **dict(zip(names, key, strict=True))}
        row["county"] = row["county"] and {"code": row["county"]}
        rows.append({**row, "count": len(groups[key]), "sum": summed(groups[key])})
    return rows


def named(values: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """One of the values, or some of them, or none."""
    some = st.lists(st.sampled_from(values), max_size=4, unique=True)
    return st.sampled_from(values).map(lambda one: {"eq": one}) | some.map(lambda several: {"in": several})


def meets(river: River, wanted: dict[str, dict[str, Any]]) -> bool:
    return all(GROUPS[name](river) in one.get("in", [one.get("eq")]) for name, one in wanted.items())


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.sampled_from(sorted(GROUPS)), max_size=5, unique=True),
    reader=st.sampled_from(HEALTH_READERS),
    wanted=st.fixed_dictionaries(
        {},
        optional={
            "flow": st.sampled_from(["BROOK", "STREAM"]).map(lambda flow: {"eq": flow}),
            "county": named([LUOCHENG, HUANJIANG, XILIN, *COUNTIES[-2:], BAMA]),
            "status": named([status.name for status in Status]),
        },
    ),
)
async def test_groups_are_those_of_plain_python(
    hub: HubClient, names: list[str], reader: Reader, wanted: dict[str, dict[str, Any]]
) -> None:
    variables = {"groups": [name.upper() for name in names], "filter": wanted}
    found = [river for river in reader.among(rivers()) if meets(river, wanted)]
    answer = await hub.ask(ASKED, variables, as_=reader.client)
    assert answer["riverAggregate"] == expected(found, names)


async def test_sums_are_exact_beyond_thirty_two_bits_and_beyond_floating_point(hub: HubClient) -> None:
    ((row),) = (await hub.ask(ASKED, as_=LEAD.client))["riverAggregate"]
    assert row["sum"]["discharge"] == sum(river.discharge for river in rivers()) > 2**32
    budget = sum((river.budget for river in rivers()), Decimal(0))
    assert row["sum"]["budget"] == f"{budget:.2f}"
    assert int(budget * 100) > 2**50


async def test_an_aggregate_over_nothing_is_one_group_of_none(hub: HubClient) -> None:
    nothing = {"filter": {"length": {"gt": 10_000}}}
    (row,) = (await hub.ask(ASKED, nothing, as_=LEAD.client))["riverAggregate"]
    assert (row["count"], row["sum"]) == (0, dict.fromkeys(("length", "discharge", "budget", "reserve")))
    assert (await hub.ask(ASKED, {**nothing, "groups": ["YEAR"]}, as_=LEAD.client))["riverAggregate"] == []


async def test_a_group_leads_to_its_county(hub: HubClient) -> None:
    query = "{ riverAggregate(groupBy: [COUNTY]) { count county { slug name rivers { rivers { totalCount } } } } }"
    for row in (await hub.ask(query, as_=LEAD.client))["riverAggregate"]:
        assert row["county"]["rivers"]["rivers"]["totalCount"] == row["count"]
        assert row["county"]["slug"]


async def test_a_group_is_named_once(hub: HubClient) -> None:
    answer = await hub.answer(ASKED, {"groups": ["YEAR", "YEAR"]}, as_=LEAD.client)
    assert codes(answer) == [("BAD_USER_INPUT", "groupBy")]


@pytest.mark.parametrize("group", ["NAME", "SURVEYOR", "STARTS_ON", ""])
async def test_only_declared_groups_are_groups(hub: HubClient, group: str) -> None:
    answer = await hub.answer(ASKED, {"groups": [group]}, as_=LEAD.client)
    assert {code for code, _ in codes(answer)} == {"BAD_USER_INPUT"}


async def test_an_aggregate_of_a_refused_measure_is_forbidden(hub: HubClient) -> None:
    answer = await hub.answer("{ riverAggregate { count } ferryAggregate { count } }", as_=CULTURE.client)
    assert codes(answer) == [("FORBIDDEN", None)]
    assert answer["data"]["riverAggregate"] is None
    assert answer["data"]["ferryAggregate"][0]["count"] > 0


async def test_a_record_type_without_numbers_has_no_sums(hub: HubClient) -> None:
    query = '{ type: __type(name: "FerryAggregate") { fields { name } } }'
    fields = (await hub.ask(query, as_=LEAD.client))["type"]["fields"]
    assert {field["name"] for field in fields} == {"county", "year", "status", "count"}


async def test_an_aggregate_is_filtered_like_its_list(hub: HubClient) -> None:
    given_filter = {"county": {"eq": XILIN}, "or": [{"bed": {"isNull": True}}, {"length": {"lte": 2}}]}
    query = """query($filter: RiverFilter) {
      riverAggregate(filter: $filter) { count } rivers(filter: $filter) { totalCount } }"""
    data = await hub.ask(query, {"filter": given_filter}, as_=LEAD.client)
    assert data["riverAggregate"][0]["count"] == data["rivers"]["totalCount"] > 0
