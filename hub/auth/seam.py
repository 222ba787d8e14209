"""Authorization as one process holds it: endpoints, verifier and principals around one engine and one clock."""

import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request
from starlette.routing import BaseRoute

from hub.auth.access import Access
from hub.auth.clients.cors import Origins
from hub.auth.demo import PRODUCTION
from hub.auth.endpoints.authorize import Authorize
from hub.auth.endpoints.discovery import Discovery
from hub.auth.endpoints.logout import Logout
from hub.auth.endpoints.tokens import TokenEndpoints
from hub.auth.endpoints.userinfo import UserInfo
from hub.auth.grants.denials import Denials
from hub.auth.issuer import Issuer
from hub.auth.keys import Keyring, ensure_keys
from hub.auth.models import LONGEST_LIFE
from hub.auth.people.passwords import Passwords
from hub.auth.people.seam import People
from hub.auth.principal import Principals, bearer_of
from hub.auth.production import refuse_unsafe
from hub.auth.server import Authority
from hub.auth.tokens import Claims, Verifier
from hub.auth.vault import Vault


async def make_ready(owner: AsyncEngine, vault: Vault, environment: str) -> None:
    """Do before serving what the service itself may not: make the first signing keys; `owner` may write the tables.

    Raises VaultError if the keys that are there can't be opened, and UnsafeError or DemoError if production would serve
    a database that isn't fit for it.
    """
    await ensure_keys(owner, vault)
    if environment == PRODUCTION:
        await refuse_unsafe(owner)


class Routed(Protocol):
    """One part of the authorization server, with its addresses."""

    def routes(self) -> Sequence[BaseRoute]:
        """What is to be mounted at the root."""


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
        self.passwords = Passwords()
        """One for the process, as so many are checked at once and no more."""
        people = People(engine, issuer.url, vault, clock, self.passwords)
        self._principals = Principals(engine, Verifier(issuer, keys, Denials(engine, clock), clock), clock)
        self.origins = Origins(engine, clock)
        """Where pages may call from; for the middleware `Cors`."""
        authority = Authority(engine, issuer, keys, clock, token_seconds)
        self._endpoints: list[Routed] = [
            TokenEndpoints(authority, self._principals.examine),
            UserInfo(engine, self._claims_of),
            Discovery(issuer, keys),
            Authorize(authority, people),
            Logout(authority, people),
            people,
        ]

    def routes(self) -> list[BaseRoute]:
        """The endpoints of OAuth and OpenID Connect and the pages of signing in, to be mounted at the root."""
        return [route for endpoint in self._endpoints for route in endpoint.routes()]

    def access_of(self, request: Request) -> Awaitable[Access]:
        """What the bearer of the request's token may do: NOBODY without one; raises Unauthenticated for a bad one."""
        return self._principals.access_of(request)

    async def _claims_of(self, request: Request) -> Claims | None:
        token = bearer_of(request)
        return None if token is None else await self._principals.examine(token)
