"""A whole hub with records, people who sign in at it, and an app to which they lend their rights."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from time import time
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from hub.auth.clients.register import Clients
from hub.auth.clients.registration import Registration
from hub.auth.people.accounts import Accounts, NewPerson
from hub.auth.people.passwords import Passwords
from hub.auth.people.totp import SECONDS, code_at
from hub.database.address import driver_url
from hub.testing.client import PUBLIC_URL, HubClient
from tests.hub.auth.people.conftest import CHALLENGE, PASSWORD, VERIFIER, Seen, sent_to
from tests.hub.records.conftest import hub, hub_modules, hub_programme, hub_records, hub_url, office, owner

__all__ = ["hub", "hub_modules", "hub_programme", "hub_records", "hub_url", "office", "owner"]

CALLBACK = "https://app.example.org/callback"
ORIGIN = {"Origin": PUBLIC_URL}
APP = Registration(
    "app",
    "lead-office",
    ("authorization_code", "refresh_token"),
    scopes=("openid", "profile", "read", "write", "submit", "approve", "export", "personal", "audit", "accounts"),
    redirect_uris=[CALLBACK],
    public=True,
)


@dataclass
class Town:
    """The people of one hub; each is made by the tables' owner, and comes in by the pages."""

    hub: HubClient
    engine: AsyncEngine
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    """Who is signed in, by name."""

    async def add(self, name: str, organisation: str, *roles: str) -> UUID:
        async with AsyncSession(self.engine) as db, db.begin():
            person = await Accounts(db, Passwords(), "test").add(NewPerson(name, name, organisation, roles, PASSWORD))
            return person.id

    async def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        """The answer to name and password; browsers hold the cookie over plain http on the loopback, httpx doesn't."""
        form = {"name": name, "password": password}
        return await self.hub.http.post("/oauth/sign-in", data=form, headers=ORIGIN)

    async def cookie(self, name: str) -> dict[str, str]:
        """The browser of somebody who is signed in."""
        if name not in self.cookies:
            self.cookies[name] = await self._entered(name)
        return self.cookies[name]

    async def _entered(self, name: str) -> dict[str, str]:
        """Signed in, by a second factor where the roles ask for one, which is set up on the way."""
        entered = await self.sign_in(name)
        if entered.status_code != 303:
            return held(entered)
        page = await self.hub.http.get(entered.headers["location"], headers=held(entered))
        secret = next(link for link in Seen(page.text).links if link.startswith("otpauth:"))
        code = code_at(parse_qs(urlsplit(secret).query)["secret"][0], int(time()) // SECONDS)
        done = await self.hub.http.post(
            entered.headers["location"], data={"code": code}, headers=ORIGIN | held(entered)
        )
        assert done.status_code == 200, done.text
        return held(done)

    async def code(self, name: str, scope: str) -> str:
        """A code for the app, with which somebody shares these scopes."""
        query = {"response_type": "code", "client_id": "app", "redirect_uri": CALLBACK, "scope": scope}
        query |= {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
        cookie = await self.cookie(name)
        answer = await self.hub.http.post(
            "/oauth/authorize", params=query, data={"decision": "allow"}, headers=ORIGIN | cookie
        )
        return sent_to(answer)[1]["code"]

    async def redeem(self, code: str) -> httpx.Response:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "client_id": "app"}
        return await self.hub.http.post("/oauth/token", data=form | {"code_verifier": VERIFIER})

    async def token(self, name: str, scope: str) -> str:
        """An access token of the app's for somebody."""
        return str((await self.redeem(await self.code(name, scope))).json()["access_token"])

    async def ask(self, token: str, query: str, variables: Any = None, **headers: str) -> Any:
        headers = {"authorization": f"Bearer {token}", "accept-language": "en"} | headers
        body = {"query": query, "variables": variables or {}}
        return (await self.hub.http.post("/graphql", json=body, headers=headers)).json()


def held(answer: httpx.Response) -> dict[str, str]:
    return {"Cookie": answer.headers["set-cookie"].partition(";")[0]}


@pytest.fixture(scope="module")
async def engine(hub: HubClient, hub_url: str) -> AsyncIterator[AsyncEngine]:
    """The owner of the tables, who has registered the app."""
    assert hub.app
    engine = create_async_engine(driver_url(hub_url), poolclass=NullPool)
    async with AsyncSession(engine) as db, db.begin():
        await Clients(db, "test").add(APP)
    yield engine
    await engine.dispose()


@pytest.fixture(scope="module")
def town(hub: HubClient, engine: AsyncEngine) -> Town:
    return Town(hub, engine)
