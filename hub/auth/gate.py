"""The gate before the authorization server: a request that is not well-formed by RFC 6749 never reaches it."""

import binascii
from base64 import b64decode
from urllib.parse import parse_qsl, unquote_plus

from authlib.oauth2.rfc6749 import (  # type: ignore[import-untyped]
    InvalidClientError,
    InvalidRequestError,
    OAuth2Error,
)
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request

from hub.auth.models import AUTHORIZATION_CODE

BODY_BYTES = 16 * 1024
PARAMETERS = 50
FORM = "application/x-www-form-urlencoded"
PROOFS = ("client_secret", "client_assertion")
"""What a client proves itself with in the body."""


async def read_form(request: Request) -> dict[str, str]:
    """The parameters of a client's POST; raises OAuth2Error if they are not as RFC 6749 demands.

    Each is printable ASCII and comes once (appendix A, section 3.2), in the body; an empty one counts as omitted.
    """
    if request.scope["query_string"]:
        raise InvalidRequestError("Parameters belong in the body: an address is logged on its way.")
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != FORM:
        raise InvalidRequestError(f"The Content-Type must be {FORM}.")
    return _parsed(await _body(request))


async def read_proved_form(request: Request) -> dict[str, str]:
    """The same of a client that has to prove itself: in one way only, and under one name."""
    form = await read_form(request)
    _check_client(request.headers, form)
    return form


async def read_token_form(request: Request) -> dict[str, str]:
    """The same at the token endpoint."""
    form = await read_proved_form(request)
    if "grant_type" not in form:
        raise InvalidRequestError("The parameter grant_type is missing.")
    if "code_verifier" in form and form["grant_type"] != AUTHORIZATION_CODE:
        raise InvalidRequestError("A code_verifier belongs to an authorization code and to nothing else.")
    return form


def read_query(request: Request) -> dict[str, str]:
    """The parameters of an address that a browser opens, by the same rules; raises OAuth2Error."""
    query: bytes = request.scope["query_string"]
    if len(query) > BODY_BYTES:
        raise InvalidRequestError(f"The address is longer than {BODY_BYTES} bytes.")
    return _parsed(query)


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > BODY_BYTES:
                raise InvalidRequestError(f"The body is longer than {BODY_BYTES} bytes.", status_code=413)
    except ClientDisconnect:
        raise InvalidRequestError("The body ended before its end.") from None
    return bytes(body)


def _parsed(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=PARAMETERS)
    except ValueError:
        raise InvalidRequestError(f"The parameters must be ASCII, and at most {PARAMETERS}.") from None
    if not all(_printable(name) and _printable(value) for name, value in pairs):
        raise InvalidRequestError("Every parameter must consist of printable ASCII characters.")
    if len({name for name, _ in pairs}) != len(pairs):
        raise InvalidRequestError("A parameter is repeated; each may come once.")
    return {name: value for name, value in pairs if value}


def _check_client(headers: Headers, form: dict[str, str]) -> None:
    """At most one way of proving who asks, and by Basic a well-formed one (RFC 6749 section 2.3)."""
    given = headers.getlist("authorization")
    if len(given) + sum(proof in form for proof in PROOFS) > 1:
        raise InvalidRequestError("The client must prove itself in one way: Basic, client_secret or client_assertion.")
    if not given:
        return
    client, _ = read_basic(given[0])
    if form.get("client_id", client) != client:
        raise InvalidRequestError("The client_id in the body is not the one in the Authorization header.")


def read_basic(header: str) -> tuple[str, str]:
    """Name and secret, as sent, of a Basic header; raises InvalidClientError for one that is not well-formed."""
    scheme, _, encoded = header.partition(" ")
    try:
        client, colon, secret = b64decode(encoded.strip(), validate=True).decode("ascii").partition(":")
    except (binascii.Error, ValueError):
        scheme = client = colon = secret = ""
    client = unquote_plus(client)
    if scheme.lower() != "basic" or not (client and colon and _printable(client) and _printable(unquote_plus(secret))):
        raise unknown_client("The Authorization header must be Basic with base64 of client_id:client_secret.")
    return client, secret


def _printable(text: str) -> bool:
    return text.isascii() and text.isprintable()


def unknown_client(description: str) -> OAuth2Error:
    """The refusal of a client that has not proved who it is."""
    return InvalidClientError(description=description, status_code=401)
