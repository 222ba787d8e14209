"""Refresh tokens: each good for one use, within what was granted, never past the family's end."""

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.grants.denials import FRESH
from hub.auth.grants.families import FAMILY_LIFE
from tests.hub.auth.conftest import Clock
from tests.hub.auth.oauth.conftest import Browser, change, count


@pytest.mark.acceptance(9)
async def test_a_refresh_token_rotates_on_each_use_and_of_4_concurrent_uses_one_succeeds(browser: Browser) -> None:
    first = (await browser.tokens())["refresh_token"]
    answers = await asyncio.gather(*(browser.refresh(first) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400]
    assert {answer.json()["error"] for answer in answers if answer.status_code == 400} == {"invalid_grant"}
    (won,) = [answer.json() for answer in answers if answer.status_code == 200]
    assert won["refresh_token"] != first
    assert (await browser.refresh(won["refresh_token"])).status_code == 200


@pytest.mark.acceptance(10)
async def test_a_rotated_refresh_token_after_the_grace_revokes_the_family_and_is_told_to_the_audit_trail(
    browser: Browser, owner: AsyncEngine, clock: Clock
) -> None:
    first = await browser.tokens()
    second = (await browser.refresh(first["refresh_token"])).json()
    clock.now += 10
    assert (await browser.refresh(first["refresh_token"])).status_code == 400
    assert await count(owner, "hub_audit_entry", "kind = 'TOKEN_REUSE'") == 0
    clock.now += 1
    assert (await browser.refresh(first["refresh_token"])).json()["error"] == "invalid_grant"
    clock.now += FRESH
    assert not await browser.may(first["access_token"])
    assert not await browser.may(second["access_token"])
    assert (await browser.refresh(second["refresh_token"])).json()["error"] == "invalid_grant"
    assert await count(owner, "hub_audit_entry", "kind = 'TOKEN_REUSE' and reason = 'RefreshToken'") == 1


@pytest.mark.acceptance(11)
async def test_refresh_never_widens_scope_keeps_the_original_and_ends_with_the_family(
    browser: Browser, owner: AsyncEngine, clock: Clock
) -> None:
    first = await browser.tokens(scope="openid read export")
    wider = await browser.refresh(first["refresh_token"], scope="read profile")
    assert (wider.status_code, wider.json()["error"]) == (400, "invalid_scope")
    blind = await browser.refresh(first["refresh_token"], scope="export")
    assert (blind.status_code, blind.json()["error"]) == (400, "invalid_scope")
    narrow = (await browser.refresh(first["refresh_token"], scope="read")).json()
    assert narrow["scope"] == "read"
    whole = (await browser.refresh(narrow["refresh_token"])).json()
    assert whole["scope"] == "export openid read"
    clock.now += FAMILY_LIFE.total_seconds() - 100
    last = (await browser.refresh(whole["refresh_token"])).json()
    assert last["expires_in"] == 100
    clock.now += 100
    assert not await browser.may(last["access_token"])
    assert (await browser.refresh(last["refresh_token"])).json()["error"] == "invalid_grant"
    assert await count(owner, "hub_refresh_token") == 4


async def test_a_refresh_token_is_refused_for_another_client(browser: Browser, web: Browser) -> None:
    token = (await browser.tokens())["refresh_token"]
    assert (await web.refresh(token)).json()["error"] == "invalid_grant"
    assert (await browser.refresh(token)).status_code == 200


async def test_a_confidential_client_refreshes_only_with_its_proof(web: Browser) -> None:
    token = (await web.tokens())["refresh_token"]
    assert (
        await web.ask({"grant_type": "refresh_token", "refresh_token": token, "client_id": "web"})
    ).status_code == 401
    assert (await web.refresh(token)).status_code == 200


async def test_a_client_without_the_refresh_grant_gets_no_refresh_token(browser: Browser, owner: AsyncEngine) -> None:
    await change(owner, "update hub_client set grants = '{authorization_code}' where id = 'app'")
    assert "refresh_token" not in await browser.tokens()


async def test_a_refreshed_token_has_the_roles_of_now(browser: Browser, owner: AsyncEngine) -> None:
    token = (await browser.tokens())["refresh_token"]
    await change(owner, "update hub_person set roles = '{auditor}'")
    said = (await browser.refresh(token)).json()
    answer = await browser.http.get("/who", headers={"Authorization": f"Bearer {said['access_token']}"})
    assert answer.json()["roles"] == ["auditor"]
