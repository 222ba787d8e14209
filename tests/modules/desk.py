"""How tests of every sector write a record over HTTP, and how they see that nothing was written."""

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg

from hub.naming import camel, snake
from hub.query.record import info_of
from hub.testing.client import HubClient


@dataclass(frozen=True, slots=True)
class Desk:
    """A hub, and the owner of its tables, who is under no policy."""

    hub: HubClient
    owner: asyncpg.Connection

    async def write(self, declared: type, action: str, sent: Mapping[str, Any], *, as_: str) -> Any:
        """The payload of a mutation of the type, with the record under `record`."""
        return await write(self.hub, declared, action, sent, as_=as_)

    async def done(self, declared: type, action: str, sent: Mapping[str, Any], *, as_: str) -> Any:
        """The record that a sound write leaves."""
        payload = await self.write(declared, action, sent, as_=as_)
        assert payload["userErrors"] == [], (declared, action)
        return payload["record"]

    async def forbidden(self, declared: type, action: str, sent: Mapping[str, Any], *, as_: str) -> None:
        """Who has no rule for the act gets an error and no payload."""
        name = f"{camel(snake(declared.__name__))}{action}"
        query = f"mutation($i: {self.hub.input_of(name)}!) {{ {name}(input: $i) {{ userErrors {{ code }} }} }}"
        answer = await self.hub.answer(query, {"i": {"requestId": secrets.token_hex(8), **sent}}, as_=as_)
        assert answer["data"] == {name: None}
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]

    @asynccontextmanager
    async def unchanged(self, declared: type) -> AsyncIterator[None]:
        """Within, no record of the type is written, nothing changes anywhere, and no request counts as answered."""
        before = await self._state(declared)
        yield
        assert await self._state(declared) == before, declared

    async def _state(self, declared: type) -> asyncpg.Record | None:
        rows = f"(select md5(string_agg(t::text, '|' order by id)) from {info_of(declared).table.name} t)"
        return await self.owner.fetchrow(
            f"select {rows}, (select count(*) from hub_history), (select count(*) from hub_request)"
        )


async def write(hub: HubClient, declared: type, action: str, sent: Mapping[str, Any], *, as_: str) -> Any:
    """The payload of a mutation of a type, with the record under `record`."""
    name = camel(snake(declared.__name__))
    return await hub.write(f"{name}{action}", sent, f"record: {name} {{ id revision status }}", as_=as_)


async def withdraw(hub: HubClient, declared: type, record: Mapping[str, Any], *, as_: str) -> None:
    """Take a record back, so that its natural key is free again."""
    sent = {"id": record["id"], "revision": record["revision"], "reason": "填错"}
    assert (await write(hub, declared, "Withdraw", sent, as_=as_))["record"]["status"] == "WITHDRAWN"
