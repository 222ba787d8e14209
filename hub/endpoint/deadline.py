"""The end of a request's time: when it has run too long, or when the client has gone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import Receive

from hub.endpoint.errors import Refusal, refusal_of
from hub.endpoint.limits import Limits, too_slow
from hub.endpoint.requests import ClientGoneError


@asynccontextmanager
async def deadline(receive: Receive, limits: Limits) -> AsyncIterator[None]:
    """Cancel what runs inside at its deadline (`Refusal`, 503) or when the client closes (`ClientGoneError`).

    `receive` must have given the whole body, so that the next message is the disconnection.
    """
    gone = False
    timeout = asyncio.timeout(limits.seconds)

    async def watch() -> None:
        nonlocal gone
        while (await receive())["type"] != "http.disconnect":
            pass
        if not timeout.expired():
            gone = True
            timeout.reschedule(0)  # a moment in the past: now

    try:
        async with timeout:
            watcher = asyncio.create_task(watch())
            try:
                yield
            finally:
                watcher.cancel()
    except TimeoutError:
        if gone:
            raise ClientGoneError from None
        raise Refusal(503, refusal_of(too_slow(limits)).faults) from None
