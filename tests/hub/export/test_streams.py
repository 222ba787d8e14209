"""Ten thousand rows leave page by page: told of before the first byte, as they were then, and no longer than wanted."""

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import httpx
import pytest
from starlette.types import Message

from hub.endpoint.errors import Refusal
from hub.export.rows import PAGE
from hub.testing.client import PUBLIC_URL, HubClient
from tests.hub.export.conftest import BOM, TOLD, get, lines, refusal
from tests.river.oracle import LEAD
from tests.river.sample import LUOCHENG, ferries

MANY = 10_000
INSERT = (
    "insert into river_ferry (county_code, starts_on, status, authors, created_by, updated_by, synthetic, name)"
    " select $1, '2017-01-01', 'APPROVED', '{x}', 'x', 'x', false, 'Many ' || n"
    " from generate_series($2::int, $3::int) n"
)


@pytest.fixture(autouse=True)
async def many(owner: asyncpg.Connection) -> AsyncIterator[int]:
    """How many ferries there are in all."""
    await owner.execute(INSERT, LUOCHENG, 1, MANY)
    yield MANY + len(ferries())
    await owner.execute("delete from river_ferry where name like 'Many %'")


@dataclass
class Client:
    """A client of the bare app, who takes each part of the answer when a test lets it."""

    hub: HubClient
    parts: asyncio.Queue[Message] = field(default_factory=lambda: asyncio.Queue(1))
    waited_for: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a part can't be taken yet: the hub waits for the client."""
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def begin(self) -> "asyncio.Task[None]":
        token = await self.hub.token(LEAD.client)
        scope: dict[str, Any] = {
            "type": "http",
            "method": "GET",
            "path": "/export/ferry.csv",
            "query_string": b"header=names",
            "headers": [(b"authorization", f"Bearer {token}".encode())],
        }
        return asyncio.create_task(self.hub.app(scope, self._receive, self._send))

    async def _receive(self) -> Message:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if self.parts.full():
            self.waited_for.set()
        await self.parts.put(message)

    async def part(self) -> bytes:
        """The next part of the body."""
        message = await self.parts.get()
        self.waited_for.clear()
        if message["type"] == "http.response.start":
            assert message["status"] == httpx.codes.OK
            return await self.part()
        return bytes(message["body"])

    async def rest(self) -> bytes:
        """All parts up to the last, which is empty."""
        found = b""
        while part := await self.part():
            found += part
        return found


def names(content: bytes) -> list[str]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [row["name"] for row in rows]


async def test_ten_thousand_rows_leave_whole_and_once(hub: HubClient, owner: asyncpg.Connection, many: int) -> None:
    found = lines(await get(hub, "ferry", LEAD.client))
    assert len({row[0] for row in found[1:]}) == len(found) - 1 == many
    (told,) = await owner.fetch(TOLD, "EXPORT")
    assert json.loads(told["counts"]) == {"Ferry": many}


async def test_an_export_is_told_of_before_its_first_byte_and_read_as_it_is_taken(
    hub: HubClient, owner: asyncpg.Connection, many: int
) -> None:
    client, before = Client(hub), hub.statements
    running = await client.begin()
    assert (await client.part()).startswith(BOM)
    (told,) = await owner.fetch(TOLD, "EXPORT")
    assert json.loads(told["counts"]) == {"Ferry": many}
    await client.waited_for.wait()
    assert hub.statements - before == 4  # the count, the page that was taken, the next, and one that waits for its turn
    assert hub.hub.database.readers.in_use == 0  # who reads slowly holds no connection
    await client.rest()
    await running
    assert hub.statements - before >= many / PAGE


async def test_what_is_written_meanwhile_is_no_part_of_it(hub: HubClient, owner: asyncpg.Connection, many: int) -> None:
    client = Client(hub)
    running = await client.begin()
    head = await client.part()
    await owner.execute(INSERT, LUOCHENG, MANY + 1, MANY + 10)
    found = names(head + await client.rest())
    await running
    assert len(found) == many
    assert f"Many {MANY}" in found
    assert f"Many {MANY + 1}" not in found


async def test_a_client_that_goes_ends_the_reading(hub: HubClient) -> None:
    client, before = Client(hub), hub.statements
    running = await client.begin()
    await client.part()
    await client.waited_for.wait()
    client.gone.set()
    await running
    assert (hub.statements - before, hub.hub.database.readers.in_use) == (4, 0)
    assert (await get(hub, "ferry", LEAD.client)).status_code == httpx.codes.OK


async def test_what_fails_on_the_way_ends_the_file_without_its_last_part(
    hub: HubClient, owner: asyncpg.Connection
) -> None:
    client = Client(hub)
    running = await client.begin()
    await client.part()
    await owner.execute("revoke select on river_ferry from hub_app")
    while not running.done():
        message = asyncio.create_task(client.parts.get())
        await asyncio.wait({running, message}, return_when=asyncio.FIRST_COMPLETED)
        if message.done():
            assert message.result()["body"]
        message.cancel()
    await owner.execute("grant select on river_ferry to hub_app")
    with pytest.raises((Refusal, asyncpg.PostgresError)):
        await running


async def test_nothing_leaves_when_the_trail_cant_be_written(hub: HubClient, owner: asyncpg.Connection) -> None:
    headers = {"authorization": f"Bearer {await hub.token(LEAD.client)}"}
    transport = httpx.ASGITransport(hub.app, raise_app_exceptions=False)
    await owner.execute("revoke insert on hub_audit_entry from hub_app")
    try:
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as http:
            answer = await http.get("/export/ferry.csv", headers=headers)
    finally:
        await owner.execute("grant insert on hub_audit_entry to hub_app")
    assert refusal(answer) == (500, "INTERNAL", None)
    assert b"Many" not in answer.content
