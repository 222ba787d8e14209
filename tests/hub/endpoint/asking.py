"""A small schema behind the real endpoint, and the ways in which tests ask it and read its log."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx
import strawberry
from starlette.applications import Starlette
from starlette.requests import Request

from hub.auth.access import NOBODY, Access
from hub.endpoint.metrics import Metrics
from hub.endpoint.planning import Plans
from hub.errors import Conflict, Forbidden, Unauthenticated
from hub.texts import Language, preferred

PASSWORD = "hunter2"


@dataclass
class Gate:
    """Where `Query.wait` stops, so that a test can hold a request in flight."""

    entered: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    cancelled: asyncio.Event = field(default_factory=asyncio.Event)
    closed: int = 0
    """How many contexts were told that their request is over."""


@dataclass
class Context:
    access: Access
    language: Language
    gate: Gate

    async def settle(self, asked: object, codes: object) -> None:
        """Nothing is told."""

    def close(self) -> None:
        self.gate.closed += 1


Info = strawberry.Info[Context, None]


@strawberry.type
class Person:
    name: str

    @strawberry.field
    def friends(self) -> list["Person"]:
        return [Person(name="b")]

    @strawberry.field
    def best(self) -> "Person":
        return Person(name="c")

    @strawberry.field
    def greet(self, text: str) -> str:
        return text


@strawberry.type
class PersonConnection:
    nodes: list[Person]


@strawberry.type
class Query:
    @strawberry.field
    def hello(self) -> str:
        return "hi"

    @strawberry.field
    def echo(self, text: str) -> str:
        return text

    @strawberry.field
    def double(self, number: int) -> int:
        return number * 2

    @strawberry.field
    def language(self, info: Info) -> str:
        return info.context.language.code

    @strawberry.field
    def people(self, first: int | None = None) -> PersonConnection:
        return PersonConnection(nodes=[Person(name="a")] * min(first or 1, 3))

    @strawberry.field
    def person(self) -> Person | None:
        return Person(name="a")

    @strawberry.field
    def boom(self) -> str | None:
        raise ValueError(f"password={PASSWORD}")

    @strawberry.field
    def secret(self) -> str | None:
        raise Forbidden("Not for you.", "无权访问。", "secret")

    @strawberry.field
    def stale(self) -> str:
        raise Conflict("Changed meanwhile.", "记录已被修改。")

    @strawberry.field
    def wrong(self) -> int | None:
        return "personal value"  # type: ignore[return-value]  # what graphql-core refuses to serialize

    @strawberry.field
    async def wait(self, info: Info) -> str:
        gate = info.context.gate
        gate.entered.set()
        try:
            await gate.open.wait()
        except asyncio.CancelledError:
            gate.cancelled.set()
            raise
        return "done"


@strawberry.type
class Mutation:
    @strawberry.mutation
    def rename(self, name: str) -> str:
        return name


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def ticks(self) -> AsyncIterator[int]:
        yield 1


SCHEMA = strawberry.Schema(Query, Mutation, Subscription)


@dataclass
class Hub:
    """The endpoint under test, with the parts that tests look into."""

    app: Starlette
    client: httpx.AsyncClient
    gate: Gate
    metrics: Metrics

    async def ask(self, query: str, *, token: str | None = "bureau", **options: Any) -> httpx.Response:
        """POST one operation; `token=None` asks as nobody."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        headers |= options.pop("headers", {})
        return await self.client.post("/graphql", json={"query": query, **options}, headers=headers)


async def context(request: Request, gate: Gate) -> Context:
    given = request.headers.get("authorization")
    if given == "Bearer expired":
        raise Unauthenticated("The token has expired.", "令牌已过期。")
    if given == "Bearer broken":
        raise RuntimeError(PASSWORD)
    access = Access(subject="person", client_id=given.removeprefix("Bearer ")) if given else NOBODY
    return Context(access, preferred(request.headers.get("accept-language")), gate)


class MakeHub(Protocol):
    def __call__(self, *, ready: bool | Exception = True, plans: Plans | None = None, **limits: Any) -> Hub: ...


class Lines(io.StringIO):
    """What was logged."""

    def entries(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]
