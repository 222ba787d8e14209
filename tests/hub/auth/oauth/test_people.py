"""Tokens for a person: whose rights they carry, what they tell, and what each is good for."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.principal import FRESH
from tests.hub.auth.conftest import ISSUER, Clock, bearer
from tests.hub.auth.oauth.conftest import PERSON, SECRET, Browser, asserted, change, parameters_of

FUTIAN = ["451225", "451226"]


async def read(browser: Browser, token: str) -> jwt.Token:
    keys = (await browser.http.get("/oauth/jwks")).json()
    return jwt.decode(token, KeySet.import_key_set(keys), algorithms=["ES256"])


@pytest.mark.acceptance(16)
async def test_an_access_token_lives_10_minutes_and_holds_no_personal_data(browser: Browser, clock: Clock) -> None:
    said = await browser.tokens()
    token = await read(browser, said["access_token"])
    identifier, family = token.claims.pop("jti"), token.claims.pop("sid")
    published = {key["kid"] for key in (await browser.http.get("/oauth/jwks")).json()["keys"]}
    assert (token.header["typ"], said["expires_in"]) == ("at+jwt", 600)
    assert token.header["kid"] in published
    assert len(identifier) >= 22
    assert len(family) == 36
    assert token.claims == {
        "iss": ISSUER,
        "aud": f"{ISSUER}/graphql",
        "sub": str(PERSON),
        "client_id": "app",
        "iat": clock.now,
        "exp": clock.now + 600,
        "scope": "export openid read",
        "org": "futian-district",
        "roles": ["district"],
    }


async def test_a_token_carries_the_persons_rights_and_none_of_the_clients(
    browser: Browser, owner: AsyncEngine, clock: Clock
) -> None:
    await change(owner, "update hub_client set organisation_code = 'lead-office', roles = '{lead}' where id = 'app'")
    token = (await browser.tokens())["access_token"]
    found = (await browser.http.get("/who", headers=bearer(token))).json()
    assert (found["organisation"], found["roles"], found["counties"]) == ("futian-district", ["district"], FUTIAN)
    assert found["acts"] == ["export", "read"]
    await change(owner, "update hub_person set roles = '{}'")
    clock.now += FRESH
    assert (await browser.http.get("/who", headers=bearer(token))).json()["measures"] == []


async def test_a_clients_scopes_narrow_what_its_person_may_do(browser: Browser, owner: AsyncEngine) -> None:
    await change(owner, "update hub_person set roles = '{lead}', organisation_code = 'lead-office', demo = true")
    token = (await browser.tokens(scope="read"))["access_token"]
    assert (await browser.http.get("/who", headers=bearer(token))).json()["acts"] == ["read"]


async def test_approvals_and_personal_data_need_a_second_factor_whatever_the_roles(
    browser: Browser, owner: AsyncEngine
) -> None:
    scope = "approve personal read"
    roles = "update hub_person set roles = '{bureau,bureau-casework}', organisation_code = 'education-bureau'"
    await change(owner, "update hub_client set scopes = scopes || '{approve,personal}' where id = 'app'")
    refresh = (await browser.tokens(scope=scope))["refresh_token"]
    await change(owner, roles)
    renewed = (await browser.refresh(refresh)).json()
    assert renewed["scope"] == "read"
    assert "next" in parameters_of((await browser.decide("allow", scope=scope)).headers["location"])
    await change(owner, "update hub_person set demo = true")
    assert (await browser.tokens(scope=scope))["scope"] == "approve read"
    await change(owner, "update hub_browser_session set amr = '{pwd,otp}'", "update hub_person set demo = false")
    assert (await browser.tokens(scope=scope))["scope"] == scope


async def test_an_id_token_tells_the_client_who_signed_in_when_and_how(browser: Browser, clock: Clock) -> None:
    signed_in = int(clock.now)
    clock.now += 30
    said = await browser.tokens()
    token = await read(browser, said["id_token"])
    half = sha256(said["access_token"].encode()).digest()[:16]
    family = (await read(browser, said["access_token"])).claims["sid"]
    assert (token.header["typ"], token.header["alg"]) == ("JWT", "ES256")
    assert token.claims == {
        "iss": ISSUER,
        "sub": str(PERSON),
        "aud": "app",
        "iat": clock.now,
        "exp": clock.now + 600,
        "auth_time": signed_in,
        "amr": ["pwd"],
        "nonce": "n-1",
        "at_hash": urlsafe_b64encode(half).decode().rstrip("="),
        "sid": family,
    }


async def test_without_the_scope_openid_there_is_no_id_token(browser: Browser) -> None:
    assert "id_token" not in await browser.tokens(scope="read")
    plain = await read(browser, (await browser.tokens(nonce=None))["id_token"])
    assert "nonce" not in plain.claims


@pytest.mark.acceptance(18)
async def test_an_id_token_is_refused_as_an_access_token(browser: Browser) -> None:
    token = (await browser.tokens())["id_token"]
    assert not await browser.may(token)
    assert (await browser.http.get("/oauth/userinfo", headers=bearer(token))).status_code == 401


async def test_userinfo_says_what_the_scopes_allow(browser: Browser) -> None:
    narrow, wide = [(await browser.tokens(scope=s))["access_token"] for s in ("openid", "openid profile read")]
    answer = await browser.http.get("/oauth/userinfo", headers=bearer(narrow))
    assert (answer.json(), answer.headers["cache-control"]) == ({"sub": str(PERSON)}, "no-store")
    assert (await browser.http.post("/oauth/userinfo", headers=bearer(wide))).json() == {
        "sub": str(PERSON),
        "name": "王芳",
        "preferred_username": "wang-fang",
        "organisation": "futian-district",
        "roles": ["district"],
    }


async def test_userinfo_is_for_people_with_the_scope_openid(browser: Browser, clock: Clock) -> None:
    robot = (await browser.ask(asserted(clock))).json()["access_token"]
    plain = (await browser.tokens(scope="read"))["access_token"]
    for token in (robot, plain):
        answer = await browser.http.get("/oauth/userinfo", headers=bearer(token))
        assert (answer.status_code, "insufficient_scope" in answer.headers["www-authenticate"]) == (403, True)
    for headers in ({}, {"Authorization": "Basic eA=="}, bearer("x"), bearer("台".encode().hex())):
        answer = await browser.http.get("/oauth/userinfo", headers=headers)
        assert (answer.status_code, answer.headers["www-authenticate"][:6]) == (401, "Bearer"), headers


async def look(browser: Browser, token: str, name: str, **proof: str) -> dict[str, Any]:
    form = {"token": token} | (proof or {"client_id": name, "client_secret": SECRET})
    answer = await browser.http.post("/oauth/introspect", data=form)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    said: dict[str, Any] = answer.json()
    return said


@pytest.mark.acceptance(20)
async def test_introspection_tells_a_client_only_about_its_own_tokens_unless_it_has_the_introspect_role(
    browser: Browser, web: Browser, owner: AsyncEngine, clock: Clock
) -> None:
    own, foreign = await web.tokens(), await browser.tokens()
    told = await look(web, own["access_token"], "web")
    assert (told["active"], told["sub"], told["client_id"]) == (True, str(PERSON), "web")
    assert told["scope"] == "export openid read"
    assert (await look(web, own["refresh_token"], "web"))["sub"] == str(PERSON)
    for token in (foreign["access_token"], foreign["refresh_token"], own["id_token"], "unknown"):
        assert await look(web, token, "web") == {"active": False}
    for name in ("access_token", "refresh_token"):
        assert (await look(browser, foreign[name], "resource-server"))["client_id"] == "app"
    await browser.refresh(foreign["refresh_token"])
    assert await look(browser, foreign["refresh_token"], "resource-server") == {"active": False}
    await change(owner, "update hub_person set disabled_at = now()")
    clock.now += FRESH
    assert await look(browser, foreign["access_token"], "resource-server") == {"active": False}


async def test_no_log_holds_a_code_a_token_or_an_assertion(
    browser: Browser, clock: Clock, caplog: Any, capfd: Any
) -> None:
    caplog.set_level("DEBUG")
    code = await browser.code()
    tokens = (await browser.redeem(code)).json()
    renewed = (await browser.refresh(tokens["refresh_token"])).json()
    await browser.refresh(tokens["refresh_token"])
    form = asserted(clock)
    await browser.ask(form)
    written = caplog.text + "".join(capfd.readouterr())
    secrets = [
        code,
        form["client_assertion"],
        *(t[k] for t in (tokens, renewed) for k in ("access_token", "refresh_token")),
    ]
    assert "token_issued" in written
    assert not [secret for secret in [*secrets, tokens["id_token"]] if secret in written or secret[-40:] in written]


async def test_no_error_answers_with_a_secret(web: Browser) -> None:
    code = await web.code()
    answer = await web.redeem(code, client_secret="s3cret-that-is-wrong")  # secret-scan: allow
    assert "s3cret" not in answer.text + str(answer.headers)
    assert code not in answer.text
