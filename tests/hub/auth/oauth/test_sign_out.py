"""RP-initiated logout: a client sends a person to sign out."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.hub.auth.conftest import ISSUER, Clock
from tests.hub.auth.oauth.conftest import CALLBACK, COOKIE_VALUE, GOODBYE, Browser, change, count, parameters_of


@pytest.mark.acceptance(37)
async def test_sign_out_ends_the_session_and_leads_only_to_a_registered_address(
    browser: Browser, owner: AsyncEngine, clock: Clock
) -> None:
    tokens = await browser.tokens()
    back = {"post_logout_redirect_uri": GOODBYE, "state": "s 1"}
    hint = back | {"id_token_hint": tokens["id_token"]}
    for bad in (back, back | {"id_token_hint": "x.y.z"}, back | {"id_token_hint": tokens["access_token"]}):
        asked = await browser.http.get("/oauth/logout", params=bad | {"client_id": "app"})
        assert (asked.status_code, "location" in asked.headers) == (200, False)
        assert (await browser.open()).status_code == 303
    clock.now += 86_400 * 2  # a hint may have expired
    await change(owner, "update hub_browser_session set expires_at = now() + interval '99 years'")
    other = await browser.http.get("/oauth/logout", params=hint | {"post_logout_redirect_uri": CALLBACK})
    assert (other.status_code, "location" in other.headers) == (200, False)
    assert await count(owner, "hub_browser_session") == 0
    again = f"select sha256('{COOKIE_VALUE}'), id, '{{pwd}}', now(), now() + interval '99 years' from hub_person"
    await change(owner, f"insert into hub_browser_session {again}")
    left = await browser.http.get("/oauth/logout", params=hint)
    assert (left.status_code, left.headers["location"]) == (303, f"{GOODBYE}?state=s+1")
    assert await count(owner, "hub_browser_session") == 0


async def test_sign_out_with_a_hint_ends_the_tokens_of_that_sign_in(browser: Browser, clock: Clock) -> None:
    tokens, other = await browser.tokens(), await browser.tokens()
    await browser.http.get("/oauth/logout", params={"id_token_hint": tokens["id_token"]})
    clock.now += 5
    assert not await browser.may(tokens["access_token"])
    assert (await browser.refresh(tokens["refresh_token"])).status_code == 400
    assert await browser.may(other["access_token"])
    assert "next" in parameters_of((await browser.open()).headers["location"])


async def test_sign_out_without_a_hint_asks_first_and_believes_only_our_own_page(browser: Browser) -> None:
    assert (await browser.http.get("/oauth/logout")).status_code == 200
    assert (await browser.open()).status_code == 200
    foreign = await browser.http.post(
        "/oauth/logout", data={"decision": "allow"}, headers={"Origin": "https://x.example"}
    )
    assert foreign.status_code == 303
    assert foreign.headers["location"].startswith(f"{ISSUER}/oauth/logout")
    assert (await browser.open()).status_code == 200
    own = await browser.http.post("/oauth/logout", data={"decision": "allow"}, headers={"Origin": ISSUER})
    assert own.status_code == 200
    assert "next" in parameters_of((await browser.open()).headers["location"])
