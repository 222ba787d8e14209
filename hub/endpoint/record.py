"""One HTTP request from first to last byte: its id, what log and metrics say of it, and the last safety net."""

import re
import secrets
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.endpoint.errors import internal
from hub.endpoint.logs import Bound, logger
from hub.headers import header
from hub.texts import preferred

KEY = "hub.record"
SAFE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
"""A request id that a proxy in front may give: nothing in it can break a log line."""
IDS = 100
"""Random ids that are made at once."""
GONE = 499
"""Status in the log when the client closed before the answer."""

log = logger("hub.request")


@dataclass(slots=True)
class Record:
    """What log and metrics say about one request. Never a token, a variable or the text of a query."""

    request_id: str
    method: str
    path: str
    started: float = field(default_factory=perf_counter)
    status: int = GONE
    client: str | None = None
    operation: str | None = None
    kind: str | None = None
    """`query` or `mutation`, once that is known."""
    way: str | None = None
    """Which path answered: `compiled`, `ordinary` or `both`."""
    misplanned: bool = False
    """Whether planning failed, and the ordinary path stood in."""
    codes: list[str] = field(default_factory=list)
    """`extensions.code` of the answer's errors."""

    @property
    def seconds(self) -> float:
        """The time since the request began."""
        return perf_counter() - self.started


def record_of(scope: Scope) -> Record:
    """The record of the running request."""
    record: Record = scope[KEY]
    return record


class Recorded:
    """ASGI middleware: gives a request its id, answers what nothing else caught, and writes the line of the log."""

    def __init__(self, app: ASGIApp, done: Callable[[Record], None]) -> None:
        self.app = app
        self.done = done
        self._ids = _random_ids()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run one connection; only HTTP is recorded."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        record = scope[KEY] = Record(self._request_id(scope), scope["method"], scope["path"])
        with Bound(request_id=record.request_id):
            try:
                await self._run(scope, receive, send, record)
            finally:
                _write(record)
                self.done(record)

    def _request_id(self, scope: Scope) -> str:
        given = header(scope, b"x-request-id")
        return given if given and SAFE_ID.fullmatch(given) else next(self._ids)

    async def _run(self, scope: Scope, receive: Receive, send: Send, record: Record) -> None:
        def marked(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                record.status = message["status"]
                message["headers"] = [*message.get("headers", ()), *_headers(record)]
            return send(message)

        try:
            await self.app(scope, receive, marked)
        except Exception as error:
            log.exception("unhandled", exc_info=error)
            if record.status != GONE:
                raise  # the answer has begun: the server can only close
            await _answer_failure(scope, marked, record)


def _random_ids() -> Iterator[str]:
    """Ids that nobody can guess; the system is asked for many at once, as each time is a call to it."""
    while True:
        many = secrets.token_hex(8 * IDS)
        for start in range(0, len(many), 16):
            yield many[start : start + 16]


def _headers(record: Record) -> list[tuple[bytes, bytes]]:
    return [(b"x-request-id", record.request_id.encode()), (b"x-content-type-options", b"nosniff")]


async def _answer_failure(scope: Scope, send: Send, record: Record) -> None:
    fault = internal()
    record.codes.append(fault.code.value)
    language = preferred(header(scope, b"accept-language"))
    body = msgspec.json.encode({"errors": [fault.entry(language, record.request_id)]})
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _write(record: Record) -> None:
    told: dict[str, Any] = {"client": record.client, "operation": record.operation, "codes": record.codes}
    write = log.debug if record.path.startswith("/health/") else log.info
    write(
        "request",
        method=record.method,
        path=record.path[:200],
        status=record.status,
        ms=round(record.seconds * 1000, 2),
        **{name: value for name, value in told.items() if value},
    )
