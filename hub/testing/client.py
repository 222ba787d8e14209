"""A whole hub for a test: migrated, with a programme, its demo clients and real tokens, asked over HTTP."""

import secrets
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
from graphql import get_named_type
from sqlalchemy.ext.asyncio import create_async_engine

from hub.assembly import Composed, Hub, assemble
from hub.auth.demo import provision
from hub.auth.keys import ensure_keys
from hub.auth.vault import open_vault
from hub.database.address import driver_url
from hub.settings import Environment, Settings

PUBLIC_URL = "http://127.0.0.1:8000"


class HubClient:
    """Asks one hub as any of its demo clients; `async with` opens and closes the hub."""

    def __init__(self, hub: Hub, clients: Mapping[str, str]) -> None:
        self.hub = hub
        self.app = hub.app()
        self._clients = clients
        self._tokens: dict[str, tuple[str, float]] = {}
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=PUBLIC_URL)

    async def __aenter__(self) -> Self:
        """Open the hub, as its lifespan does."""
        await self.hub.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Close the hub."""
        await self.http.aclose()
        await self.hub.close()

    async def token(self, name: str) -> str:
        """A token for a demo client, by a real token request; one past half its life is asked for anew."""
        known, until = self._tokens.get(name, ("", 0.0))
        if time.monotonic() >= until:
            answer = await self.http.post(
                "/oauth/token", auth=(name, self._clients[name]), data={"grant_type": "client_credentials"}
            )
            assert answer.status_code == httpx.codes.OK, answer.text
            told = answer.json()
            known, until = str(told["access_token"]), time.monotonic() + told["expires_in"] / 2
            self._tokens[name] = known, until
        return known

    async def send(self, body: Mapping[str, Any], *, as_: str | None = None, language: str = "en") -> httpx.Response:
        """The raw answer to a request; `as_` names the demo client that asks, None nobody."""
        headers = {"accept-language": language}
        if as_ is not None:
            headers["authorization"] = f"Bearer {await self.token(as_)}"
        before = self.plan_faults
        answer = await self.http.post("/graphql", json=body, headers=headers)
        assert self.plan_faults == before, "planning failed and the ordinary path stood in: the log says where"
        return answer

    @property
    def plan_faults(self) -> float:
        """How many operations couldn't be planned by a fault of the planner's own, which no answer shows."""
        return self.hub.metrics.registry.get_sample_value("hub_plan_faults_total") or 0.0

    async def post(
        self, query: str, variables: Mapping[str, Any] | None = None, *, as_: str | None = None, language: str = "en"
    ) -> httpx.Response:
        """The raw answer to an operation."""
        return await self.send({"query": query, "variables": dict(variables or {})}, as_=as_, language=language)

    async def answer(
        self, query: str, variables: Mapping[str, Any] | None = None, *, as_: str | None = None, language: str = "en"
    ) -> Any:
        """The whole answer, errors included."""
        return (await self.post(query, variables, as_=as_, language=language)).json()

    async def ask(self, query: str, variables: Mapping[str, Any] | None = None, *, as_: str | None = None) -> Any:
        """The data of an operation that must succeed."""
        answer = await self.answer(query, variables, as_=as_)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def write(self, mutation: str, given: Mapping[str, Any], select: str, *, as_: str) -> Any:
        """The payload of one mutation, with a request id of its own unless one is given."""
        kind = f"{self.input_of(mutation)}!"
        payload = f"{mutation}(input: $input) {{ {select} userErrors {{ field code message }} }}"
        query = f"mutation($input: {kind}) {{ payload: {payload} }}"
        return (await self.ask(query, {"input": {"requestId": secrets.token_hex(8), **given}}, as_=as_))["payload"]

    def input_of(self, mutation: str) -> str:
        """The type of a mutation's one argument."""
        root = self.hub.composed.schema._schema.mutation_type  # noqa: SLF001 - no public name
        assert root is not None
        return str(get_named_type(root.fields[mutation].args["input"].type))

    @property
    def statements(self) -> int:
        """How many read statements have run, so that a test can count those of an operation."""
        return self.hub.database.readers.statements


@asynccontextmanager
async def hub_client(composed: Composed, url: str, data_dir: Path, **chosen: Any) -> AsyncIterator[HubClient]:
    """A client of a hub over a migrated database with a programme; `url` is the owner's, `chosen` are settings."""
    usual = {"environment": Environment.TEST, "public_url": PUBLIC_URL, "pool_size": 4, "requests_per_second": 1e6}
    given = {**usual, **chosen}
    settings = Settings(data_dir=data_dir, **given)
    owner = create_async_engine(driver_url(url))
    try:
        await ensure_keys(owner, open_vault(data_dir / "secrets"))
        clients = await provision(owner, data_dir / "secrets", "test")
    finally:
        await owner.dispose()
    async with HubClient(assemble(composed, url, settings), clients) as client:
        yield client
