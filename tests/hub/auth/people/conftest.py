"""A hub that only authorizes, people with passwords, a registered app, and browsers at addresses of their own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from starlette.applications import Starlette

from hub.auth.keys import ensure_keys
from hub.auth.models import AUTHORIZATION_CODE, REFRESH_TOKEN, AuthMethod, Client
from hub.auth.people.accounts import Accounts, NewPerson
from hub.auth.people.models import Person
from hub.auth.people.passwords import Passwords
from hub.auth.vault import Vault
from tests.hub.auth.conftest import ISSUER, Clock

PASSWORD = "bicycle lamp seven"
CALLBACK = "https://app.example.org/callback"
SIGN_IN = "/oauth/sign-in"
AUTHORIZE = "/oauth/authorize"
ACCOUNT = "/oauth/account"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
"""The example of RFC 7636 appendix B."""


@dataclass
class Naps:
    """How long the hub would have slept; it goes on at once."""

    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


class Seen(HTMLParser):
    """A page as a person meets it: its words, its links, and its form."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.actions: list[str] = []
        self.fields: dict[str, str] = {}
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if tag == "a":
            self.links.append(given["href"] or "")
        if tag == "form":
            self.actions.append(given["action"] or "")
        if tag == "input":
            self.fields[given["name"] or ""] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass
class Browser:
    """One browser: it holds cookies, and posts forms as a page of the hub's own does."""

    http: httpx.AsyncClient

    async def get(self, path: str, **query: str) -> httpx.Response:
        return await self.http.get(path, params=query or None)

    async def post(self, path: str, *, origin: str | None = ISSUER, **form: str) -> httpx.Response:
        return await self.http.post(path, data=form, headers={"Origin": origin} if origin else {})

    async def sign_in(self, name: str, password: str = PASSWORD, following: str = "") -> httpx.Response:
        path = f"{SIGN_IN}?{urlencode({'next': following})}" if following else SIGN_IN
        return await self.post(path, name=name, password=password)

    @property
    def cookie(self) -> str | None:
        return self.http.cookies.get("__Host-sid")


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> Naps:
    """What the hub would have slept."""
    naps = Naps()
    monkeypatch.setattr("hub.auth.people.throttle.sleep", naps)
    return naps


@pytest.fixture
async def keys(owner: AsyncEngine, vault: Vault, clock: Clock) -> None:
    """Signing keys."""
    await ensure_keys(owner, vault, clock.date())


@pytest.fixture
async def at_address(app: Starlette, keys: None, naps: Naps) -> AsyncIterator[Callable[[str], Awaitable[Browser]]]:
    """Make a browser at an address."""
    assert (keys, naps.seconds) == (None, [])
    async with AsyncExitStack() as stack:

        async def made(address: str) -> Browser:
            transport = httpx.ASGITransport(app, client=(address, 40000))
            return Browser(await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url=ISSUER)))

        yield made


@pytest.fixture
async def browser(at_address: Callable[[str], Awaitable[Browser]]) -> Browser:
    return await at_address("203.0.113.7")


Adding = Callable[..., Awaitable[Person]]


@pytest.fixture
def add(owner: AsyncEngine, clock: Clock) -> Adding:
    """Add a person: of Futian, as a reader, unless said otherwise."""

    async def added(
        name: str, *, organisation: str = "futian-district", roles: tuple[str, ...] = ("district",)
    ) -> Person:
        async with AsyncSession(owner, expire_on_commit=False) as db, db.begin():
            accounts = Accounts(db, Passwords(), "test", clock.date())
            return await accounts.add(NewPerson(name, name.title(), organisation, roles, PASSWORD))

    return added


@pytest.fixture
async def li(add: Adding) -> Person:
    return await add("li.na")


@pytest.fixture
async def app_client(owner: AsyncEngine) -> Client:
    """A registered app, whose name would be markup if it were not escaped."""
    client = Client(
        id="<b>app</b>",
        organisation_code="futian-district",
        roles=[],
        scopes=["openid", "profile", "read", "export"],
        grants=[AUTHORIZATION_CODE, REFRESH_TOKEN],
        auth_method=AuthMethod.NONE,
        redirect_uris=[CALLBACK],
        post_logout_uris=["https://app.example.org/bye"],
    )
    async with AsyncSession(owner, expire_on_commit=False) as db, db.begin():
        db.add(client)
    return client


def asking(**changed: str) -> str:
    """The path by which the app sends a person to the hub."""
    query = {
        "response_type": "code",
        "client_id": "<b>app</b>",
        "redirect_uri": CALLBACK,
        "scope": "openid read",
        "state": "s-1",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    return f"{AUTHORIZE}?{urlencode({k: v for k, v in (query | changed).items() if v})}"


def sent_to(answer: httpx.Response) -> tuple[str, dict[str, str]]:
    """Where an answer redirects, and with which parameters."""
    parts = urlsplit(answer.headers["location"])
    return f"{parts.scheme}://{parts.netloc}{parts.path}", dict(parse_qsl(parts.query))


async def rows(engine: AsyncEngine, statement: str, **values: Any) -> list[Any]:
    async with engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text(statement), values)]
