"""A hub to run as a process of its own: `{ wait }` holds until SIGUSR1, and events are told on standard output."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import strawberry
from starlette.applications import Starlette
from starlette.requests import Request

from hub.app import create_app
from hub.auth.access import NOBODY, Access
from hub.endpoint import protocol
from hub.endpoint.limits import Limits
from hub.endpoint.logs import configure
from hub.endpoint.metrics import Metrics
from hub.endpoint.serve import Listening, serve
from hub.texts import Language

opened = asyncio.Event()


def tell(event: str) -> None:
    print(event, flush=True)  # noqa: T201 - what the test reads


@dataclass
class Context:
    access: Access = field(default_factory=lambda: NOBODY)
    language: Language = Language.EN

    async def settle(self, asked: object, codes: object) -> None:
        """Nothing is told."""

    def close(self) -> None:
        """Nothing was read."""


@strawberry.type
class Query:
    @strawberry.field
    def hello(self) -> str:
        return "hi"

    @strawberry.field
    async def wait(self) -> str:
        tell("entered")
        try:
            await opened.wait()
        except asyncio.CancelledError:
            tell("cancelled")
            raise
        return "done"


@asynccontextmanager
async def lifespan(_app: Starlette) -> AsyncIterator[None]:
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, opened.set)
    yield
    tell("closed")


async def context(_request: Request) -> Context:
    return Context()


async def ready() -> bool:
    return True


def main() -> None:
    configure(stream=sys.stderr)
    protocol.HEAD_SECONDS = float(sys.argv[1])
    metrics = Metrics()
    app = create_app(
        strawberry.Schema(Query),
        context=context,
        ready=ready,
        limits=Limits(body_seconds=0.2),
        metrics=metrics,
        lifespan=lifespan,
    )

    def started(at: Listening) -> None:
        tell(f"{at.port} {at.metrics_port}")

    serve(app, host="127.0.0.1", port=0, metrics=metrics, started=started, grace_seconds=float(sys.argv[2]))
    tell("returned")


if __name__ == "__main__":
    main()
