"""How clients prove themselves, and what the unproved do not get."""

import asyncio
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
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
    "a reused jti": {"jti": "used"},
    "no jti": {"jti": None},
    "an empty jti": {"jti": ""},
    "a jti that is a number": {"jti": 1},
}
PUBLIC = KEY.as_dict(private=False)


def _forged(clock: Clock, key: OctKey | ECKey | None, **header: Any) -> dict[str, str]:
    form, claims = asserted(clock), {"iss": "robot", "sub": "robot", "aud": ISSUER, "jti": "x", "exp": clock.now + 60}
    header = {"kid": "robot-1"} | header
    if key is None:
        parts = [urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, claims)]
        return form | {"client_assertion": ".".join([*parts, ""])}
    return form | {"client_assertion": jwt.encode(header, claims, key, algorithms=[header["alg"]])}


FORGED: dict[str, Callable[[Clock], dict[str, str]]] = {
    "another client's key": lambda clock: asserted(clock, ECKey.generate_key("P-256", {"kid": "robot-1"})),
    "an hmac by the public key": lambda clock: _forged(clock, OctKey.import_key(str(PUBLIC["x"])), alg="HS256"),
    "an hmac by a client's secret": lambda clock: _forged(clock, OctKey.import_key(SECRET), alg="HS256"),
    "alg none": lambda clock: _forged(clock, None, alg="none"),
    "a key of its own": lambda clock: _forged(clock, ECKey.generate_key("P-256"), alg="ES256", jwk=PUBLIC),
}


@pytest.mark.acceptance(14)
@pytest.mark.parametrize("case", [*BAD, *FORGED])
async def test_a_client_assertion_is_refused_with(
    browser: Browser, clock: Clock, owner: AsyncEngine, case: str
) -> None:
    assert (await browser.ask(asserted(clock, jti="used"))).status_code == 200
    form = FORGED[case](clock) if case in FORGED else asserted(clock, **BAD[case])
    answer = await browser.ask(form)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert await count(owner, "hub_used_assertion") == 1


async def test_of_4_equal_assertions_at_once_one_is_taken(browser: Browser, clock: Clock) -> None:
    answers = await asyncio.gather(*(browser.ask(asserted(clock)) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401]
    clock.now += 50
    assert (await browser.ask(asserted(clock, exp=clock.now + 100))).status_code == 401


async def test_a_jti_of_any_text_is_taken_once(browser: Browser, clock: Clock) -> None:
    for odd in ("\0", "\ud800", "台" * 500, "'"):
        form = asserted(clock, jti=odd)
        assert [(await browser.ask(form)).status_code for _ in range(2)] == [200, 401], odd


async def test_whatever_is_no_assertion_is_refused(browser: Browser, clock: Clock) -> None:
    good = asserted(clock)
    for text in ("x", "a.b.c", "e30.e30.e30", "[]", good["client_assertion"] + "A", "e30." + "x" * 9000 + ".e30"):
        assert (await browser.ask(good | {"client_assertion": text})).status_code == 401, text[:20]
    for kind in ("", "jwt", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"):
        assert (await browser.ask(good | {"client_assertion_type": kind})).status_code == 401, kind
    assert (await browser.ask(good | {"client_id": "web"})).status_code == 401
    assert (await browser.ask(good | {"client_id": "robot", "client_secret": SECRET})).status_code == 400


@pytest.mark.acceptance(13)
async def test_a_secret_is_never_left_out_and_a_public_client_has_neither_own_tokens_nor_introspection(
    browser: Browser, web: Browser, owner: AsyncEngine
) -> None:
    code = await web.code()
    assert (await web.redeem(code, client_secret=None)).status_code == 401
    robot = {"grant_type": "client_credentials", "client_id": "robot"}
    assert (await web.ask(robot)).status_code == 401
    assert (await web.ask(robot | {"client_secret": SECRET})).status_code == 401
    token = (await web.redeem(code)).json()["access_token"]
    await change(owner, "update hub_client set grants = grants || '{client_credentials}' where id = 'app'")
    for proof in ({"client_id": "app"}, {"client_id": "app", "client_secret": SECRET}):
        asked = await browser.ask({"grant_type": "client_credentials"} | proof)
        looked = await browser.http.post("/oauth/introspect", data={"token": token} | proof)
        for answer in (asked, looked):
            assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


@pytest.mark.acceptance(15)
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
