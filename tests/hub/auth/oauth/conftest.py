"""People at browsers and clients of every kind, before the real endpoints; sign-in pages are tested elsewhere."""

import json
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc.jwk import ECKey
from joserfc.jws import serialize_compact
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool
from starlette.applications import Starlette

import hub.auth
from hub.auth.clients.registration import Registration
from hub.auth.keys import ensure_keys
from hub.auth.people.models import BrowserSession, Person
from hub.auth.people.sessions import COOKIE, hash_of
from hub.auth.vault import Vault
from hub.database.address import driver_url
from hub.database.migrate import HUB, upgrade
from hub.programme.files import find
from hub.programme.load import load
from hub.testing.database import Template, digest
from tests.hub.auth.conftest import ISSUER, Clock, bearer
from tests.hub.auth.conftest import KEY as KEY_ENCRYPTION

PERSON = UUID("11111111-2222-3333-4444-555555555555")
CALLBACK = "https://app.example.org/callback"
GOODBYE = "https://app.example.org/goodbye"
ORIGIN = "https://app.example.org"
LOOPBACK = "http://127.0.0.1/callback"
SECRET = "a secret of the test, of enough characters"
COOKIE_VALUE = "c" * 43
VERIFIER = "v" * 64
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
KEY = ECKey(
    ec.derive_private_key(1_600_000_000, ec.SECP256R1()),
    None,
    {"use": "sig", "alg": "ES256", "kid": "robot-1"},
)
"""The robot's key, the same in each run, as the database of the tests is kept."""
PEOPLES_GRANTS = ("authorization_code", "refresh_token")
SCOPES = ("openid", "profile", "read", "export")

CLIENTS = (
    Registration(
        "app",
        "lead-office",
        PEOPLES_GRANTS,
        scopes=SCOPES,
        redirect_uris=[CALLBACK],
        post_logout_uris=[GOODBYE],
        origins=[ORIGIN],
        public=True,
    ),
    Registration(
        "native", "lead-office", PEOPLES_GRANTS, scopes=SCOPES, redirect_uris=[LOOPBACK, "http://[::1]/"], public=True
    ),
    Registration("web", "lead-office", PEOPLES_GRANTS, scopes=SCOPES, redirect_uris=[CALLBACK], secret=SECRET),
    Registration(
        "robot",
        "education-bureau",
        ["client_credentials"],
        roles=["bureau"],
        jwks={"keys": [KEY.as_dict(private=False)]},
    ),
    Registration("resource-server", "lead-office", ["client_credentials"], roles=["introspect"], secret=SECRET),
)


def parameters_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))


@dataclass
class Browser:
    """A person's browser and the app behind it, which holds no more than the real ones would."""

    http: httpx.AsyncClient
    client: str = "app"
    callback: str = CALLBACK
    proof: dict[str, str] = field(default_factory=dict)

    def asking(self, **changed: str | None) -> dict[str, str]:
        """The parameters of an authorization request; None leaves one out."""
        usual = {
            "response_type": "code",
            "client_id": self.client,
            "redirect_uri": self.callback,
            "scope": "openid read export",
            "state": "st/ate +&=%",
            "nonce": "n-1",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        return {name: value for name, value in (usual | changed).items() if value is not None}

    async def open(self, **changed: str | None) -> httpx.Response:
        return await self.http.get("/oauth/authorize", params=self.asking(**changed))

    async def decide(self, decision: str, /, **changed: str | None) -> httpx.Response:
        return await self.http.post(
            "/oauth/authorize",
            params=self.asking(**changed),
            data={"decision": decision},
            headers={"Origin": ISSUER},
        )

    async def code(self, **changed: str | None) -> str:
        answer = await self.decide("allow", **changed)
        assert answer.status_code == 303, answer.text
        return parameters_of(answer.headers["location"])["code"]

    async def redeem(self, code: str, **changed: str | None) -> httpx.Response:
        usual = {"grant_type": "authorization_code", "code": code, "code_verifier": VERIFIER}
        form = usual | {"client_id": self.client, "redirect_uri": self.callback} | self.proof | changed
        return await self.ask({name: value for name, value in form.items() if value is not None})

    async def ask(self, form: dict[str, str]) -> httpx.Response:
        return await self.http.post("/oauth/token", data=form)

    async def tokens(self, **changed: str | None) -> dict[str, Any]:
        answer = await self.redeem(await self.code(**changed))
        assert answer.status_code == 200, answer.text
        said: dict[str, Any] = answer.json()
        return said

    async def refresh(self, token: str, **changed: str) -> httpx.Response:
        form = {"grant_type": "refresh_token", "refresh_token": token, "client_id": self.client}
        return await self.ask(form | self.proof | changed)

    async def may(self, token: str) -> bool:
        """Whether an access token is accepted."""
        return (await self.http.get("/who", headers=bearer(token))).status_code == 200


@pytest.fixture(scope="session")
def database_template() -> Template:
    """The programme, signing keys, the clients above, and someone of a district who is signed in."""
    folder, auth = find("shenzhen-guangxi-2016-2020"), Path(hub.auth.__file__).parent
    files = [*HUB.folder.glob("*.py"), *folder.iterdir(), *auth.rglob("*.py"), Path(__file__)]

    async def prepare(url: str) -> None:
        await upgrade(url, [HUB])
        await load(url, folder)
        engine = create_async_engine(driver_url(url), poolclass=NullPool)
        await ensure_keys(engine, Vault(KEY_ENCRYPTION), Clock().date())
        async with AsyncSession(engine) as session, session.begin():
            await _fill(session, Clock().date())
        await engine.dispose()

    return Template("oauth" + digest(sorted(path for path in files if path.is_file())), prepare)


async def _fill(session: AsyncSession, now: datetime) -> None:
    someone = Person(
        id=PERSON,
        name="wang-fang",
        display_name="王芳",
        organisation_code="futian-district",
        roles=["district"],
        password_hash="none that would match",
    )
    session.add_all([*(client.client() for client in CLIENTS), someone])
    await session.flush()
    session.add(
        BrowserSession(
            hash=hash_of(COOKIE_VALUE),
            person_id=PERSON,
            amr=["pwd"],
            authenticated_at=now,
            expires_at=now + timedelta(hours=8),
        )
    )


@pytest.fixture
async def browser(app: Starlette) -> AsyncIterator[Browser]:
    transport, cookies = httpx.ASGITransport(app), {COOKIE: COOKIE_VALUE}
    async with httpx.AsyncClient(transport=transport, base_url=ISSUER, cookies=cookies) as http:
        yield Browser(http)


@pytest.fixture
def web(browser: Browser) -> Browser:
    """The same browser before a client that has a secret."""
    return Browser(browser.http, "web", CALLBACK, {"client_secret": SECRET})


def asserted(clock: Clock, key: ECKey = KEY, **changed: Any) -> dict[str, str]:
    """The form of a token request of the robot, proved by an assertion."""
    claims = {"iss": "robot", "sub": "robot", "aud": ISSUER, "jti": "j-1", "exp": clock.now + 60} | changed
    header = {"alg": "ES256", "kid": "robot-1"}
    return {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": serialize_compact(header, json.dumps(claims), key),
    }


async def count(owner: AsyncEngine, table: str, where: str = "true") -> int:
    async with owner.connect() as connection:
        return int(await connection.scalar(text(f"select count(*) from {table} where {where}")) or 0)


async def change(owner: AsyncEngine, *statements: str) -> None:
    async with owner.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))
