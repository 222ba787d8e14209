"""CORS (Fetch standard): the pages of a client's own origins may call the hub from a browser, without cookies."""

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.auth.clients.addresses import same_origin
from hub.auth.models import Client
from hub.auth.remembered import Remembered

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
ALLOWED = "Authorization, Content-Type, Accept-Language, X-Purpose, X-Request-Id"
EXPOSED = "WWW-Authenticate, Retry-After, X-Request-Id"
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
        if scope["type"] != "http" or scope["path"] not in PATHS:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        allowed = origin if origin and await self._origins.allow(origin) else None
        if scope["method"] == "OPTIONS" and origin and "access-control-request-method" in headers:
            await Response(status_code=204, headers=_preflight(allowed))(scope, receive, send)
            return
        await self.app(scope, receive, _marking(send, allowed))


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
    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.add_vary_header("Origin")
            if allowed:
                headers["Access-Control-Allow-Origin"] = allowed
                headers["Access-Control-Expose-Headers"] = EXPOSED
        await send(message)

    return marked
