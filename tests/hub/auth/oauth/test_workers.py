"""Two real `hub serve` processes over one database: a code and a refresh token are used once between them."""

import asyncio
from base64 import urlsafe_b64encode
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from hub.auth.keys import ensure_keys
from hub.auth.vault import Vault
from hub.database.address import driver_url
from tests.hub.auth.conftest import bearer
from tests.hub.auth.oauth.conftest import CALLBACK, VERIFIER
from tests.hub.auth.oauth.serving import START_SECONDS, Workers, code_of, free_port, started, workers

__all__ = ["workers"]


async def test_of_8_redemptions_and_4_refreshes_over_two_workers_one_wins_and_a_revocation_reaches_both(
    workers: Workers,
) -> None:
    form = {"grant_type": "authorization_code", "client_id": "app", "redirect_uri": CALLBACK}
    form |= {"code": await code_of(workers), "code_verifier": VERIFIER}
    redeemed = await asyncio.gather(*(http.post("/oauth/token", data=form) for http in workers.both(8)))
    assert sorted(answer.status_code for answer in redeemed) == [200] + [400] * 7
    (tokens,) = [answer.json() for answer in redeemed if answer.status_code == 200]

    renewal = {"grant_type": "refresh_token", "client_id": "app", "refresh_token": tokens["refresh_token"]}
    renewed = await asyncio.gather(*(http.post("/oauth/token", data=renewal) for http in workers.both(4)))
    assert sorted(answer.status_code for answer in renewed) == [200] + [400] * 3

    async def may() -> list[bool]:
        headers = bearer(tokens["access_token"])
        both = (workers.first, workers.second)
        return [(await http.get("/oauth/userinfo", headers=headers)).status_code == 200 for http in both]

    assert await may() == [True, True]
    await workers.first.post("/oauth/revoke", data={"client_id": "app", "token": tokens["access_token"]})
    at_the_latest = monotonic() + 5
    while True in await may():
        assert monotonic() < at_the_latest
        await asyncio.sleep(0.1)


def test_a_lost_key_encryption_key_stops_serve_and_says_what_to_do(hub_url: str, tmp_path: Path) -> None:
    asyncio.run(_keys(hub_url))
    with ExitStack() as stack:
        given = urlsafe_b64encode(bytes(32)).decode()
        process = started(stack, hub_url, tmp_path, free_port(), "http://127.0.0.1:1", HUB_KEY_ENCRYPTION_KEY=given)
        said = process.stderr.read() if process.stderr else b""
        process.wait(START_SECONDS)
    assert process.returncode == 1
    assert b"sealed with another key-encryption key" in said
    assert b"hub keys discard" in said
    assert b"Traceback" not in said
    assert given.encode() not in said


async def _keys(url: str) -> None:
    engine = create_async_engine(driver_url(url), poolclass=NullPool)
    await ensure_keys(engine, Vault(bytes(range(32))))
    await engine.dispose()
