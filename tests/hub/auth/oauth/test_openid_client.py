"""A real client of OpenID Connect, openid-client in Node, goes through every flow of a served hub."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

import dev
from hub.auth.clients.register import Clients
from hub.database.address import driver_url
from tests.hub.auth.oauth.conftest import CALLBACK, CLIENTS, GOODBYE, KEY
from tests.hub.auth.oauth.serving import ASKING, PASSWORD, Workers, workers

__all__ = ["workers"]

SECRET = "of 32 characters, with + % : and ~"
STOOD = [
    *("code: true openid profile read", "userinfo: wang-fang", "refresh: 1 of 4", "revocation"),
    *("introspection: true openid read",) * 2,
    *("machine: read", f"logout: 303 {GOODBYE}"),
]
NODE = dev.node()
MISSING = "openid-client is left out: `python3 dev.py test` fetches it, and Node, where a network allows"


async def register(url: str) -> None:
    """The clients that the flow speaks as, beside the app of all served hubs."""
    engine = create_async_engine(driver_url(url), poolclass=NullPool)
    async with AsyncSession(engine) as db, db.begin():
        for asked in CLIENTS:
            if asked.name in {"web", "robot"}:
                await Clients(db, "test").add(replace(asked, secret=asked.secret and SECRET))
    await engine.dispose()


async def cookie_of(workers: Workers) -> str:
    sent = await workers.first.get("/oauth/authorize", params=ASKING)
    form = {"name": "wang-fang", "password": PASSWORD}
    entered = await workers.first.post(sent.headers["location"], data=form, headers={"Origin": workers.issuer})
    return entered.headers["set-cookie"].partition(";")[0]


@pytest.mark.skipif(NODE is None or not dev.NODE_INSTALLED.exists(), reason=MISSING)
async def test_openid_client_goes_through_every_flow(workers: Workers, hub_url: str) -> None:
    await register(hub_url)
    given = (await cookie_of(workers), SECRET, json.dumps(KEY.as_dict(private=True)), CALLBACK, GOODBYE)
    flow = [str(Path(NODE or "") / "node"), str(dev.NODE_PACKAGES / "flow.mjs"), workers.issuer, *given]
    process = await asyncio.create_subprocess_exec(*flow, stdout=PIPE, stderr=STDOUT)
    said, _ = await process.communicate()
    assert said.decode().splitlines() == STOOD
    assert process.returncode == 0
