"""Which path answers an operation, whole or root field by root field, and that a client is told of it on request."""

from collections.abc import Callable
from typing import Any

import pytest

from hub.query.plan.sources import Compiled
from hub.query.plan.statement import Builder
from hub.testing.client import HubClient

LEAD = "lead-office"


async def told(hub: HubClient, query: str, variables: dict[str, Any] | None = None, **asker: Any) -> Any:
    """What the hub says of how it answered."""
    body = {"query": query, "variables": variables or {}, "extensions": {"hub": {"plan": True, "cost": True}}}
    answer = await hub.send(body, **{"as_": LEAD, **asker})
    assert "data" in answer.json(), answer.text
    return answer.json()["extensions"]


async def test_nothing_is_told_unasked(hub: HubClient) -> None:
    given: list[Any] = [None, {}, {"hub": None}, {"hub": {}}, {"hub": {"plan": False}}, {"other": {"plan": True}}]
    for extensions in given:
        answer = await hub.send({"query": "{ counties { code } }", "extensions": extensions}, as_=LEAD)
        assert answer.json().keys() == {"data"}


async def test_a_planned_operation_and_its_cost_are_told(hub: HubClient) -> None:
    found = await told(hub, "query($n: Int) { rivers(first: $n) { nodes { name } } }", {"n": 7})
    assert found == {"plan": {"path": "compiled"}, "cost": {"complexity": 15, "limit": 100_000}}


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("{ rivers { nodes { name label } } }", "River.label is not SQL-backed"),
        ("{ __schema { queryType { name } } }", "Query.__schema is not SQL-backed"),
        ("{ __typename }", "there is nothing to read"),
    ],
)
async def test_why_an_operation_is_not_planned_is_told(hub: HubClient, query: str, reason: str) -> None:
    assert (await told(hub, query))["plan"] == {"path": "ordinary", "reason": reason}


async def test_the_reason_is_told_in_the_readers_language(hub: HubClient) -> None:
    found = await told(hub, "{ rivers { nodes { label } } }", language="zh")
    assert found["plan"]["reason"] == "River.label 不由 SQL 直接给出"


async def test_without_a_token_nothing_is_planned(hub: HubClient) -> None:
    found = await told(hub, "{ programme { code } }", as_=None)
    assert found["plan"] == {"path": "ordinary", "reason": "only requests with a token are planned"}


async def test_without_plans_the_ordinary_path_answers_and_says_so(ordinary: HubClient) -> None:
    found = await told(ordinary, "{ rivers { nodes { name } } }")
    assert found["plan"] == {"path": "ordinary", "reason": "plans are switched off"}


MIXED = [
    "{ a: rivers(first: 2) { nodes { name } } b: rivers(first: 2) { nodes { label } } __typename counties { code } }",
    """query($w: Boolean!) { ...F ... on Query @include(if: $w) { me { name } } }
    fragment F on Query { rivers(first: 1) { nodes { id } } r: rivers(first: 3) { nodes { label @skip(if: $w) } } }""",
    "{ rivers(first: 1) { nodes { name } } rivers(first: 1) { nodes { label } } counties { code } }",
    '{ none: river(id: "x") { name } counties { code } rivers(first: 1) { nodes { label } } }',
    "query($n: Int!) { x: rivers(first: $n) { nodes { label } } y: rivers(first: $n) { nodes { length } } }",
]


@pytest.mark.parametrize("query", MIXED)
@pytest.mark.parametrize("client", [LEAD, "futian-district", "culture-tourism-bureau"])
async def test_root_fields_of_either_path_are_merged_as_one_answer(
    hub: HubClient, ordinary: HubClient, query: str, client: str
) -> None:
    for variables in ({"w": True, "n": 2}, {"w": False, "n": 0}):
        given = {name: value for name, value in variables.items() if f"${name}:" in query}
        answers = [(await one.post(query, given, as_=client)).content for one in (hub, ordinary)]
        assert answers[0] == answers[1]


async def test_the_root_fields_that_can_be_planned_are_one_statement(hub: HubClient) -> None:
    query = "{ a: rivers { nodes { name } } b: rivers { nodes { label } } counties { code } districts { code } }"
    assert (await told(hub, query))["plan"] == {"path": "both", "reason": "River.label is not SQL-backed"}
    before = hub.statements
    await hub.ask(query, as_=LEAD)
    assert hub.statements - before == 2


async def test_mutations_are_not_planned(hub: HubClient) -> None:
    kind = hub.input_of("riverWithdraw")
    query = f"mutation($i: {kind}!) {{ riverWithdraw(input: $i) {{ userErrors {{ code }} }} }}"
    given = {"i": {"id": "x", "revision": 1, "requestId": "12345678", "reason": "y"}}
    found = await told(hub, query, given, as_="luocheng-county")
    assert found["plan"] == {"path": "ordinary", "reason": "only queries are planned"}


def failing(_: Builder) -> Compiled:
    raise LookupError("a fault of the planner's own")


def wrong(_: Builder) -> Compiled:
    return Compiled("select nothing_of_this_name", [], [])


@pytest.mark.parametrize("build", [failing, wrong])
async def test_a_fault_of_the_planner_fails_a_test_and_is_no_fault_of_the_answer(
    hub: HubClient, monkeypatch: pytest.MonkeyPatch, build: Callable[[Builder], Compiled]
) -> None:
    monkeypatch.setattr(Builder, "build", build)
    query, before = f"query {build.__name__} {{ counties {{ code }} }}", hub.plan_faults
    with pytest.raises(AssertionError, match="planning failed"):
        await hub.post(query, as_=LEAD)
    headers = {"authorization": f"Bearer {await hub.token(LEAD)}"}
    answer = await hub.http.post("/graphql", json={"query": query}, headers=headers)
    assert answer.status_code == 200
    assert answer.json()["data"]["counties"]
    assert hub.plan_faults == before + 2
