"""Two real `hub serve` processes over one database, with somebody who signs in and an app."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from hub.auth.clients.register import Clients
from hub.auth.clients.registration import Registration
from hub.auth.people.accounts import Accounts, NewPerson
from hub.auth.people.passwords import Passwords
from hub.database.address import driver_url
from tests.hub.auth.oauth.conftest import CALLBACK, CHALLENGE, GOODBYE, parameters_of

PASSWORD = "nine green kites at dusk"
START_SECONDS = 60
ASKING = {
    "response_type": "code",
    "client_id": "app",
    "redirect_uri": CALLBACK,
    "scope": "openid read",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


@dataclass(frozen=True)
class Workers:
    """The addresses of both, and a client for each; the first one's address is the issuer."""

    first: httpx.AsyncClient
    second: httpx.AsyncClient
    issuer: str

    def both(self, number: int) -> list[httpx.AsyncClient]:
        return [self.first, self.second] * (number // 2)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def started(stack: ExitStack, url: str, folder: Path, port: int, issuer: str, **more: str) -> subprocess.Popen[bytes]:
    settings = {
        "HUB_DATABASE_URL": url,
        "HUB_DATA_DIR": str(folder),
        "HUB_PORT": str(port),
        "HUB_PUBLIC_URL": issuer,
        "HUB_METRICS_PORT": "0",
        "HUB_ENVIRONMENT": "test",
        "HUB_POOL_SIZE": "4",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "hub.cli", "serve"], env=os.environ | settings | more, stderr=subprocess.PIPE
    )
    stack.callback(process.communicate)
    stack.callback(process.terminate)
    return process


async def answers(http: httpx.AsyncClient, process: subprocess.Popen[bytes]) -> None:
    """Wait until the worker answers."""
    end = monotonic() + START_SECONDS
    while monotonic() < end:
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        try:
            await http.get("/oauth/jwks")
        except httpx.TransportError:
            await asyncio.sleep(0.05)
        else:
            return
    raise TimeoutError("the worker didn't start")


async def fill(url: str) -> None:
    engine = create_async_engine(driver_url(url), poolclass=NullPool)
    grants = ("authorization_code", "refresh_token")
    scopes = ("openid", "profile", "read")
    app = Registration(
        "app",
        "lead-office",
        grants,
        scopes=scopes,
        redirect_uris=[CALLBACK],
        post_logout_uris=[GOODBYE],
        public=True,
    )
    async with AsyncSession(engine) as session, session.begin():
        await Clients(session, "test").add(app)
        someone = NewPerson("wang-fang", "王芳", "futian-district", ["district"], PASSWORD)
        await Accounts(session, Passwords(), "test").add(someone)
    await engine.dispose()


@pytest.fixture
async def workers(hub_url: str, tmp_path: Path) -> AsyncIterator[Workers]:
    await fill(hub_url)
    ports = [free_port(), free_port()]
    issuer = f"http://127.0.0.1:{ports[0]}"
    with ExitStack() as stack:
        processes = [started(stack, hub_url, tmp_path, port, issuer) for port in ports]
        async with (
            httpx.AsyncClient(base_url=issuer, timeout=30) as first,
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{ports[1]}", timeout=30) as second,
        ):
            for http, process in zip((first, second), processes, strict=True):
                await answers(http, process)
            yield Workers(first, second, issuer)


async def code_of(workers: Workers) -> str:
    """A code by way of the real pages: signing in, then consent; no browser, so the cookie is carried by hand."""
    origin = {"Origin": workers.issuer}
    sent = await workers.first.get("/oauth/authorize", params=ASKING)
    form = {"name": "wang-fang", "password": PASSWORD}
    entered = await workers.first.post(sent.headers["location"], data=form, headers=origin)
    cookie = {"Cookie": entered.headers["set-cookie"].partition(";")[0]}
    back = parameters_of(sent.headers["location"])["next"]
    assert (await workers.second.get(back, headers=cookie)).status_code == 200
    answer = await workers.first.post(back, data={"decision": "allow"}, headers=origin | cookie)
    return parameters_of(answer.headers["location"])["code"]
