"""CORS (Fetch standard): the pages of a client's own origins may call the hub from a browser, without cookies."""

from collections.abc import Awaitable, Callable, Iterable

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.auth.clients.addresses import same_origin
from hub.auth.models import Client
from hub.auth.remembered import Remembered
from hub.headers import header

FRESH = 5.0
PATHS = frozenset(
    {
        "/graphql",
        "/oauth/token",
        "/oauth/revoke",
        "/oauth/userinfo",
        "/oauth/jwks",
        "/.well-known/oauth-authorization-server",
        "/.well-known/openid-configuration",
    }
)
"""What an app in a browser calls; never a page, nor /oauth/authorize, which are opened and not fetched."""
EXPORTS = "/export/"
ALLOWED = "Authorization, Content-Type, Accept-Language, X-Purpose, X-Request-Id"
EXPOSING = (
    b"access-control-expose-headers",
    b"WWW-Authenticate, Retry-After, X-Request-Id, Content-Disposition",
)
PREFLIGHT_SECONDS = 600


class Origins:
    """The origins of all clients that are not disabled."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], float]) -> None:
        self._engine = engine
        self._known = Remembered(self._read, clock, FRESH)

    async def allow(self, origin: str) -> bool:
        """Whether some client has registered it."""
        return any(same_origin(registered, origin) for registered in await self._known.get())

    async def _read(self) -> frozenset[str]:
        statement = select(func.unnest(col(Client.origins))).where(col(Client.disabled_at).is_(None)).distinct()
        async with self._engine.connect() as connection:
            return frozenset(await connection.scalars(statement))


class Cors:
    """ASGI middleware that answers preflights and names the origin in the answers it may read."""

    def __init__(self, app: ASGIApp, origins: Origins) -> None:
        self.app, self._origins = app, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run one request; what isn't HTTP, or is none of the paths, passes untouched."""
        if scope["type"] != "http" or not _called(scope["path"]):
            await self.app(scope, receive, send)
            return
        origin = header(scope, b"origin")
        allowed = origin if origin and await self._origins.allow(origin) else None
        if scope["method"] == "OPTIONS" and origin and header(scope, b"access-control-request-method") is not None:
            await Response(status_code=204, headers=_preflight(allowed))(scope, receive, send)
            return
        await self.app(scope, receive, _marking(send, allowed))


def _called(path: str) -> bool:
    return path in PATHS or path.startswith(EXPORTS)


def _preflight(allowed: str | None) -> dict[str, str]:
    if allowed is None:
        return {"Vary": "Origin"}
    return {
        "Vary": "Origin",
        "Access-Control-Allow-Origin": allowed,
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": ALLOWED,
        "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
    }


def _marking(send: Send, allowed: str | None) -> Send:
    named = [(b"access-control-allow-origin", allowed.encode("latin-1")), EXPOSING] if allowed else ()

    def marked(message: Message) -> Awaitable[None]:
        if message["type"] == "http.response.start":
            message["headers"] = [*_varying(message["headers"]), *named]
        return send(message)

    return marked


def _varying(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """These headers, which say that the answer depends on the origin too."""
    varied = [value for name, value in headers if name == b"vary"]
    return [*[pair for pair in headers if pair[0] != b"vary"], (b"vary", b", ".join([*varied, b"Origin"]))]
