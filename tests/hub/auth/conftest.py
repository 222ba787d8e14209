"""The bundled programme, demo clients, an application that only authorizes, and a clock that the test moves."""

from base64 import b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hub.auth.access import Access, Act
from hub.auth.clients.cors import Cors
from hub.auth.demo import provision
from hub.auth.keys import ensure_keys
from hub.auth.seam import Authorization
from hub.auth.vault import Vault
from hub.database.address import driver_url
from hub.database.migrate import HUB, upgrade
from hub.errors import Unauthenticated
from hub.programme.files import find
from hub.programme.load import load
from hub.testing.database import Template, digest

ISSUER = "https://hub.example.org"
KEY = bytes(range(32))
GRANT = {"grant_type": "client_credentials"}
FORM = "application/x-www-form-urlencoded"


@dataclass
class Clock:
    """The hour, which only the test moves."""

    now: float = 1_600_000_000.0

    def __call__(self) -> float:
        return self.now

    def date(self) -> datetime:
        return datetime.fromtimestamp(self.now, UTC)


@pytest.fixture(scope="session")
def database_template() -> Template:
    folder = find("shenzhen-guangxi-2016-2020")
    files = [*HUB.folder.glob("*.py"), *folder.iterdir()]

    async def prepare(url: str) -> None:
        await upgrade(url, [HUB])
        await load(url, folder)

    return Template("auth" + digest(sorted(path for path in files if path.is_file())), prepare)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault() -> Vault:
    return Vault(KEY)


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(driver_url(database_url), poolclass=NullPool)
    yield engine
    await engine.dispose()


@pytest.fixture
async def service(database_url: str) -> AsyncIterator[AsyncEngine]:
    arguments = {"server_settings": {"role": "hub_app"}}
    engine = create_async_engine(driver_url(database_url), connect_args=arguments, pool_size=3)
    yield engine
    await engine.dispose()


@pytest.fixture
async def secrets(owner: AsyncEngine, vault: Vault, clock: Clock, tmp_path: Path) -> dict[str, str]:
    await ensure_keys(owner, vault, clock.date())
    return await provision(owner, tmp_path, "test")


@pytest.fixture
def authorization(service: AsyncEngine, vault: Vault, clock: Clock) -> Authorization:
    return Authorization(service, ISSUER, vault, clock=clock)


@pytest.fixture
def app(authorization: Authorization) -> Starlette:
    async def who(request: Request) -> Response:
        try:
            return JSONResponse(described(await authorization.access_of(request)))
        except Unauthenticated as refusal:
            return JSONResponse({"error": str(refusal)}, 401)

    routes = [*authorization.routes(), Route("/who", who)]
    return Starlette(routes=routes, middleware=[Middleware(Cors, origins=authorization.origins)])


@pytest.fixture
async def http(app: Starlette, secrets: dict[str, str]) -> AsyncIterator[httpx.AsyncClient]:
    assert secrets
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ISSUER) as client:
        yield client


def described(access: Access) -> dict[str, Any]:
    """Who asks, and by act where: `*` for everywhere, whole counties, and dated ones."""
    reads = access.counties()
    return {
        "subject": access.subject,
        "organisation": access.organisation,
        "roles": sorted(access.roles),
        "acts": sorted({act for _, act in access.grants}),
        "measures": sorted({measure for measure, act in access.grants if act is Act.READ}),
        "counties": "*" if reads.everywhere else sorted(reads.counties),
        "dated": sorted(f"{span.county} {span.days}" for span in reads.dated),
    }


async def ask(http: httpx.AsyncClient, name: str, secret: str, **parameters: str) -> httpx.Response:
    return await http.post("/oauth/token", data=GRANT | parameters, auth=(name, secret))


async def ask_raw(http: httpx.AsyncClient, body: bytes, **headers: str) -> httpx.Response:
    return await http.post("/oauth/token", content=body, headers={"Content-Type": FORM} | headers)


async def token_of(http: httpx.AsyncClient, name: str, secrets: dict[str, str], **parameters: str) -> str:
    return str((await ask(http, name, secrets[name], **parameters)).json()["access_token"])


def basic(name: str, secret: str) -> str:
    return "Basic " + b64encode(f"{name}:{secret}".encode()).decode()


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
