"""Filters: whatever is asked, the rows are those that the same condition in Python gives, among those one may see."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.query import ids
from hub.records.status import Status
from hub.testing.client import HubClient
from tests.hub.query.asking import codes, listing, whole
from tests.river.models import Bed, Flow, River
from tests.river.oracle import HEALTH_READERS, LEAD, Reader, by_default, id_of, ids_of, shown
from tests.river.sample import BAMA, COUNTIES, NAMES, ferries, rivers, surveys

Condition = tuple[dict[str, Any], Callable[[River], bool]]
"""A filter as the client writes it, and what it means."""

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda have, want: have == want,
    "gt": lambda have, want: have > want,
    "gte": lambda have, want: have >= want,
    "lt": lambda have, want: have < want,
    "lte": lambda have, want: have <= want,
    "contains": lambda have, want: folded(want) in folded(have),
}
_ORDERED = ("eq", "gt", "gte", "lt", "lte")
_DAYS = st.dates(date(2015, 12, 1), date(2021, 1, 31))
_NUMBERS = st.sampled_from([-1, 0, 1, 2, 3, 7, 2**31 - 1])
_MONEY = st.sampled_from([Decimal(n) for n in ("-1", "0", "0.01", "0.99", "1", "123.45", "3000.00", "999999999999.99")])
_SENDABLE = st.characters(codec="utf-8", exclude_characters="\0")  # a NUL is refused, as a test below shows
_TEXTS = st.one_of(st.sampled_from([*NAMES, "same", " 4", "e", "RED"]), st.text(_SENDABLE, max_size=3))
KINDS: dict[str, tuple[str, Any, tuple[str, ...]]] = {
    "name": ("name", _TEXTS, (*_ORDERED, "contains")),
    "remark": ("remark", _TEXTS, (*_ORDERED, "contains")),
    "flow": ("flow", st.sampled_from(Flow), ("eq",)),
    "bed": ("bed", st.sampled_from(Bed), ("eq",)),
    "status": ("status", st.sampled_from(Status), ("eq",)),
    "length": ("length", _NUMBERS, _ORDERED),
    "discharge": ("discharge", _NUMBERS, _ORDERED),
    "budget": ("budget", _MONEY, _ORDERED),
    "reserve": ("reserve", _MONEY, _ORDERED),
    "startsOn": ("starts_on", _DAYS, _ORDERED),
    "endsOn": ("ends_on", _DAYS, _ORDERED),
    "dredgedOn": ("dredged_on", st.sampled_from([date(2016, 2, 29), date(2019, 3, 1), date(1, 1, 1)]), _ORDERED),
    "navigable": ("navigable", st.booleans(), ("eq",)),
    "county": ("county_code", st.sampled_from([*COUNTIES, BAMA, "nowhere", ""]), ("eq",)),
    "id": ("id", st.integers(0, 150), ("eq",)),
}
"""GraphQL name → attribute, values, operators that take one value."""


def folded(text: str) -> str:
    """Letter case ignored, of ASCII letters: the database's order of texts knows no others."""
    return "".join(c.lower() if c.isascii() else c for c in text)


def written(name: str, value: Any) -> Any:
    return ids.encode("River", value) if name == "id" else shown(value)


@st.composite
def terms(draw: Callable[[Any], Any]) -> Condition:
    """One operator on one field."""
    name = draw(st.sampled_from(sorted(KINDS)))
    attribute, values, words = KINDS[name]
    word = draw(st.sampled_from([*words, "isNull", *(["in"] if name != "navigable" else [])]))
    if word == "isNull":
        missing = draw(st.booleans())
        return {name: {word: missing}}, lambda r: (getattr(r, attribute) is None) is missing
    if word == "in":
        chosen = draw(st.lists(values, max_size=4))
        return {name: {word: [written(name, v) for v in chosen]}}, lambda r: getattr(r, attribute) in chosen
    want = draw(values)
    return {name: {word: written(name, want)}}, lambda r: compared(getattr(r, attribute), word, want)


def compared(have: Any, word: str, want: Any) -> bool:
    """What is missing compares with nothing."""
    return have is not None and _COMPARE[word](have, want)


def conditions() -> Any:
    """Terms joined by and, or and not."""
    return st.recursive(terms(), joined, max_leaves=6)


@st.composite
def joined(draw: Callable[[Any], Any], parts: Any) -> Condition:
    word = draw(st.sampled_from(["and", "or", "not", "beside"]))
    if word == "not":
        given, holds = draw(parts)
        return {"not": given}, lambda r: not holds(r)
    chosen = draw(st.lists(parts, max_size=3))
    if word == "beside":
        base, holds = draw(terms())
        return {**base, "or": [g for g, _ in chosen]}, lambda r: holds(r) and any(h(r) for _, h in chosen)
    quantified = all if word == "and" else any
    return {word: [g for g, _ in chosen]}, lambda r: quantified(h(r) for _, h in chosen)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(condition=conditions(), reader=st.sampled_from(HEALTH_READERS))
async def test_a_filter_gives_what_the_same_condition_gives_in_python(
    hub: HubClient, condition: Condition, reader: Reader
) -> None:
    asked, holds = condition
    expected = [river for river in by_default(reader.among(rivers())) if holds(river)]
    assert await whole(hub, reader, "rivers", filter=asked) == ids_of(expected)


@pytest.mark.parametrize("name", NAMES)
async def test_contains_takes_every_character_as_itself(hub: HubClient, name: str) -> None:
    expected = [r for r in by_default(rivers()) if folded(name) in folded(r.name)]
    assert expected
    assert await whole(hub, LEAD, "rivers", filter={"name": {"contains": name}}) == ids_of(expected)


async def test_a_list_of_a_parent_and_its_count_are_filtered_alike(hub: HubClient) -> None:
    query = """query($f: SurveyFilter) { rivers(first: 200) { nodes { id
      surveys(first: 40, filter: $f) { totalCount nodes { id } } } } }"""
    given = {"fee": {"eq": "3000"}, "not": {"status": {"in": ["DRAFT", "WITHDRAWN"]}}}
    found = await hub.ask(query, {"f": given}, as_="lead-office")
    wanted = [s for s in by_default(surveys()) if s.fee == 3000 and s.status not in (Status.DRAFT, Status.WITHDRAWN)]
    for node in found["rivers"]["nodes"]:
        expected = ids_of(s for s in wanted if ids.encode("River", s.river_id) == node["id"])
        assert [n["id"] for n in node["surveys"]["nodes"]] == expected
        assert node["surveys"]["totalCount"] == len(expected)


async def test_a_to_one_is_filtered_by_the_id_of_its_own_type_only(hub: HubClient) -> None:
    river = next(r for r in rivers() if any(f.river_id == r.id for f in ferries()))
    on_it = [f for f in by_default(ferries()) if f.river_id == river.id]
    assert await whole(hub, LEAD, "ferries", filter={"river": {"eq": id_of(river)}}) == ids_of(on_it)
    for word, value in (("eq", ids.encode("Survey", river.id)), ("in", [ids.encode("Ferry", river.id)])):
        assert await whole(hub, LEAD, "ferries", filter={"river": {word: value}}) == []
    rest = [f for f in by_default(ferries()) if f.river_id != river.id]
    assert await whole(hub, LEAD, "ferries", filter={"not": {"river": {"eq": id_of(river)}}}) == ids_of(rest)


async def test_an_instant_without_offset_is_in_utc(hub: HubClient) -> None:
    first = await hub.ask("{ rivers(first: 1) { nodes { createdAt } } }", as_="lead-office")
    instant = first["rivers"]["nodes"][0]["createdAt"]
    for same in (instant, instant.removesuffix("+00:00")):
        assert len(await whole(hub, LEAD, "rivers", filter={"createdAt": {"eq": same}})) == len(rivers())


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"name": None}, "filter.name"),
    ({"name": {"eq": None}}, "filter.name.eq"),
    ({"length": {"in": None}}, "filter.length.in"),
    ({"endsOn": {"isNull": None}}, "filter.endsOn.isNull"),
    ({"or": [{}, {"bed": {"eq": None}}]}, "filter.or.bed.eq"),
    ({"id": {"eq": ""}}, "filter.id.eq"),
    ({"id": {"eq": "游"}}, "filter.id.eq"),
    ({"id": {"in": ["not-an-id"]}}, "filter.id.in"),
    ({"not": {"id": {"eq": "Uml2ZXI"}}}, "filter.not.id.eq"),
    ({"length": {"in": [1] * 1001}}, "filter.length.in"),
    ({"budget": {"eq": "NaN"}}, "filter.budget.eq"),
    ({"budget": {"gt": "sNaN"}}, "filter.budget.gt"),
    ({"budget": {"lt": "Infinity"}}, "filter.budget.lt"),
    ({"budget": {"gte": "-inf"}}, "filter.budget.gte"),
    ({"budget": {"eq": "0.001"}}, "filter.budget.eq"),
    ({"budget": {"eq": "1e400"}}, "filter.budget.eq"),
    ({"budget": {"eq": "1e-400"}}, "filter.budget.eq"),
    ({"budget": {"in": ["1", "1e999999999"]}}, "filter.budget.in"),
    ({"createdAt": {"gt": "0001-01-01T00:00:00+14:00"}}, "filter.createdAt.gt"),
    ({"createdAt": {"gt": "9999-12-31T23:59:59-14:00"}}, "filter.createdAt.gt"),
    ({"and": [{"navigable": {"eq": True}}] * 201}, "filter.and"),
    ({"or": [{}] * 201}, "filter.or"),
]


@pytest.mark.parametrize(("asked", "place"), REFUSED)
async def test_a_filter_that_cant_be_read_is_refused_at_its_place(hub: HubClient, asked: Any, place: str) -> None:
    answer = await hub.answer(listing("rivers"), {"filter": asked}, as_="lead-office")
    assert codes(answer) == [("BAD_USER_INPUT", place)]
    assert answer["data"] == {"page": None}


async def test_nul_in_a_filter_is_refused_in_the_document_as_in_variables(hub: HubClient) -> None:
    written_out = r'{ rivers(filter: {county: {in: ["\u0000"]}}) { totalCount } }'
    variables = {"filter": {"county": {"in": ["\x00"]}}}
    for answer in (
        await hub.answer(written_out, as_="lead-office"),
        await hub.answer(listing("rivers"), variables, as_="lead-office"),
    ):
        assert [code for code, _ in codes(answer)] == ["BAD_USER_INPUT"]


@pytest.mark.parametrize(
    "asked",
    [
        {"flow": {"eq": "RIVER"}},
        {"flow": {"eq": "\x00"}},
        {"flow": "BROOK"},
        {"length": {"eq": 2**31}},
        {"length": {"eq": "1"}},
        {"length": {"eq": 1.5}},
        {"startsOn": {"eq": "2017-02-30"}},
        {"startsOn": {"eq": "2017-02-28T00:00:00"}},
        {"startsOn": {"gt": 20170228}},
        {"budget": {"eq": "much"}},
        {"budget": {"eq": []}},
        {"createdAt": {"eq": "yesterday"}},
        {"navigable": {"eq": "true"}},
        {"navigable": {"in": [True]}},
        {"gauge": {"eq": "x"}},
        {"surveyor": {"eq": "x"}},
        {"authors": {"eq": "x"}},
        [{"length": {"eq": 1}}, {"length": {"eq": 2}}],
        "everything",
    ],
)
async def test_a_filter_of_another_shape_is_no_valid_request(hub: HubClient, asked: Any) -> None:
    answer = await hub.answer(listing("rivers"), {"filter": asked}, as_="lead-office")
    assert {code for code, _ in codes(answer)} == {"BAD_USER_INPUT"}
    assert "data" not in answer


DEEP = "query($filter: RiverFilter) { rivers(filter: $filter) { totalCount } }"


@pytest.mark.parametrize("depth", [21, 190, 300, 5000])
async def test_a_filter_nested_too_deep_is_refused_and_never_a_fault(hub: HubClient, depth: int) -> None:
    nested = '{"not": ' * depth + '{"length": {"eq": 1}}' + "}" * depth
    body = f'{{"query": "{DEEP}", "variables": {{"filter": {nested}}}}}'
    headers = {"authorization": f"Bearer {await hub.token('lead-office')}", "content-type": "application/json"}
    answer = (await hub.http.post("/graphql", content=body, headers=headers)).json()
    assert {code for code, _ in codes(answer)} == {"BAD_USER_INPUT"}


async def test_personal_columns_are_no_part_of_filters_and_orders(hub: HubClient) -> None:
    query = '{ %s: __type(name: "%s") { inputFields { name } enumValues { name } } }'
    fields = (await hub.ask(query % ("t", "SurveyFilter"), as_="lead-office"))["t"]["inputFields"]
    orders = (await hub.ask(query % ("t", "SurveyOrderField"), as_="lead-office"))["t"]["enumValues"]
    groups = (await hub.ask(query % ("t", "SurveyGroup"), as_="lead-office"))["t"]["enumValues"]
    assert {"fee", "river"} < {f["name"] for f in fields}
    assert "surveyor" not in {f["name"] for f in fields}
    assert "SURVEYOR" not in {o["name"] for o in (*orders, *groups)}


def test_every_filterable_kind_of_value_is_in_the_sample() -> None:
    """The oracle is worth as much as the rows that it is asked about."""
    for name, (attribute, _, _) in KINDS.items():
        values = {getattr(river, attribute) for river in rivers()}
        assert len(values) > 1, name
        assert all(isinstance(v, Enum | str | int | Decimal | date | None) for v in values)
