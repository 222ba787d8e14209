"""The metadata: each thing that they advertise is accepted, and what they don't is refused."""

from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.hub.auth.conftest import ISSUER, Clock
from tests.hub.auth.oauth.conftest import SECRET, Browser, asserted, change, parameters_of

WELL_KNOWN = ("/.well-known/oauth-authorization-server", "/.well-known/openid-configuration")


@pytest.fixture
async def said(browser: Browser) -> dict[str, Any]:
    first, second = [(await browser.http.get(path)).json() for path in WELL_KNOWN]
    assert first == second
    metadata: dict[str, Any] = first
    return metadata


async def test_every_address_is_the_issuers_and_answers(browser: Browser, said: dict[str, Any]) -> None:
    addresses = [value for name, value in said.items() if name.endswith(("_endpoint", "_uri"))]
    assert said["issuer"] == ISSUER
    assert len(addresses) == 7
    for address in addresses:
        assert address.startswith(f"{ISSUER}/oauth/")
        statuses = {(await browser.http.request(method, address)).status_code for method in ("GET", "POST")}
        assert 404 not in statuses, address
        assert not any(status >= 500 for status in statuses), address


async def test_every_advertised_way_of_proving_oneself_is_accepted_at_each_endpoint(
    browser: Browser, said: dict[str, Any], clock: Clock
) -> None:
    proofs: dict[str, Any] = {
        "client_secret_basic": lambda: ({}, httpx.BasicAuth("resource-server", SECRET)),
        "client_secret_post": lambda: ({"client_id": "resource-server", "client_secret": SECRET}, None),
        "private_key_jwt": lambda: (asserted(clock, jti=str(len(used))), None),
        "none": lambda: ({"client_id": "app"}, None),
    }
    used: list[str] = []
    for endpoint in ("token", "revocation", "introspection"):
        for method, prove in proofs.items():
            proof, basic = prove()
            used.append(method)
            form = {"grant_type": "refresh_token", "refresh_token": "x", "token": "x"} | proof
            answer = await browser.http.post(said[f"{endpoint}_endpoint"], data=form, auth=basic)
            refused = answer.status_code == 401
            assert refused is (method not in said[f"{endpoint}_endpoint_auth_methods_supported"]), (endpoint, method)
    assert set(proofs) == set(said["token_endpoint_auth_methods_supported"])


async def test_every_advertised_grant_works_and_implicit_and_password_do_not(
    browser: Browser, web: Browser, said: dict[str, Any], clock: Clock
) -> None:
    assert said["grant_types_supported"] == ["client_credentials", "authorization_code", "refresh_token"]
    tokens = await web.tokens()
    assert (await web.refresh(tokens["refresh_token"])).status_code == 200
    assert (await web.ask(asserted(clock))).status_code == 200
    for grant in ("implicit", "password", "urn:ietf:params:oauth:grant-type:jwt-bearer"):
        form = {"grant_type": grant, "username": "wang-fang", "password": "x", "client_id": "app"}
        answer = await browser.ask(form)
        assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type"), grant


async def test_response_types_other_than_code_are_refused_and_absent_from_the_metadata(
    browser: Browser, said: dict[str, Any]
) -> None:
    assert said["response_types_supported"] == ["code"]
    assert said["response_modes_supported"] == ["query"]
    assert said["code_challenge_methods_supported"] == ["S256"]
    for kind in ("token", "id_token", "code token", "none", "CODE"):
        answer = await browser.decide("allow", response_type=kind)
        assert parameters_of(answer.headers["location"])["error"] == "unsupported_response_type", kind


async def test_every_advertised_scope_can_be_granted_and_no_other(
    browser: Browser, said: dict[str, Any], owner: AsyncEngine
) -> None:
    every = said["scopes_supported"]
    assert {"openid", "profile", "read", "write", "approve"} <= set(every)
    await change(owner, f"update hub_client set scopes = '{{{','.join(every)}}}' where id = 'app'")
    for scope in every:
        assert "code" in parameters_of(
            (await browser.decide("allow", scope=f"read {scope}".replace("read read", "read"))).headers["location"]
        )
    refused = await browser.decide("allow", scope="read offline_access")
    assert parameters_of(refused.headers["location"])["error"] == "invalid_scope"


async def test_every_advertised_prompt_is_understood(browser: Browser, said: dict[str, Any]) -> None:
    for prompt in said["prompt_values_supported"]:
        answer = await browser.open(prompt=prompt)
        assert "invalid_request" not in answer.headers.get("location", ""), prompt


async def test_a_forged_host_or_forwarding_changes_nothing(browser: Browser, said: dict[str, Any]) -> None:
    names = ("Host", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "Forwarded", "X-Original-URL")
    forged = dict.fromkeys(names, "evil.example")
    documents = [await browser.http.get(path, headers=forged) for path in WELL_KNOWN]
    assert [document.json() for document in documents] == [said, said]
    allowed = await browser.http.post(
        "/oauth/authorize",
        params=browser.asking(),
        data={"decision": "allow"},
        headers=forged | {"Origin": ISSUER},
    )
    assert parameters_of(allowed.headers["location"])["iss"] == ISSUER
    browser.http.cookies.clear()
    redirected = await browser.http.get("/oauth/authorize", params=browser.asking(), headers=forged)
    assert redirected.headers["location"].startswith(ISSUER)
    foreign = await browser.http.post(
        "/oauth/authorize",
        params=browser.asking(),
        data={"decision": "allow"},
        headers=forged | {"Origin": "https://evil.example"},
    )
    assert foreign.status_code == 403
    assert "evil" not in "".join(str(answer.headers) + answer.text for answer in (allowed, redirected))


NO_STORE = [
    ("POST", "/oauth/token", {"grant_type": "refresh_token", "refresh_token": "x", "client_id": "app"}),
    ("POST", "/oauth/token", {}),
    ("POST", "/oauth/revoke", {"token": "x", "client_id": "app"}),
    ("POST", "/oauth/introspect", {"token": "x", "client_id": "resource-server", "client_secret": SECRET}),
    ("GET", "/oauth/userinfo", {}),
    ("GET", "/oauth/authorize", {}),
    ("GET", "/oauth/logout", {}),
]


async def test_answers_with_tokens_pages_and_userinfo_are_never_stored(browser: Browser) -> None:
    for method, path, form in NO_STORE:
        answer = await browser.http.request(method, path, data=form or None)
        assert "no-store" in answer.headers["cache-control"], path
    for answer in (await browser.open(), await browser.decide("allow"), await browser.open(prompt="none")):
        assert "no-store" in answer.headers["cache-control"]
