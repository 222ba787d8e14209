"""What a client may ask to be told beside the data, and what a fault of the planner costs: nothing but its log."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from graphql import DocumentNode

from hub.endpoint.planning import Plans
from hub.query.plan.planned import Planned
from tests.hub.endpoint.asking import PASSWORD, Hub, Lines, MakeHub
from tests.hub.endpoint.test_metrics import scrape

WISHES = {"hub": {"plan": True, "cost": True}}


class Faulty(Plans):
    """A planner with a fault of its own."""

    def __init__(self, *, early: bool) -> None:
        self.early = early

    def prepare(self, document: DocumentNode, operation: object) -> object:
        assert operation in document.definitions
        if self.early:
            raise KeyError(PASSWORD)
        return operation

    async def answer(self, prepared: Any, variables: Mapping[str, Any], context: Any) -> Planned:  # noqa: ARG002
        raise ZeroDivisionError(PASSWORD)

    def numbers(self) -> Mapping[str, float]:
        return {"plans": 7}


async def test_a_client_is_told_what_it_asks_for(hub: Hub) -> None:
    plan = {"path": "ordinary", "reason": "plans are switched off"}
    cost = {"complexity": 2, "limit": 100_000}
    for wishes, told in (
        ({"plan": True}, {"plan": plan}),
        ({"cost": True}, {"cost": cost}),
        ({"cost": True, "plan": True, "more": 1}, {"plan": plan, "cost": cost}),
    ):
        answer = await hub.ask("{ person { name } }", extensions={"hub": wishes, "tracing": [1]})
        assert answer.json() == {"data": {"person": {"name": "a"}}, "extensions": told}


async def test_a_query_by_get_has_extensions_too(hub: Hub) -> None:
    answer = await hub.client.get("/graphql", params={"query": "{ hello }", "extensions": json.dumps(WISHES)})
    assert answer.json()["extensions"].keys() == {"plan", "cost"}


@pytest.mark.parametrize("extensions", [7, [], {"hub": 1}, {"hub": {"plan": "yes"}}, {"hub": [True]}])
async def test_extensions_of_another_shape_are_refused(hub: Hub, extensions: Any) -> None:
    by_post = await hub.ask("{ hello }", extensions=extensions)
    by_get = await hub.client.get("/graphql", params={"query": "{ hello }", "extensions": json.dumps(extensions)})
    for answer in (by_post, by_get):
        assert answer.status_code == 400
        assert "data" not in answer.json()
        assert answer.json()["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT", "field": "extensions"}


async def test_data_with_errors_is_extended_as_well(hub: Hub) -> None:
    answer = (await hub.ask("{ hello secret }", extensions=WISHES)).json()
    assert list(answer) == ["errors", "data", "extensions"]


async def test_what_is_refused_as_a_whole_tells_nothing_more(hub: Hub) -> None:
    answer = (await hub.ask("{ nothing }", extensions=WISHES)).json()
    assert answer.keys() == {"errors"}


@pytest.mark.parametrize("early", [True, False])
async def test_a_fault_of_the_planner_is_logged_and_counted_and_the_ordinary_path_answers(
    make_hub: MakeHub, logged: Lines, *, early: bool
) -> None:
    hub = make_hub(plans=Faulty(early=early))
    answer = await hub.ask("{ hello }", extensions={"hub": {"plan": True}})
    assert answer.status_code == 200
    assert answer.json() == {
        "data": {"hello": "hi"},
        "extensions": {"plan": {"path": "ordinary", "reason": "planning failed; the log says why"}},
    }
    entry = next(entry for entry in logged.entries() if entry["event"] == "planning failed")
    assert entry["exception"][-1] == ("KeyError" if early else "ZeroDivisionError")
    assert entry["level"] == "error"
    assert PASSWORD not in logged.getvalue()
    numbers = await scrape(hub.metrics)
    assert numbers["hub_plan_faults_total"] == 1
    assert numbers['hub_operations_total{kind="query",operation="unnamed",path="ordinary"}'] == 1


async def test_the_planners_numbers_are_shown(make_hub: MakeHub) -> None:
    assert (await scrape(make_hub(plans=Faulty(early=True)).metrics))["hub_plans"] == 7
