"""Codes: redeemed once, soon, by whom they were given to; a replay ends all that came of them."""

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.grants.denials import FRESH
from tests.hub.auth.conftest import Clock
from tests.hub.auth.oauth.conftest import SECRET, VERIFIER, Browser, change, count


@pytest.mark.acceptance(3)
async def test_the_token_endpoint_refuses_a_wrong_missing_or_superfluous_verifier(browser: Browser) -> None:
    code = await browser.code()
    for verifier in ("w" * 64, VERIFIER[:-1], VERIFIER + "v", "v" * 42, "v" * 129, "ü", "", None):
        answer = await browser.redeem(code, code_verifier=verifier)
        assert (answer.status_code, answer.json()["error"]) in {(400, "invalid_grant"), (400, "invalid_request")}
    tokens = (await browser.redeem(code)).json()
    superfluous = await browser.refresh(tokens["refresh_token"], code_verifier=VERIFIER)
    assert (superfluous.status_code, superfluous.json()["error"]) == (400, "invalid_request")
    assert (await browser.refresh(tokens["refresh_token"])).status_code == 200


@pytest.mark.acceptance(4)
async def test_a_code_is_redeemed_at_most_once_under_8_concurrent_requests(
    browser: Browser, owner: AsyncEngine
) -> None:
    code = await browser.code()
    answers = await asyncio.gather(*(browser.redeem(code) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 7
    assert {answer.json()["error"] for answer in answers if answer.status_code == 400} == {"invalid_grant"}
    assert await count(owner, "hub_refresh_token") == 1
    (won,) = [answer.json() for answer in answers if answer.status_code == 200]
    assert await browser.may(won["access_token"])
    assert (await browser.refresh(won["refresh_token"])).status_code == 200


@pytest.mark.acceptance(5)
async def test_a_code_replayed_after_the_grace_ends_every_token_of_its_family(
    browser: Browser, owner: AsyncEngine, clock: Clock
) -> None:
    code, other = await browser.code(), await browser.tokens()
    tokens = (await browser.redeem(code)).json()
    clock.now += 10
    assert (await browser.redeem(code)).status_code == 400
    assert await browser.may(tokens["access_token"])
    clock.now += 60
    assert (await browser.redeem(code)).json()["error"] == "invalid_grant"
    clock.now += FRESH
    assert not await browser.may(tokens["access_token"])
    assert (await browser.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"
    assert await browser.may(other["access_token"])
    assert await count(owner, "hub_audit_entry", "kind = 'TOKEN_REUSE' and client = 'app'") == 1


@pytest.mark.acceptance(6)
async def test_a_code_is_refused_after_60_seconds_for_another_client_and_with_another_redirect_uri(
    browser: Browser, web: Browser, clock: Clock
) -> None:
    first, second = await browser.code(), await browser.code()
    assert (await web.redeem(first)).json()["error"] == "invalid_grant"
    for uri in ("https://app.example.org/other", None):
        assert (await browser.redeem(first, redirect_uri=uri)).json()["error"] == "invalid_grant"
    clock.now += 59
    assert (await browser.redeem(first)).status_code == 200
    clock.now += 1
    assert (await browser.redeem(second)).json()["error"] == "invalid_grant"


async def test_what_fails_before_the_code_is_used_does_not_use_it(web: Browser) -> None:
    code = await web.code()
    assert (await web.redeem(code, client_secret="x" * 40)).status_code == 401
    assert (await web.redeem(code, client_secret=None)).status_code == 401
    assert (await web.redeem(code, client_secret=SECRET)).status_code == 200


async def test_an_unknown_code_is_an_invalid_grant(browser: Browser) -> None:
    for code in ("x", "x" * 500):
        assert (await browser.redeem(code)).json()["error"] == "invalid_grant"
    without = {"grant_type": "authorization_code", "client_id": "app", "code_verifier": VERIFIER}
    assert (await browser.ask(without)).json()["error"] == "invalid_request"


async def test_codes_and_refresh_tokens_are_kept_as_hashes_only(browser: Browser, owner: AsyncEngine) -> None:
    code = await browser.code()
    token = (await browser.redeem(code)).json()["refresh_token"]
    kept = "(select row_to_json(c)::text t from hub_authorization_code c union all select row_to_json(r)::text "
    assert await count(owner, kept + "from hub_refresh_token r) k", f"t like '%{code}%' or t like '%{token}%'") == 0
    assert await count(owner, kept + "from hub_refresh_token r) k") == 2


async def test_what_has_ended_is_forgotten(browser: Browser, owner: AsyncEngine, clock: Clock) -> None:
    tokens = await browser.tokens()
    await browser.http.post("/oauth/revoke", data={"token": tokens["access_token"], "client_id": "app"})
    clock.now += 31 * 86_400
    await change(owner, "update hub_browser_session set expires_at = now() + interval '9 years'")
    await browser.code()
    assert await count(owner, "hub_token_family") == 1
    assert await count(owner, "hub_refresh_token") == 0
    assert await count(owner, "hub_denied_token") == 0
