"""No endpoint answers 5xx, whatever is sent to it."""

from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.testing.client import HubClient
from tests.hub.auth.conftest import FORM, ISSUER
from tests.hub.auth.oauth.conftest import Browser

BY_CLIENTS = ("/oauth/token", "/oauth/revoke", "/oauth/introspect")
PAGES = ("/oauth/sign-in", "/oauth/second-factor", "/oauth/account/apps", "/oauth/account/password", "/oauth/logout")
POSTED = (*BY_CLIENTS, *PAGES, "/oauth/userinfo", "/oauth/authorize")
OPENED = (*PAGES, "/oauth/authorize", "/oauth/account", "/oauth/userinfo", "/oauth/jwks", "/oauth/pages.css")
ELSEWHERE = ("/graphql", "/health/live", "/health/ready", "/.well-known/openid-configuration", "/nothing")
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
HEADERS = ("Authorization", "Origin", "Cookie", "Accept-Language", "Content-Type", "Sec-Fetch-Site", "X-Purpose")
VALUES = (b"", b"Basic", b"Basic \xff", b"Bearer", b"Bearer \xe5", b"Bearer " + b"x" * 9000, b"\x01")


def queries(pair: bytes) -> str:
    return quote_from_bytes(pair[:9000], safe="=%&")


@pytest.mark.acceptance(23)
@pytest.mark.parametrize("case", [*ODD, "duplicated", "headers"])
async def test_no_endpoint_answers_5xx_to_malformed_parameters_or_headers(
    browser: Browser, hub: HubClient, case: str
) -> None:
    if case == "headers":
        await check_headers(browser, hub)
        return
    for name in NAMES:
        pair = name.encode() + (b"=a&%s=b" % name.encode() if case == "duplicated" else b"=" + ODD[case])
        for path in POSTED:
            answer = await browser.http.post(path, content=pair, headers={"Content-Type": FORM, "Origin": ISSUER})
            assert answer.status_code < 500, (path, name)
            refused = (answer.status_code, answer.json()["error"]) if path in BY_CLIENTS else None
            assert case != "duplicated" or refused in {None, (400, "invalid_request")}, (path, name)
        for path in OPENED:
            assert (await browser.http.get(f"{path}?{queries(pair)}")).status_code < 500, (path, name)
    for path in ELSEWHERE:
        assert (await hub.http.get(f"{path}?{queries(b'query=' + ODD.get(case, b'a&query=b'))}")).status_code < 500
        assert (await hub.http.post(path, content=ODD.get(case, b"a&a"))).status_code < 500, path


async def check_headers(browser: Browser, hub: HubClient) -> None:
    for header in HEADERS:
        for value in VALUES:
            headers = [(header.encode(), b"__Host-sid=" + value if header == "Cookie" else value)]
            for http, posted, opened in ((browser.http, POSTED, OPENED), (hub.http, ELSEWHERE, ELSEWHERE)):
                for path in posted:
                    assert (await http.post(path, content=b"token=x", headers=headers)).status_code < 500, headers
                for path in opened:
                    assert (await http.get(path, headers=headers)).status_code < 500, (path, headers)


def changes() -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40), max_size=3)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changed=changes(), decision=st.sampled_from(["allow", "deny", "", "?"]))
async def test_no_change_of_a_good_request_makes_the_authorization_endpoint_fail(
    browser: Browser, changed: dict[str, Any], decision: str
) -> None:
    assert (await browser.open(**changed)).status_code < 500
    assert (await browser.decide(decision, **changed)).status_code < 500
