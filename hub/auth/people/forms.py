"""What a browser posts to us: read under bounds, and only from our own pages."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from hub.auth.people.errors import PageError
from hub.texts import Text

BODY_BYTES, FIELDS = 16 * 1024, 50
FORM = "application/x-www-form-urlencoded"
FOREIGN = Text(
    "This form was not sent from a page of the hub itself. Go back to where you came from and begin again.",
    "该表单并非由本平台页面提交。请返回原处重新操作。",
)
UNREADABLE = Text(
    "This form can't be read. Go back to where you came from and begin again.", "无法读取该表单。请返回原处重新操作。"
)


async def read_form(request: Request, origin: str) -> dict[str, str]:
    """What one of our own pages posted; raises PageError for a foreign one and for what is no such form."""
    if not is_own(request.headers, origin):
        raise PageError(FOREIGN, 403)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise PageError(UNREADABLE, 415)
    try:
        pairs = parse_qsl(
            (await _body(request)).decode(), keep_blank_values=True, max_num_fields=FIELDS, errors="strict"
        )
    except ValueError:
        raise PageError(UNREADABLE) from None
    if len({name for name, _ in pairs}) != len(pairs) or any("\0" in part for pair in pairs for part in pair):
        raise PageError(UNREADABLE)
    return dict(pairs)


def is_own(headers: Mapping[str, str], origin: str) -> bool:
    """Whether a post comes from a page of `origin`: the defence against forged requests.

    Our pages say Referrer-Policy: no-referrer, for which browsers send `Origin: null` (Fetch, "append a request
    `Origin` header"); Sec-Fetch-Site, which no page can forge, then tells where it comes from.
    """
    site, given = headers.get("sec-fetch-site"), headers.get("origin")
    if site not in {None, "same-origin"}:
        return False
    return given == origin or (given == "null" and site == "same-origin")


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > BODY_BYTES:
                raise PageError(UNREADABLE, 413)
    except ClientDisconnect:
        raise PageError(UNREADABLE) from None
    return bytes(body)
