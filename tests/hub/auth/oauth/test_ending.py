"""What ends tokens: a person or client disabled, a password changed, a token given back, a consent withdrawn."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from starlette.requests import Request

from hub.auth.clients.register import Clients
from hub.auth.grants.consents import withdraw_consent
from hub.auth.people.accounts import Accounts
from hub.auth.people.passwords import Passwords
from hub.auth.principal import FRESH
from hub.auth.seam import Authorization
from hub.auth.vault import Vault
from hub.errors import Unauthenticated
from tests.hub.auth.conftest import ISSUER, Clock, bearer
from tests.hub.auth.oauth.conftest import ORIGIN, PERSON, SECRET, Browser, change, count

Ending = Callable[[AsyncEngine, Clock], Awaitable[object]]


async def _disable_person(owner: AsyncEngine, clock: Clock) -> None:
    async with AsyncSession(owner) as session, session.begin():
        await Accounts(session, Passwords(), "test", clock.date()).disable("wang-fang")


async def _change_password(owner: AsyncEngine, clock: Clock) -> None:
    async with AsyncSession(owner) as session, session.begin():
        await Accounts(session, Passwords(), "test", clock.date()).set_password("wang-fang", "nine green kites at dusk")


async def _withdraw(owner: AsyncEngine, clock: Clock) -> None:
    async with AsyncSession(owner) as session, session.begin():
        assert await withdraw_consent(session, PERSON, "app", clock.date())


async def _disable_client(owner: AsyncEngine, clock: Clock) -> None:
    await change(owner, f"update hub_client set disabled_at = to_timestamp({clock.now}) where id = 'app'")


ENDINGS: dict[str, tuple[Ending, bool]] = {
    "person": (_disable_person, False),
    "password": (_change_password, False),
    "client": (_disable_client, True),
    "consent": (_withdraw, True),
}
"""How, and whether the browser's session goes on."""


@pytest.mark.acceptance(12)
@pytest.mark.parametrize("what", ENDINGS)
async def test_disabling_a_person_or_client_or_changing_a_password_ends_tokens_and_sessions_within_5_seconds(
    browser: Browser, owner: AsyncEngine, clock: Clock, what: str
) -> None:
    end, session_goes_on = ENDINGS[what]
    tokens, code = await browser.tokens(), await browser.code()
    assert await browser.may(tokens["access_token"])
    await end(owner, clock)
    clock.now += FRESH
    assert not await browser.may(tokens["access_token"])
    assert (await browser.refresh(tokens["refresh_token"])).status_code in {400, 401}
    assert (await browser.redeem(code)).status_code in {400, 401}
    other = Browser(browser.http, "native", "http://127.0.0.1:1/callback")
    assert ((await other.open()).status_code == 200) is session_goes_on


async def test_disabling_a_client_ends_its_families(browser: Browser, owner: AsyncEngine) -> None:
    await browser.tokens()
    await change(owner, "update hub_token_family set expires_at = now() + interval '1 day'")
    async with AsyncSession(owner) as session, session.begin():
        await Clients(session, "test").disable("app")
    assert await count(owner, "hub_token_family", "revoked_at is null") == 0
    assert await count(owner, "hub_audit_entry", "kind = 'CLIENT_CHANGE' and target = 'app'") == 1


def carrying(token: str) -> Request:
    headers = [(name.lower().encode(), value.encode()) for name, value in bearer(token).items()]
    return Request({"type": "http", "method": "GET", "path": "/who", "headers": headers})


@pytest.mark.acceptance(19)
async def test_what_is_revoked_is_refused_by_every_worker_within_5_seconds_and_an_unknown_token_answers_200(
    browser: Browser, service: AsyncEngine, vault: Vault, clock: Clock
) -> None:
    other_worker = Authorization(service, ISSUER, vault, clock=clock)
    one, family, spared = await browser.tokens(), await browser.tokens(), await browser.tokens()
    unknown = ("unknown", spared["id_token"], spared["access_token"][:-2] + "AA", "a.b.c")
    for token in (one["access_token"], family["refresh_token"], *unknown):
        assert (await other_worker.access_of(carrying(spared["access_token"]))).subject == str(PERSON)
        answer = await browser.http.post("/oauth/revoke", data={"token": token, "client_id": "app"})
        assert (answer.status_code, answer.json()) == (200, {}), token
    clock.now += 5
    for ended in (one, family):
        assert not await browser.may(ended["access_token"])
        with pytest.raises(Unauthenticated):
            await other_worker.access_of(carrying(ended["access_token"]))
    assert await browser.may(spared["access_token"])
    assert (await browser.refresh(one["refresh_token"])).status_code == 200
    assert (await browser.refresh(family["refresh_token"])).json()["error"] == "invalid_grant"


async def test_nobody_revokes_another_clients_token(browser: Browser, clock: Clock) -> None:
    tokens = await browser.tokens()
    for proof in ({"client_id": "web", "client_secret": SECRET}, {"client_id": "native"}, {"client_id": "web"}, {}):
        for name in ("access_token", "refresh_token"):
            answer = await browser.http.post("/oauth/revoke", data={"token": tokens[name]} | proof)
            assert answer.status_code in {400, 401}, proof
    clock.now += 5
    assert await browser.may(tokens["access_token"])
    assert (await browser.refresh(tokens["refresh_token"])).status_code == 200


async def test_a_token_is_needed_to_revoke_one(browser: Browser) -> None:
    answer = await browser.http.post("/oauth/revoke", data={"client_id": "app"}, headers={"Origin": ORIGIN})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
