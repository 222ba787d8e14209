"""No endpoint answers 5xx, whatever is sent to it."""

from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hub.auth.conftest import FORM, ISSUER
from tests.hub.auth.oauth.conftest import Browser

POSTED = ("/oauth/token", "/oauth/revoke", "/oauth/introspect", "/oauth/userinfo", "/oauth/authorize", "/oauth/logout")
OPENED = ("/oauth/authorize", "/oauth/logout", "/oauth/userinfo", "/oauth/jwks", "/.well-known/openid-configuration")
ODD: dict[str, bytes] = {
    "NUL": b"%00",
    "non-ASCII": "台".encode(),
    "percent-encoded non-ASCII": b"%E5%8F%B0",
    "no UTF-8": b"%FF%FE",
    "a quotation mark and a backslash": b"%22%5C",
    "a line break": b"%0d%0aSet-Cookie:x",
    "oversized": b"x" * 30_000,
    "many": b"&".join(b"p%d=1" % number for number in range(200)),
}
NAMES = [
    "client_id",
    "client_secret",
    "client_assertion",
    "client_assertion_type",
    "code",
    "code_verifier",
    "code_challenge",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "nonce",
    "prompt",
    "max_age",
    "token",
    "token_type_hint",
    "refresh_token",
    "id_token_hint",
    "grant_type",
    "post_logout_redirect_uri",
    "request",
    "response_mode",
]


@pytest.mark.parametrize("case", ODD)
async def test_no_endpoint_answers_5xx_to_malformed_parameters(browser: Browser, case: str) -> None:
    for name in NAMES:
        pair = name.encode() + b"=" + ODD[case]
        for path in POSTED:
            answer = await browser.http.post(path, content=pair, headers={"Content-Type": FORM, "Origin": ISSUER})
            assert answer.status_code < 500, (path, name)
        for path in OPENED if case != "oversized" else ():
            answer = await browser.http.get(f"{path}?{quote_from_bytes(pair, safe='=%&')}")
            assert answer.status_code < 500, (path, name)


async def test_no_endpoint_answers_5xx_to_duplicated_parameters(browser: Browser) -> None:
    for name in NAMES:
        for path in POSTED[:3]:
            answer = await browser.http.post(path, content=f"{name}=a&{name}=b", headers={"Content-Type": FORM})
            assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request"), (path, name)
        assert (await browser.http.get(f"/oauth/authorize?{name}=a&{name}=b")).status_code == 400, name


async def test_no_endpoint_answers_5xx_to_malformed_headers(browser: Browser) -> None:
    values = (b"", b"Basic", b"Basic \xff", b"Bearer", b"Bearer \xe5", b"Bearer " + b"x" * 9000, b"\x01")
    for header in (b"Authorization", b"Origin", b"Cookie", b"Accept-Language", b"Content-Type", b"Sec-Fetch-Site"):
        for value in values:
            headers = [(header, value if header != b"Cookie" else b"__Host-sid=" + value)]
            for path in POSTED:
                answer = await browser.http.post(path, content=b"token=x", headers=headers)
                assert answer.status_code < 500, (path, header, value)
            for path in OPENED:
                assert (await browser.http.get(path, headers=headers)).status_code < 500, (path, header, value)


def changes() -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40), max_size=3)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changed=changes(), decision=st.sampled_from(["allow", "deny", "", "?"]))
async def test_no_change_of_a_good_request_makes_the_authorization_endpoint_fail(
    browser: Browser, changed: dict[str, Any], decision: str
) -> None:
    assert (await browser.open(**changed)).status_code < 500
    assert (await browser.decide(decision, **changed)).status_code < 500
