"""The floor: the hub's own statements, under the same rules, behind the thinnest server; answers are remembered bytes.

`python -m bench.peers.floor PORT POOL_SIZE`, with the settings of the hub that it stands for; standard input has the
requests to answer, each by a name. At its start it asks a hub of its own for each of them, and keeps what that sent
to the database. Asked for a name, it sends the same again.
"""

import json
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

import httpx

from bench.peers.thin import Answer, serve
from hub.asgi import installed_hub
from hub.database.pool import Readers
from hub.database.server import Server
from hub.settings import Settings, load


class Sent(NamedTuple):
    """One statement with its values, as a reader with these rules."""

    rules: tuple[str, ...]
    sql: str
    args: Sequence[object]


Named = tuple[str, dict[str, str], str]
"""A request under its name: headers and body."""


async def start(requests: Sequence[Named], size: int) -> Answer:
    """Learn what to send for each request, and connect."""
    settings = load()
    url = Server(settings.data_dir).url
    known, names = await _learned(url, settings, requests)
    readers = Readers(url, names, size)

    async def answer(body: bytes) -> bytes:
        sent, remembered = known[body]
        await readers.fetch(*sent)
        return remembered

    return answer


async def _learned(
    url: str, settings: Settings, requests: Sequence[Named]
) -> tuple[dict[bytes, tuple[Sent, bytes]], tuple[str, ...]]:
    hub = installed_hub(url, settings)
    app = hub.app()
    await hub.open()
    readers = hub.database.readers
    fetch = readers.fetch
    seen: list[Sent] = []

    async def recorded(rules: tuple[str, ...], sql: str, args: Sequence[object] = ()) -> Any:
        seen.append(Sent(rules, sql, args))
        return await fetch(rules, sql, args)

    readers.fetch = recorded  # type: ignore[method-assign]
    known: dict[bytes, tuple[Sent, bytes]] = {}
    try:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=settings.public_url) as client:
            for name, headers, body in requests:
                seen.clear()
                answer = await client.post("/graphql", content=body, headers=headers)
                (sent,) = seen  # one statement for an operation, or it is no floor
                known[name.encode()] = (sent, answer.content)
    finally:
        await hub.close()
    return known, readers._names  # noqa: SLF001


if __name__ == "__main__":
    port, size = map(int, sys.argv[1:])
    asked = json.load(sys.stdin)
    serve(port, lambda: start(asked, size))
