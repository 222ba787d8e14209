"""How clients prove themselves, and what the unproved do not get."""

import asyncio
import json
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import quote_plus

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.hub.auth.conftest import ISSUER, Clock
from tests.hub.auth.oauth.conftest import CALLBACK, KEY, SECRET, VERIFIER, Browser, asserted, change, count

TOKEN = f"{ISSUER}/oauth/token"


async def test_a_client_proves_itself_by_a_signed_assertion(browser: Browser, clock: Clock) -> None:
    for number, audience in enumerate((ISSUER, TOKEN, [ISSUER], [ISSUER, TOKEN])):
        answer = await browser.ask(asserted(clock, jti=f"j-{number}", aud=audience) | {"client_id": "robot"})
        assert answer.status_code == 200, answer.text
        assert "approve" in answer.json()["scope"]


BAD: dict[str, dict[str, Any]] = {
    "another audience": {"aud": "https://evil.example"},
    "another audience beside ours": {"aud": [ISSUER, "https://evil.example"]},
    "no audience": {"aud": []},
    "an expired time": {"exp": 1_600_000_000 - 11},
    "a time far off": {"exp": 1_600_000_000 + 900},
    "a time that is none": {"exp": "soon"},
    "a truth for a time": {"exp": True},
    "a time to come": {"nbf": 1_600_000_000 + 60},
    "another issuer": {"iss": "web"},
    "another subject": {"sub": "web"},
    "a subject that can't be a name": {"sub": "a\0b"},
    "no subject": {"sub": None},
    "no jti": {"jti": None},
    "an empty jti": {"jti": ""},
    "a jti that is a number": {"jti": 1},
}


@pytest.mark.parametrize("case", BAD)
async def test_a_client_assertion_is_refused_with(
    browser: Browser, clock: Clock, owner: AsyncEngine, case: str
) -> None:
    answer = await browser.ask(asserted(clock, **BAD[case]))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert await count(owner, "hub_used_assertion") == 0


async def test_a_client_assertion_is_refused_with_a_reused_jti(browser: Browser, clock: Clock) -> None:
    answers = await asyncio.gather(*(browser.ask(asserted(clock)) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401]
    clock.now += 50
    assert (await browser.ask(asserted(clock, exp=clock.now + 100))).status_code == 401


async def test_a_jti_of_any_text_is_taken_once(browser: Browser, clock: Clock) -> None:
    for odd in ("\0", "\ud800", "台" * 500, "'"):
        form = asserted(clock, jti=odd)
        assert [(await browser.ask(form)).status_code for _ in range(2)] == [200, 401], odd


async def test_a_client_assertion_is_refused_by_another_clients_key(browser: Browser, clock: Clock) -> None:
    stranger = ECKey.generate_key("P-256", {"kid": "robot-1"})
    assert (await browser.ask(asserted(clock, stranger))).status_code == 401


def _forged(clock: Clock, header: dict[str, Any], key: OctKey | ECKey | None) -> dict[str, str]:
    form, claims = asserted(clock), {"iss": "robot", "sub": "robot", "aud": ISSUER, "jti": "x", "exp": clock.now + 60}
    if key is None:
        parts = [urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, claims)]
        return form | {"client_assertion": ".".join([*parts, ""])}
    return form | {"client_assertion": jwt.encode(header, claims, key, algorithms=[header["alg"]])}


async def test_a_client_assertion_is_refused_with_an_hmac_or_none_alg(browser: Browser, clock: Clock) -> None:
    public = OctKey.import_key(str(KEY.as_dict(private=False)["x"]))
    header = {"kid": "robot-1"}
    forged = [
        _forged(clock, header | {"alg": "HS256"}, public),
        _forged(clock, header | {"alg": "HS256"}, OctKey.import_key(SECRET)),
        _forged(clock, header | {"alg": "none"}, None),
        _forged(clock, header | {"alg": "ES256", "jwk": KEY.as_dict(private=False)}, ECKey.generate_key("P-256")),
    ]
    for form in forged:
        assert (await browser.ask(form)).status_code == 401, form
    assert (await browser.ask(asserted(clock))).status_code == 200


async def test_whatever_is_no_assertion_is_refused(browser: Browser, clock: Clock) -> None:
    good = asserted(clock)
    for text in ("x", "a.b.c", "e30.e30.e30", "[]", good["client_assertion"] + "A", "e30." + "x" * 9000 + ".e30"):
        assert (await browser.ask(good | {"client_assertion": text})).status_code == 401, text[:20]
    for kind in ("", "jwt", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"):
        assert (await browser.ask(good | {"client_assertion_type": kind})).status_code == 401, kind
    assert (await browser.ask(good | {"client_id": "web"})).status_code == 401
    assert (await browser.ask(good | {"client_id": "robot", "client_secret": SECRET})).status_code == 400


async def test_a_confidential_client_can_not_use_method_none(web: Browser) -> None:
    code = await web.code()
    assert (await web.redeem(code, client_secret=None)).status_code == 401
    robot = {"grant_type": "client_credentials", "client_id": "robot"}
    assert (await web.ask(robot)).status_code == 401
    assert (await web.ask(robot | {"client_secret": SECRET})).status_code == 401
    assert (await web.redeem(code)).status_code == 200


async def test_a_public_client_can_not_use_client_credentials_or_introspection(
    browser: Browser, owner: AsyncEngine
) -> None:
    await change(owner, "update hub_client set grants = grants || '{client_credentials}' where id = 'app'")
    token = (await browser.tokens())["access_token"]
    asked = await browser.ask({"grant_type": "client_credentials", "client_id": "app"})
    assert (asked.status_code, asked.json()["error"]) == (401, "invalid_client")
    looked = await browser.http.post("/oauth/introspect", data={"token": token, "client_id": "app"})
    assert (looked.status_code, looked.json()["error"]) == (401, "invalid_client")
    secret = {"client_id": "app", "client_secret": SECRET}
    assert (await browser.ask({"grant_type": "client_credentials"} | secret)).status_code == 401


async def test_a_scope_outside_the_registration_gives_invalid_scope_and_is_never_dropped(
    browser: Browser, clock: Clock, owner: AsyncEngine
) -> None:
    for scope in ("read personal", "read openid", "openid", "profile read", "approve"):
        answer = await browser.ask(asserted(clock, jti=scope) | {"scope": scope})
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope"), scope
    refused = await browser.decide("allow", scope="read approve")
    assert "error=invalid_scope" in refused.headers["location"]
    assert await count(owner, "hub_token_family") == 0


async def test_a_client_by_basic_redeems_a_code(web: Browser) -> None:
    form = {"grant_type": "authorization_code", "code": await web.code(), "code_verifier": VERIFIER}
    answer = await web.http.post("/oauth/token", data=form | {"redirect_uri": CALLBACK}, auth=("web", SECRET))
    assert answer.status_code == 200, answer.text


async def test_a_secret_by_basic_may_be_form_encoded_or_plain(browser: Browser, owner: AsyncEngine) -> None:
    secret = "white space, a plus + and 100 %25 of it"
    await change(owner, f"update hub_client set secret_hash = sha256('{secret}') where id = 'resource-server'")
    for given, status in ((secret, 200), (quote_plus(secret), 200), (secret.lower()[1:], 401), (quote_plus("x"), 401)):
        answer = await browser.http.post("/oauth/introspect", data={"token": "x"}, auth=("resource-server", given))
        assert answer.status_code == status, given
