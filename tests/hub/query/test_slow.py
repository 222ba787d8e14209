"""Statements that take too long or that nobody waits for any more: the answer, the connection, the health checks."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from hub.database import session
from hub.testing.client import HubClient, hub_client
from schema.compose import Composition

LEAD = "lead-office"
CALLERS = (LEAD, "futian-district", "luohu-district", "auditor")
RIVERS = "{ rivers(first: 1) { nodes { name } } }"
BLOCKED = """
select count(*) from pg_locks join pg_database on pg_database.oid = database
where not granted and datname = current_database()
"""


@asynccontextmanager
async def locked(url: str) -> AsyncIterator[asyncpg.Connection]:
    """The table of rivers, locked so that whoever reads it waits."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute("lock table river_river in access exclusive mode")
            yield connection
    finally:
        await connection.close()


async def blocked(connection: asyncpg.Connection, number: int) -> None:
    """Return when so many statements wait for the lock."""
    async with asyncio.timeout(20):
        while await connection.fetchval(BLOCKED) != number:
            pass


@pytest.mark.parametrize("times", [{"statement_seconds": 0.2, "lock_seconds": 30}, {"lock_seconds": 0.2}])
async def test_a_statement_past_its_time_is_refused_once_and_the_next_one_is_answered(
    composed: Composition, hub_url: str, data_dir: Path, times: dict[str, float]
) -> None:
    async with hub_client(composed, hub_url, data_dir, pool_size=1, **times) as hub:
        before = hub.statements
        async with locked(hub_url):
            answer = await hub.post(RIVERS, as_=LEAD)
        assert answer.status_code == 503
        assert "data" not in answer.json()
        assert answer.json()["errors"][0]["extensions"] == {"code": "LIMIT_EXCEEDED"}
        assert hub.statements - before == 1
        assert (await hub.ask(RIVERS, as_=LEAD))["rivers"]["nodes"]
        assert hub.hub.database.readers.size == 1


async def test_field_by_field_only_the_slow_field_is_refused(
    composed: Composition, hub_url: str, data_dir: Path
) -> None:
    times = {"statement_seconds": 0.2, "lock_seconds": 30}
    async with hub_client(composed, hub_url, data_dir, plans=False, **times) as hub, locked(hub_url):
        answer = await hub.answer("{ rivers { nodes { name } } counties { code } }", as_=LEAD)
    assert [(e["extensions"]["code"], e["path"]) for e in answer["errors"]] == [("LIMIT_EXCEEDED", ["rivers", "nodes"])]
    assert answer["data"]["rivers"] is None
    assert answer["data"]["counties"]


async def test_a_client_that_goes_away_leaves_a_sound_connection(
    composed: Composition, hub_url: str, data_dir: Path
) -> None:
    async with hub_client(composed, hub_url, data_dir, pool_size=1) as hub:
        await hub.ask(RIVERS, as_=LEAD)
        readers = hub.hub.database.readers
        (kept,) = readers._idle
        async with locked(hub_url) as lock:
            sent, gone = await gone_while_waiting(hub, lock)
            assert gone
            assert sent == []
            assert (readers.size, readers.in_use) == (1, 1)
        found = await hub.ask(RIVERS, as_=LEAD)
        assert found["rivers"]["nodes"]
        assert readers._idle == [kept]


async def gone_while_waiting(hub: HubClient, lock: asyncpg.Connection) -> tuple[list[Any], bool]:
    """Ask, go when the statement waits, and give what was sent to who has gone, and whether the request ended."""
    body = json.dumps({"query": RIVERS}).encode()
    leave, sent, given = asyncio.Event(), [], iter([{"type": "http.request", "body": body}])

    async def receive() -> Any:
        message = next(given, None)
        if message is None:
            await leave.wait()
        return message or {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [
        (b"content-type", b"application/json"),
        (b"authorization", b"Bearer " + (await hub.token(LEAD)).encode()),
    ]
    scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers}
    asking = asyncio.create_task(hub.app({**scope, "root_path": "", "scheme": "http"}, receive, send))
    await blocked(lock, 1)
    leave.set()
    await asking
    return sent, asking.done()


async def test_health_is_answered_while_every_connection_waits(
    composed: Composition, hub_url: str, data_dir: Path
) -> None:
    async with hub_client(composed, hub_url, data_dir, pool_size=2) as hub:
        async with locked(hub_url) as lock:
            asking = [asyncio.create_task(hub.post(RIVERS, as_=name)) for name in CALLERS]
            await blocked(lock, 2)
            readers = hub.hub.database.readers
            assert readers.in_use == readers.size == 2
            for path in ("/health/live", "/health/ready"):
                assert (await hub.http.get(path)).status_code == 200
        assert [answer.status_code for answer in await asyncio.gather(*asking)] == [200] * len(CALLERS)


async def test_prepared_statements_are_bounded_for_each_connection(
    composed: Composition, hub_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "STATEMENTS", 5)
    async with hub_client(composed, hub_url, data_dir, pool_size=1) as hub:
        for number in range(1, 21):
            await hub.ask(f"{{ rivers(first: {number}) {{ nodes {{ name }} }} }}", as_=LEAD)
        assert hub.hub.metrics.registry.get_sample_value("hub_plans") == 20
        (held,) = hub.hub.database.readers._idle
        assert await held.connection.fetchval("select count(*) from pg_prepared_statements") <= 5
