"""The thinnest server that can answer: a bare ASGI app on uvicorn, which reads a body and sends bytes."""

from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn

from bench.exchange import HOST

Answer = Callable[[bytes], Awaitable[bytes]]
Start = Callable[[], Awaitable[Answer]]


def serve(port: int, start: Start) -> None:
    """Answer every POST with what `answer`, made by `start` in the server's own loop, gives for its body."""
    uvicorn.run(
        Thin(start),
        host=HOST,
        port=port,
        loop="uvloop",
        http="httptools",
        lifespan="on",
        access_log=False,
        log_level="warning",
    )


class Thin:
    """An ASGI app with one answer."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._answer: Answer

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One request, or the start and the stop of the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        body = await self._answer(await _body(receive))
        length = str(len(body)).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        self._answer = await self._start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})


async def _body(receive: Any) -> bytes:
    message = await receive()
    body: bytes = message["body"]
    while message.get("more_body"):
        message = await receive()
        body += message["body"]
    return body
