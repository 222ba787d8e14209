"""What a planner keeps: within its bound whatever clients send, shared by readers whose rules have the same shape."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse

from hub.auth.access import EVERYWHERE, Access, Act
from hub.context import HubContext
from hub.errors import HubError
from hub.query.plan.levels import Unplannable
from hub.query.plan.planner import VARIANTS, Planner
from tests.plan.asking import path_of
from tests.plan.comparing import Pair
from tests.river.oracle import FUTIAN, LUOCHENG, XILIN_COUNTY, ids_of
from tests.river.sample import rivers

MEMORY = 2 * 1024 * 1024
GRANTS = {(measure, act): EVERYWHERE for measure in ("health", "culture") for act in (Act.READ, Act.WRITE)}
ONE = [{"name": {"eq": "x"}}]
LISTS = ("rivers", "surveys", "ferries")


@pytest.fixture
async def context(pair: Pair) -> HubContext:
    """What resolvers of a reader who sees everything get."""
    return pair.planned.hub.context_for(Access(subject="someone", grants=GRANTS), "en", date(2019, 1, 1))


@pytest.fixture
async def planner(pair: Pair) -> Planner:
    """A planner of little memory."""
    return Planner(pair.planned.hub.composed.schema._schema, MEMORY)


def plan(planner: Planner, text: str, context: HubContext, *given: dict[str, Any]) -> Iterator[bool]:
    """Whether there was a plan for each set of variables of an operation that nothing is asked with."""
    document = parse(text)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    prepared = planner.prepare(document, operation)
    for variables in given:
        try:
            planner.bound(prepared, variables, context)
        except (Unplannable, HubError):
            yield False
        else:
            yield True


async def test_five_thousand_documents_stay_within_the_bound(planner: Planner, context: HubContext) -> None:
    most = 0.0
    for number in range(5_000):
        assert all(plan(planner, f"{{ a{number}: {LISTS[number % 3]}(first: 2) {{ nodes {{ id }} }} }}", context, {}))
        most = max(most, planner.numbers()["plan_bytes"])
    assert MEMORY / 2 < most <= MEMORY
    assert 20 < planner.numbers()["plans"] < 500
    assert planner.numbers()["plan_misses"] == 5_000


async def test_what_was_used_last_is_kept(planner: Planner, context: HubContext) -> None:
    document = parse("{ rivers { nodes { id } } }")
    prepared = planner.prepare(document, document.definitions[0])  # type: ignore[arg-type]
    for number in range(300):
        planner.bound(prepared, {}, context)
        assert all(plan(planner, f"{{ a{number}: surveys {{ nodes {{ id }} }} }}", context, {}))
    assert planner.numbers()["plan_hits"] == 299


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("query($n: Int) { rivers(first: $n) { nodes { id } } }", [{"n": n} for n in range(VARIANTS + 50)]),
        (
            "query($f: RiverFilter) { rivers(filter: $f) { nodes { id } } }",
            [{"f": {"or": ONE * (n % 90 + 1), "and": ONE * (n // 90 + 1)}} for n in range(VARIANTS + 50)],
        ),
        (
            "query(" + ", ".join(f"$v{n}: Boolean!" for n in range(9)) + ") { rivers { nodes { id "
            + " ".join(f"a{n}: name @include(if: $v{n})" for n in range(9)) + " } } }",
            [{f"v{bit}": bool(number >> bit & 1) for bit in range(9)} for number in range(VARIANTS + 50)],
        ),
    ],
    ids=["sizes", "filters", "directives"],
)  # fmt: skip
async def test_variants_of_one_operation_end_somewhere(
    planner: Planner, context: HubContext, text: str, given: list[dict[str, Any]]
) -> None:
    roomy = Planner(planner._schema)
    planned = [*plan(roomy, text, context, *given, given[0])]
    assert planned == [True] * VARIANTS + [False] * 50 + [True]
    assert roomy.numbers()["plans"] == VARIANTS


async def test_readers_whose_rules_have_the_same_shape_share_a_plan_and_not_their_rows(pair: Pair) -> None:
    query = "query Shared { rivers(first: 100) { totalCount nodes { id } } }"
    misses = []
    for reader in (LUOCHENG, XILIN_COUNTY, FUTIAN, LUOCHENG, XILIN_COUNTY):
        assert await path_of(pair.planned, query, reader.client) == "compiled"
        data = await pair.planned.ask(query, as_=reader.client)
        assert {node["id"] for node in data["rivers"]["nodes"]} == set(ids_of(reader.among(rivers())))
        misses.append(numbers(pair)["plan_misses"])
    assert misses[0] == misses[1] == misses[2] - 1
    assert misses[2:] == misses[2:3] * 3


async def test_a_reader_asks_with_the_plan_of_another_and_the_answer_is_its_own(pair: Pair) -> None:
    query = """query($id: ID!, $other: ID!) { river(id: $id) { name } node(id: $other) { id }
      rivers(filter: {id: {in: [$id, $other]}}) { totalCount nodes { id } pageInfo { endCursor } } }"""
    mine, other = (ids_of(reader.among(rivers()))[0] for reader in (LUOCHENG, XILIN_COUNTY))
    for reader, own in ((LUOCHENG, mine), (XILIN_COUNTY, other)):
        data = await pair.planned.ask(query, {"id": mine, "other": other}, as_=reader.client)
        assert (data["river"] is not None, data["node"]) == (own == mine, {"id": own} if own == other else None)
        assert data["rivers"]["nodes"] == [{"id": own}]


def numbers(pair: Pair) -> dict[str, float]:
    planner = pair.planned.hub.planner
    assert planner is not None
    return planner.numbers()
