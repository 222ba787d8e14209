"""How often one caller may ask, and that nobody else waits for it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from hub.auth.access import Access
from hub.endpoint.errors import Refusal
from hub.endpoint.rates import BURST_SECONDS, Rates, caller_of
from hub.testing.client import HubClient, hub_client
from schema.compose import Composition

RATE = 2.0
BURST = int(RATE * BURST_SECONDS)


class Clock:
    """The hour, which only the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def admitted(rates: Rates, caller: str, times: int) -> int:
    """How many of that many requests ran."""
    found = 0
    for _ in range(times):
        found += await _admitted(rates, caller)
    return found


async def _admitted(rates: Rates, caller: str) -> bool:
    try:
        async with rates.turn(caller):
            return True
    except Refusal as refusal:
        told = (refusal.status, refusal.faults[0].code.value)
    assert told == (httpx.codes.TOO_MANY_REQUESTS, "RATE_LIMITED")
    return False


async def test_rates_are_limited_per_caller_and_fill_again_with_time() -> None:
    clock = Clock()
    rates = Rates(RATE, 5, clock)
    assert await admitted(rates, "a", BURST + 5) == BURST
    assert await admitted(rates, "b", 3) == 3
    clock.now += 3
    assert await admitted(rates, "a", BURST) == 3 * RATE
    clock.now += 1000
    assert await admitted(rates, "a", BURST + 5) == BURST


@pytest.mark.parametrize(("rate", "seconds"), [(2.0, "1"), (0.1, "10")])
async def test_a_refusal_says_when_to_come_again(rate: float, seconds: str) -> None:
    clock = Clock()
    rates = Rates(rate, 1, clock)
    await admitted(rates, "a", 100)
    with pytest.raises(Refusal) as caught:
        async with rates.turn("a"):
            pytest.fail("it ran")
    assert caught.value.headers["Retry-After"] == seconds
    clock.now += int(seconds)
    assert await admitted(rates, "a", 1) == 1


async def nobody_waits_for_anothers_load() -> None:
    rates, gate, running = Rates(1000.0, 2), asyncio.Event(), []

    async def work(caller: str) -> None:
        async with rates.turn(caller):
            running.append(caller)
            await gate.wait()

    tasks = [asyncio.create_task(work("greedy")) for _ in range(10)]
    tasks.append(asyncio.create_task(work("modest")))
    while len(running) < 3:  # noqa: ASYNC110 - the tasks need turns of the loop, nothing else
        await asyncio.sleep(0)
    assert sorted(running) == ["greedy", "greedy", "modest"]
    gate.set()
    await asyncio.gather(*tasks)
    assert running.count("greedy") == 10


async def test_a_caller_who_leaves_gives_its_place_on() -> None:
    rates, gate = Rates(1000.0, 1), asyncio.Event()

    async def work() -> None:
        async with rates.turn("a"):
            await gate.wait()

    first, second = (asyncio.create_task(work()) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    gate.set()
    await second
    assert await admitted(rates, "a", 1) == 1


@pytest.fixture
async def strict(composed: Composition, hub_url: str, tmp_path: Path) -> AsyncIterator[HubClient]:
    async with hub_client(composed, hub_url, tmp_path, requests_per_second=0.3) as client:
        yield client


@pytest.mark.acceptance(51)
async def test_who_asks_too_often_gets_429_and_neither_its_rate_nor_its_load_holds_up_another(
    strict: HubClient,
) -> None:
    query = "{ programme { code } }"
    assert (await strict.post(query, as_="lead-office")).status_code == httpx.codes.OK
    refused = await strict.post(query, as_="lead-office")
    assert refused.status_code == httpx.codes.TOO_MANY_REQUESTS
    assert int(refused.headers["retry-after"]) in range(1, 5)
    assert refused.json()["errors"][0]["extensions"] == {"code": "RATE_LIMITED"}
    assert (await strict.post(query, as_="futian-district")).status_code == httpx.codes.OK
    assert (await strict.post(query)).status_code == httpx.codes.OK
    await nobody_waits_for_anothers_load()
    request = Request({"type": "http"})
    callers = {caller_of(Access(who, through), request) for who in ("wang", "li") for through in ("app", "other-app")}
    assert len(callers) == 4  # each person through each client
