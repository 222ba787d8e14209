"""uvicorn's HTTP protocol with the bounds it lacks: the size of the head, and the time for head and body."""

import asyncio
from enum import Enum, auto
from itertools import chain
from typing import Any

import msgspec
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from hub.endpoint.errors import Fault
from hub.endpoint.joined import Joined
from hub.errors import ErrorCode
from hub.texts import Language, Text

HEAD_BYTES = 32 * 1024
"""Bytes of request line and headers together."""
HEADERS = 100
HEAD_SECONDS = 10.0
BODY_SECONDS = 30.0
"""When the connection is closed over an unfinished body; the app has answered 408 long before."""
DISCARDED_BYTES = 32 * 1024 * 1024
"""Body bytes read after the answer, so that a client that is still sending can read why it was refused."""


class Stage(Enum):
    """Of what more has to come."""

    HEAD = auto()
    BODY = auto()
    NOTHING = auto()
    """The request is whole, and no other has begun."""


class BoundedProtocol(HttpToolsProtocol):
    """One connection of a client that may be slow, broken or hostile."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.head_bytes = 0
        self.stage = Stage.HEAD
        self.discarded = 0
        self.refused: tuple[int, Text] | None = None
        self.deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start to wait for the first request."""
        super().connection_made(transport)
        self.transport = Joined(self.loop, transport)
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what came; a head that does not end is refused. The clock runs only where more has to come."""
        self.head_bytes += len(data)
        super().data_received(data)
        if self.stage is not Stage.BODY and self.head_bytes > HEAD_BYTES and not self.transport.is_closing():
            self._refuse(431, *HEAD_TOO_LARGE)
        if self.deadline is None and self.stage is not Stage.NOTHING:
            self._start_clock()

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self.stage, self.discarded = Stage.HEAD, 0
        self._stop_clock()

    def on_headers_complete(self) -> None:
        """Its head is there."""
        size = len(self.url) + 4 * len(self.headers) + sum(map(len, chain.from_iterable(self.headers)))
        if size > HEAD_BYTES or len(self.headers) > HEADERS:
            self.refused = (431, Text(*HEAD_TOO_LARGE))
            raise ValueError("head too large")  # ends the parser, which has the refusal sent
        self.stage = Stage.BODY
        self._stop_clock()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of its body."""
        if self.cycle.response_complete:
            self.discarded += len(body)
            if self.discarded > DISCARDED_BYTES:
                self._close()
        super().on_body(body)

    def on_message_complete(self) -> None:
        """All of it is there."""
        super().on_message_complete()
        self._stop_clock()
        self.stage, self.head_bytes = Stage.NOTHING, 0

    def send_400_response(self, msg: str) -> None:
        """The answer to bytes that are not HTTP, called by uvicorn."""
        status, text = self.refused or (400, Text(msg, "HTTP 请求格式错误。"))
        self._refuse(status, text.en, text.zh)

    def _head_late(self) -> None:
        self._refuse(408, "The headers took too long. Send them at once.", "请求头接收超时。请一次发送完整。")

    def _refuse(self, status: int, en: str, zh: str) -> None:
        """Answer before there is a request: in both languages, as no header tells the reader's."""
        fault = Fault(ErrorCode.BAD_USER_INPUT, Text(f"{en} {zh}", zh))
        body = msgspec.json.encode({"errors": [fault.entry(Language.EN, "")]})
        head = b"content-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % len(body)
        self.transport.write(STATUS_LINE[status] + head + body)
        self._close()

    def _start_clock(self) -> None:
        late = (BODY_SECONDS, self._close) if self.stage is Stage.BODY else (HEAD_SECONDS, self._head_late)
        self.deadline = self.loop.call_later(*late)

    def _stop_clock(self) -> None:
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None

    def _close(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()


HEAD_TOO_LARGE = (
    f"The head is larger than {HEAD_BYTES} bytes or {HEADERS} headers. Send a long query by POST.",
    f"请求头超过 {HEAD_BYTES} 字节或 {HEADERS} 项。较长的查询请使用 POST。",
)
