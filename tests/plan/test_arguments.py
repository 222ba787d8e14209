"""Arguments given again: bound anew without being read, and each answer is that of the values that were given."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse

from hub.auth.access import EVERYWHERE, Access, Act
from hub.query import ids
from hub.query.plan.arguments import RECIPE_BYTES, RECIPES
from hub.query.plan.levels import Unplannable
from hub.query.plan.outlines import Prepared
from hub.query.plan.planner import Planner
from tests.plan.comparing import Pair, Question, Reader, answer_of
from tests.river.models import River
from tests.river.oracle import LEAD, ids_of
from tests.river.sample import COUNTIES, rivers

READER = Reader(LEAD.client)
BUREAU = Access(subject="someone", grants={(measure, Act.READ): EVERYWHERE for measure in ("health", "culture")})
FILTERED = """query($f: RiverFilter, $o: [RiverOrder!], $n: Int, $m: Int, $a: String, $b: String) {
  rivers(filter: $f, orderBy: $o, first: $n, last: $m, after: $a, before: $b) {
    totalCount edges { cursor node { id name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
PLACES = 2
"""Of which it reads the arguments: the rows, and their number."""
PARTS = """query($id: ID!, $other: ID!, $code: String!, $least: Int, $names: [String!], $yes: Boolean) {
  river(id: $id) { name } node(id: $other) { id } county(code: $code) { name }
  rivers(first: 9, filter: { id: { in: [$id, $other] }, length: { gte: $least } }) { nodes { id } }
  named: rivers(first: 9, filter: { name: { in: $names }, not: { bed: { isNull: $yes } } }) { nodes { id bed } } }"""
BY_NAME, BY_RESERVE = ([{"field": field}] for field in ("NAME", "RESERVE"))
KEYS = ids_of(rivers())


def cursor(*values: Any) -> str:
    """The cursor of a list by name."""
    return urlsafe_b64encode(json.dumps([f"{River.__tablename__}:name,id", *values]).encode()).decode().rstrip("=")


async def alike(pair: Pair, text: str, given: Sequence[dict[str, Any]]) -> list[Any]:
    """What a plan answered to each set of variables, forwards and then backwards, as the ordinary path did."""
    found = []
    for variables in (*given, *reversed(given)):
        planned, ordinary = await pair.ask(Question(text, variables, READER))
        assert planned == ordinary, variables
        found.append(answer_of(planned))
    assert [one.told for one in found[len(given) :]] == [one.told for one in reversed(found[: len(given)])]
    return found[: len(given)]


async def test_filters_of_all_forms_in_turns_are_answered_as_by_the_ordinary_path(pair: Pair) -> None:
    operands: dict[str, list[Any]] = {
        "name": [{"eq": "x"}, {"eq": "É"}, {"contains": "_"}, {"contains": "e"}, {"in": []}, {"in": ["a", "b"]}, {}],
        "bed": [{"isNull": True}, {"isNull": False}, {"eq": "ROCK"}, {"eq": "SAND"}, {"in": ["ROCK", "SAND"]}],
        "budget": [{"gte": "1"}, {"gte": "3000.00", "lt": "5000"}, {"lte": "0.99"}],
        "navigable": [{"eq": True}, {"eq": False}],
        "startsOn": [{"gt": "2017-01-01"}, {"gt": "2019-12-31"}],
        "createdAt": [{"gt": "2017-01-01T00:00:00+08:00"}, {"lt": "2117-01-01T00:00:00Z"}],
        "county": [{"eq": code} for code in COUNTIES[:3]],
        "id": [{"eq": KEYS[0]}, {"eq": ids.encode("Survey", 1)}, {"in": KEYS[:7]}, {"in": KEYS[3:5]}],
    }
    each = [{name: operand} for name, found in operands.items() for operand in found]
    logic = [{"or": each[:2]}, {"or": each[1:3]}, {"or": []}, {"and": each[9:11], "not": each[0]}, {"not": each[1]}]
    answers = await alike(pair, FILTERED, [{"f": one, "n": 3} for one in (*each, *logic, {})])
    assert len({bytes(one.data) for one in answers}) > len(answers) / 2
    assert not any(one.errors for one in answers)


async def test_pages_and_orders_in_turns_are_answered_as_by_the_ordinary_path(pair: Pair) -> None:
    seen = [
        json.loads(bytes(answer.data))["rivers"]["edges"]
        for answer in await alike(pair, FILTERED, [{"o": order, "n": 40} for order in (BY_NAME, BY_RESERVE)])
    ]
    named, reserved = ([edge["cursor"] for edge in edges] for edges in seen)
    given: list[dict[str, Any]] = [{}, {"n": None}, {"n": 0}, {"m": 2}, {"a": None, "n": 2}]
    for at in (0, 5, 20, 39):  # rows without a reserve come last
        given += [{"o": BY_NAME, "a": named[at], "n": 3}, {"o": BY_RESERVE, "a": reserved[at], "n": 3}]
        given += [
            {"o": BY_NAME, "b": named[at], "m": 3},
            {"o": BY_RESERVE, "a": reserved[0], "b": reserved[at], "n": 2},
        ]
    answers = await alike(pair, FILTERED, given)
    assert not any(one.errors for one in answers)
    assert len({bytes(one.data) for one in answers}) > len(answers) / 2


async def test_variables_within_literals_are_answered_as_by_the_ordinary_path(pair: Pair) -> None:
    whole = {"id": KEYS[0], "other": KEYS[1], "code": COUNTIES[0], "least": 1, "names": ["x"], "yes": True}
    other = {"id": KEYS[2], "other": KEYS[0], "code": COUNTIES[1], "least": 3, "names": ["a", "b"], "yes": False}
    slug = {**whole, "code": "luocheng", "other": ids.encode("Survey", 1), "names": []}
    absent = [{name: value for name, value in whole.items() if name != left} for left in ("least", "names", "yes")]
    answers = await alike(pair, PARTS, [whole, other, slug, {**other, "code": "nowhere"}, *absent])
    assert not any(one.errors for one in answers)
    data = [json.loads(bytes(one.data)) for one in answers]
    assert [one["rivers"]["nodes"] for one in data[2:3]] == [[{"id": KEYS[0]}]]
    assert data[0]["county"] != data[1]["county"] != data[2]["county"] is not None is data[3]["county"]


async def test_groups_and_fields_by_variables_are_answered_as_by_the_ordinary_path(pair: Pair) -> None:
    text = """query($g: [RiverGroup!], $f: RiverFilter, $yes: Boolean!) {
      riverAggregate(groupBy: $g, filter: $f) { count county @include(if: $yes) { code } year flow } }"""
    groups = [None, [], ["COUNTY"], ["YEAR"], ["COUNTY", "YEAR"], ["FLOW"]]
    given = [{"g": one, "f": {"length": {"gt": n}}, "yes": n > 1} for one in groups for n in (1, 2)]
    answers = await alike(pair, text, given)
    assert not any(one.errors for one in answers)
    assert len({bytes(one.data) for one in answers}) > len(answers) / 2


WRONG: list[dict[str, Any]] = [
    {"f": {"id": {"eq": "no id"}}},
    {"f": {"id": {"in": [KEYS[0], "no id"]}}},
    {"f": {"id": {"in": [KEYS[0]] * 1001}}},
    {"f": {"budget": {"gte": "1.001"}}},
    {"f": {"name": None}},
    {"f": {"name": {"eq": None}}},
    {"f": {"navigable": {"isNull": None}}},
    {"n": -1},
    {"n": 1, "m": 1},
    {"a": "no cursor"},
    {"a": cursor("x", 1), "o": BY_RESERVE},
    {"a": cursor("x", "1")},
    {"a": cursor(None, 1), "o": BY_NAME},
    {"o": BY_NAME * 2},
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: json.dumps(wrong)[:60])
async def test_wrong_values_are_refused_between_right_ones(pair: Pair, wrong: dict[str, Any]) -> None:
    right: list[dict[str, Any]] = [
        {"f": {"id": {"eq": KEYS[0]}}},
        {"f": {"id": {"in": KEYS[:2]}}},
        {"f": {"budget": {"gte": "1"}}},
        {"f": {"navigable": {"isNull": False}}},
        {"n": 1},
        {"a": cursor("x", 1), "o": BY_NAME},
    ]
    *fine, refused = await alike(pair, FILTERED, [*right, wrong])
    assert not any(one.errors for one in fine)
    assert json.loads(bytes(refused.data)) == {"rivers": None}
    assert len(refused.errors) == 1


# How often arguments are read


@pytest.fixture
async def planner(pair: Pair) -> Planner:
    return Planner(pair.planned.hub.composed.schema._schema)


def prepared(planner: Planner, text: str) -> Prepared:
    document = parse(text)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return planner.prepare(document, operation)


def bind(planner: Planner, pair: Pair, operation: Prepared, *given: dict[str, Any]) -> list[list[Any]]:
    """What the database would be sent for each set of variables."""
    context = pair.planned.hub.context_for(BUREAU, "en", date(2019, 1, 1))
    return [list(planner.bound(operation, variables, context).args) for variables in given]


async def test_arguments_are_read_once_for_each_form(planner: Planner, pair: Pair) -> None:
    operation = prepared(planner, FILTERED)
    for n in range(1, 100):
        forms: list[dict[str, Any]] = [
            {"f": {"length": {"gt": n}}},
            {"f": {"name": {"in": [f"a{one}" for one in range(n)]}}},
            {"f": {"length": {"lt": n}, "bed": {"eq": "ROCK" if n % 2 else "SAND"}}, "n": 2},
            {"f": {"id": {"eq": KEYS[n % 9]}, "status": {"in": ["APPROVED", "DRAFT"][: n % 2 + 1]}}},
            {"o": BY_NAME, "a": cursor(f"x{n}", n)},
            {"f": None},
        ]
        bind(planner, pair, operation, *forms)
        assert planner.numbers()["plan_readings"] == len(forms) * PLACES


async def test_values_are_converted_as_when_they_are_read(planner: Planner, pair: Pair) -> None:
    text = """query($n: String, $b: Decimal) {
      rivers(filter: { name: { contains: $n }, budget: { lte: $b } }) { nodes { id } } }"""
    given = [{"n": name, "b": budget} for name, budget in (("a_%", "12.50"), ("b", "3"), ("\\", "0.01"))]
    sent = bind(planner, pair, prepared(planner, text), *given)
    assert [{one for one in found if not isinstance(one, list)} for found in sent] == [
        {"%a\\_\\%%", 1250},
        {"%b%", 300},
        {"%\\\\%", 1},
    ]
    assert planner.numbers()["plan_readings"] == 1


async def test_a_client_that_makes_up_forms_has_its_arguments_read_and_nothing_more_is_kept(
    planner: Planner, pair: Pair
) -> None:
    operation = prepared(planner, "query($f: RiverFilter) { rivers(filter: $f) { nodes { id } } }")
    columns = ("name", "length", "budget", "reserve", "startsOn", "dredgedOn", "endsOn", "remark", "discharge")
    given = {"name": "a", "remark": "b", "startsOn": "2017-01-01", "endsOn": "2018-01-01", "dredgedOn": "2018-01-01"}
    forms = [
        {"f": {"not": {name: {"lt": given.get(name, 7)} for bit, name in enumerate(columns) if number >> bit & 1}}}
        for number in range(RECIPES + 50)
    ]
    numbers = []
    for form in (*forms, *forms):
        with suppress(Unplannable):  # of too many plans
            bind(planner, pair, operation, form)
        numbers.append(planner.numbers())
    assert numbers[len(forms) - 1]["plan_readings"] == len(forms)
    assert numbers[-1]["plan_readings"] == len(forms) + 50
    assert numbers[-1]["plan_bytes"] == numbers[len(forms) - 1]["plan_bytes"] > RECIPES * RECIPE_BYTES
