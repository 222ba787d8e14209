"""Each bound of a request trips, is named with its value and the remedy, and costs no time."""

import asyncio
from collections.abc import AsyncIterator
from time import perf_counter
from typing import Any

import httpx
import pytest
from anyio.lowlevel import checkpoint
from graphql import get_introspection_query

from hub.endpoint.limits import Limits
from hub.settings import Settings
from tests.hub.endpoint.asking import Hub, MakeHub

CHAIN = " ".join(f"fragment F{level} on Query {{ ...F{level + 1} ...F{level + 1} }}" for level in range(120))
EXPONENTIAL = "{ ...F0 } " + CHAIN + " fragment F120 on Query { hello }"
NESTED = (
    "{ person { ...F0 } } "
    + " ".join(
        f"fragment F{level} on Person {{ friends {{ ...F{level + 1} }} x: friends {{ ...F{level + 1} }} }}"
        for level in range(60)
    )
    + " fragment F60 on Person { name }"
)

MANY_ALIASES = "{" + ",".join(f"a{number}:hello" for number in range(10_000)) + "}"


def deep(levels: int) -> str:
    return "{ person { " + "best { " * (levels - 2) + "name" + " }" * levels


TRIPS = {
    "depth = 15": deep(16),
    "aliases = 100": "{ person { " + " ".join(f"a{number}: name" for number in range(101)) + " } }",
    "root fields = 100": "{ " + " ".join(f'echo(text: "{number}")' for number in range(101)) + " }",
    "tokens = 2000": "{" + " ".join(f"a{number}:hello" for number in range(5_000)) + "}",
    "text = 100000": '{ echo(text: "' + "x" * 100_000 + '") }',
    "page = 1000": "{ people(first: 1001) { nodes { name } } }",
    "complexity = 100,000": "{ people(first: 1000) { nodes { friends { friends { friends { name } } } } } }",
}


async def large_body(make_hub: MakeHub) -> httpx.Response:
    return await make_hub().client.post("/graphql", content=b" " * (10 * 1024 * 1024), headers=JSON)


async def large_body_in_chunks(make_hub: MakeHub) -> httpx.Response:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(160):
            yield b" " * 65_536

    return await make_hub().client.post("/graphql", content=chunks(), headers=JSON)


async def endless_body(make_hub: MakeHub) -> httpx.Response:
    hub = make_hub(body_seconds=0.05)

    async def stalls() -> AsyncIterator[bytes]:
        yield b"{"
        await hub.gate.open.wait()

    answer = await hub.client.post("/graphql", content=stalls(), headers=JSON)
    assert answer.headers["connection"] == "close"
    return answer


async def batch(make_hub: MakeHub) -> httpx.Response:
    return await make_hub().client.post("/graphql", json=[{"query": "{ hello }"}] * 2)


async def long_time(make_hub: MakeHub) -> httpx.Response:
    hub = make_hub(seconds=0.05)
    answer = await hub.ask("{ wait }")
    assert hub.gate.cancelled.is_set()
    return answer


JSON = {"content-type": "application/json"}
OTHER_TRIPS = {
    large_body: (413, "LIMIT_EXCEEDED", "1048576"),
    large_body_in_chunks: (413, "LIMIT_EXCEEDED", "1048576"),
    endless_body: (408, "LIMIT_EXCEEDED", "0.05"),
    batch: (400, "BAD_USER_INPUT", "Batches"),
    long_time: (503, "LIMIT_EXCEEDED", "time = 0.05 s"),
}


@pytest.mark.acceptance(49)
@pytest.mark.parametrize("bound", [*TRIPS, *OTHER_TRIPS], ids=lambda bound: getattr(bound, "__name__", bound))
async def test_each_bound_trips_and_is_named(make_hub: MakeHub, bound: Any) -> None:
    trip = OTHER_TRIPS.get(bound)
    answer = await (make_hub().ask(TRIPS[bound]) if trip is None else bound(make_hub))
    (error, *others) = answer.json()["errors"]
    status, code, words = trip or (400, "LIMIT_EXCEEDED", bound)
    assert (answer.status_code, error["extensions"]["code"], others) == (status, code, [])
    assert words in error["message"]
    assert "data" not in answer.json()


@pytest.mark.parametrize("query", TRIPS.values(), ids=TRIPS.keys())
async def test_a_limit_is_told_in_chinese_too(hub: Hub, query: str) -> None:
    answer = await hub.ask(query, headers={"accept-language": "zh-CN"})
    assert "上限" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "query",
    [
        deep(15),
        "{ " + " ".join(f"a{number}: hello" for number in range(100)) + " }",
        "{ people(first: 1000) { nodes { name friends { name } } } }",
        get_introspection_query(specified_by_url=True, input_value_deprecation=True),
    ],
    ids=["depth", "aliases", "page", "introspection"],
)
async def test_an_operation_at_its_limits_runs(hub: Hub, query: str) -> None:
    answer = await hub.ask(query)
    assert answer.status_code == 200
    assert "errors" not in answer.json()


async def test_a_page_in_a_variable_is_measured(hub: Hub) -> None:
    query = "query ($n: Int = 2000) { people(first: $n) { nodes { name } } }"
    assert "page" in (await hub.ask(query)).json()["errors"][0]["message"]
    assert "errors" not in (await hub.ask(query, variables={"n": 5})).json()
    assert "page" in (await hub.ask(query, variables={"n": 1001})).json()["errors"][0]["message"]
    assert "errors" not in (await hub.ask(query, variables={"n": None})).json()


@pytest.mark.parametrize(
    "query",
    [EXPONENTIAL, NESTED, MANY_ALIASES, TRIPS["text = 100000"], "#\n" * 45_000 + "{ hello }"],
    ids=["exponential fragments", "nested fragments", "10,000 aliases", "long text", "comments"],
)
async def test_a_hostile_document_is_refused_at_once(hub: Hub, query: str) -> None:
    started = perf_counter()
    answer = await hub.ask(query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert perf_counter() - started < 1


async def test_a_document_that_is_slow_to_validate_holds_nobody_up(hub: Hub) -> None:
    fields = " ".join(f'greet(text: "{number}")' for number in range(320))
    slow = asyncio.create_task(hub.ask("{ person { " + fields + " } }"))
    answered = 0
    while not slow.done():
        assert (await hub.ask("{ hello }")).status_code == 200
        answered += 1
        await checkpoint()  # the transport of these tests never waits
    assert (await slow).status_code == 400
    assert answered > 3


def test_limits_follow_the_settings() -> None:
    assert Limits.of(Settings()) == Limits()
