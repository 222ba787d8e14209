"""An answer of the endpoint as it leaves: JSON, with the headers that all of them have made once."""

from collections.abc import Mapping
from typing import NamedTuple

from starlette.types import Send

from hub.endpoint.media import LEGACY, RESPONSE

Headers = list[tuple[bytes, bytes]]


def _usual(media: str) -> Headers:
    return [
        (b"content-type", f"{media}; charset=utf-8".encode()),
        (b"cache-control", b"no-store"),
        (b"vary", b"Accept, Accept-Language, Authorization"),
    ]


USUAL = {media: _usual(media) for media in (RESPONSE, LEGACY)}


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
