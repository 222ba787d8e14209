"""An answer of the endpoint as it leaves: JSON, with the headers that all of them have made once."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec
from starlette.types import Send

from hub.endpoint.errors import Fault
from hub.endpoint.logs import logger
from hub.endpoint.media import LEGACY, RESPONSE
from hub.endpoint.record import Record
from hub.texts import Language

LOGGED_FAULTS = 5
"""Causes logged for one request: a list may fail a thousand times alike."""

encoded = msgspec.json.Encoder().encode
log = logger("hub.answers")
Headers = list[tuple[bytes, bytes]]


def _usual(media: str) -> Headers:
    return [
        (b"content-type", f"{media}; charset=utf-8".encode()),
        (b"cache-control", b"no-store"),
        (b"vary", b"Accept, Accept-Language, Authorization"),
    ]


USUAL = {media: _usual(media) for media in (RESPONSE, LEGACY)}


def body_of(
    faults: Iterable[Fault], language: Language, record: Record, data: Mapping[str, Any] | None = None
) -> bytes:
    """The faults as the reader reads them, and the data; their codes go into the record, their causes into the log."""
    told = list(faults)
    record.codes += [fault.code.value for fault in told]
    for fault in [fault for fault in told if fault.cause][:LOGGED_FAULTS]:
        log.error("field failed", path=fault.path, exc_info=fault.cause)
    errors = {"errors": [fault.entry(language, record.request_id) for fault in told]} if told else {}
    return encoded({**errors, **(data or {})})


class Answer(NamedTuple):
    """One answer; `headers` are those beside the usual ones."""

    body: bytes
    media: str
    status: int = 200
    headers: Mapping[str, str] = {}

    async def leave(self, send: Send) -> None:
        """Send it."""
        headers = [*USUAL[self.media], (b"content-length", b"%d" % len(self.body))]
        headers += [(name.lower().encode(), value.encode("latin-1")) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})
