"""Whoever watches the hub learns whether it lives and whether it can answer."""

import asyncio
from typing import Any

import pytest

from tests.hub.endpoint.asking import Hub, MakeHub


async def test_live_does_not_ask_the_database(make_hub: MakeHub) -> None:
    answer = await make_hub(ready=ConnectionError("away")).client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})


async def test_ready_when_the_database_answers(hub: Hub) -> None:
    answer = await hub.client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("state", [False, ConnectionError("postgresql://hub_owner:secret@host")])
async def test_unready_when_it_does_not(make_hub: MakeHub, state: Any) -> None:
    answer = await make_hub(ready=state).client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "unready"})


async def test_both_answer_while_requests_wait(hub: Hub) -> None:
    waiting = asyncio.create_task(hub.ask("{ wait }"))
    await hub.gate.entered.wait()
    assert (await hub.client.get("/health/live")).status_code == 200
    assert (await hub.client.get("/health/ready")).status_code == 200
    assert (await hub.ask("{ hello }")).status_code == 200
    hub.gate.open.set()
    assert (await waiting).json() == {"data": {"wait": "done"}}
