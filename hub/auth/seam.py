"""Authorization as one process holds it: server, verifier and principals around one engine and one clock."""

import time
from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request
from starlette.routing import BaseRoute

from hub.auth.access import Access
from hub.auth.demo import PRODUCTION, refuse_demo_clients
from hub.auth.keys import Keyring, ensure_keys
from hub.auth.models import LONGEST_LIFE
from hub.auth.principal import Principals
from hub.auth.server import Endpoints
from hub.auth.tokens import Issuer, Verifier
from hub.auth.vault import Vault


async def make_ready(owner: AsyncEngine, vault: Vault, environment: str) -> None:
    """Do before serving what the service itself may not: make the first signing keys; `owner` may write the tables.

    Raises DemoError if production would serve a database that holds demo clients.
    """
    await ensure_keys(owner, vault)
    if environment == PRODUCTION:
        await refuse_demo_clients(owner)


class Authorization:
    """What the application needs of authorization: routes to mount, and the access behind a request."""

    def __init__(
        self,
        engine: AsyncEngine,
        public_url: str,
        vault: Vault,
        token_seconds: int = LONGEST_LIFE,
        clock: Callable[[], float] = time.time,
    ) -> None:
        issuer, keys = Issuer.of(public_url), Keyring(engine, vault, clock)
        self._endpoints = Endpoints(engine, issuer, keys, clock, token_seconds)
        self._principals = Principals(engine, Verifier(issuer, keys, clock), clock)

    def routes(self) -> list[BaseRoute]:
        """The token endpoint, the key set and the metadata, to be mounted at the root."""
        return self._endpoints.routes()

    async def access_of(self, request: Request) -> Access:
        """What the bearer of the request's token may do: NOBODY without one; raises Unauthenticated for a bad one."""
        return await self._principals.access_of(request)
