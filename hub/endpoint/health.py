"""Whether the hub lives, and whether it can answer: for whoever starts, watches and balances it."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from hub.endpoint.logs import logger

READY_SECONDS = 2.0
"""A database that takes longer to answer a health check counts as away."""

Ready = Callable[[], Awaitable[bool]]

log = logger("hub.health")


def health_routes(ready: Ready) -> list[Route]:
    """`/health/live` and `/health/ready`; `ready` must not wait for the pool that requests use."""

    async def live(_request: Request) -> JSONResponse:
        return _answer(200, "live")

    async def answers(_request: Request) -> JSONResponse:
        return _answer(200, "ready") if await _holds(ready) else _answer(503, "unready")

    return [Route("/health/live", live), Route("/health/ready", answers)]


async def _holds(ready: Ready) -> bool:
    try:
        async with asyncio.timeout(READY_SECONDS):
            return await ready()
    except Exception as error:
        log.warning("not ready", exc_info=error)
        return False


def _answer(status: int, word: str) -> JSONResponse:
    return JSONResponse({"status": word}, status, headers={"cache-control": "no-store"})
