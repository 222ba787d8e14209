"""uvicorn's HTTP protocol with the bounds it lacks: the size of the head, and the time for head and body."""

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from hub.endpoint.errors import Fault
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


class BoundedProtocol(HttpToolsProtocol):
    """One connection of a client that may be slow, broken or hostile."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.head_bytes = 0
        self.in_head = True
        self.discarded = 0
        self.refused: tuple[int, Text] | None = None
        self.deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start to wait for the first request."""
        super().connection_made(transport)
        self._within(HEAD_SECONDS, self._head_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._within(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what came; a head that does not end is refused."""
        self.head_bytes += len(data)
        super().data_received(data)
        if self.in_head and self.head_bytes > HEAD_BYTES and not self.transport.is_closing():
            self._refuse(431, *HEAD_TOO_LARGE)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self.in_head, self.discarded = True, 0
        self._within(HEAD_SECONDS, self._head_late)

    def on_headers_complete(self) -> None:
        """Its head is there."""
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > HEAD_BYTES or len(self.headers) > HEADERS:
            self.refused = (431, Text(*HEAD_TOO_LARGE))
            raise ValueError("head too large")  # ends the parser, which has the refusal sent
        self.in_head = False
        self._within(BODY_SECONDS, self._close)
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
        self._within(None)
        self.in_head, self.head_bytes = True, 0

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

    def _within(self, seconds: float | None, otherwise: Callable[[], None] | None = None) -> None:
        if self.deadline is not None:
            self.deadline.cancel()
        self.deadline = self.loop.call_later(seconds, otherwise) if seconds and otherwise else None

    def _close(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()


HEAD_TOO_LARGE = (
    f"The head is larger than {HEAD_BYTES} bytes or {HEADERS} headers. Send a long query by POST.",
    f"请求头超过 {HEAD_BYTES} 字节或 {HEADERS} 项。较长的查询请使用 POST。",
)
