"""The metadata: each thing that they advertise is accepted, and what they don't is refused."""

from dataclasses import dataclass
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


@pytest.mark.acceptance(8)
async def test_other_response_types_and_the_implicit_and_password_grants_are_refused_and_not_advertised(
    browser: Browser, said: dict[str, Any]
) -> None:
    assert said["response_types_supported"] == ["code"]
    assert said["response_modes_supported"] == ["query"]
    for kind in ("token", "id_token", "code token", "none", "CODE"):
        answer = await browser.decide("allow", response_type=kind)
        assert parameters_of(answer.headers["location"])["error"] == "unsupported_response_type", kind
    for grant in ("implicit", "password", "urn:ietf:params:oauth:grant-type:jwt-bearer"):
        assert grant not in said["grant_types_supported"]
        answer = await browser.ask({"grant_type": grant, "username": "wang-fang", "password": "x", "client_id": "app"})
        assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type"), grant


@dataclass
class Drive:
    """What a drive through one part of the metadata needs."""

    said: dict[str, Any]
    browser: Browser
    web: Browser
    clock: Clock
    owner: AsyncEngine


@pytest.fixture
def drive(browser: Browser, web: Browser, said: dict[str, Any], clock: Clock, owner: AsyncEngine) -> Drive:
    return Drive(said, browser, web, clock, owner)


async def proofs(drive: Drive) -> None:
    given: dict[str, Any] = {
        "client_secret_basic": lambda: ({}, httpx.BasicAuth("resource-server", SECRET)),
        "client_secret_post": lambda: ({"client_id": "resource-server", "client_secret": SECRET}, None),
        "private_key_jwt": lambda: (asserted(drive.clock, jti=str(len(used))), None),
        "none": lambda: ({"client_id": "app"}, None),
    }
    used: list[str] = []
    assert set(given) == set(drive.said["token_endpoint_auth_methods_supported"])
    for endpoint in ("token", "revocation", "introspection"):
        supported = drive.said[f"{endpoint}_endpoint_auth_methods_supported"]
        for method, prove in given.items():
            proof, basic = prove()
            used.append(method)
            form = {"grant_type": "refresh_token", "refresh_token": "x", "token": "x"} | proof
            answer = await drive.browser.http.post(drive.said[f"{endpoint}_endpoint"], data=form, auth=basic)
            assert (answer.status_code == 401) is (method not in supported), (endpoint, method)


async def grants(drive: Drive) -> None:
    assert set(drive.said["grant_types_supported"]) == {"client_credentials", "authorization_code", "refresh_token"}
    tokens = await drive.web.tokens()
    assert (await drive.web.refresh(tokens["refresh_token"])).status_code == 200
    assert (await drive.web.ask(asserted(drive.clock))).status_code == 200


async def challenges(drive: Drive) -> None:
    assert drive.said["code_challenge_methods_supported"] == ["S256"]
    for method, key in (("S256", "code"), ("plain", "error")):
        answer = await drive.browser.decide("allow", code_challenge_method=method)
        assert key in parameters_of(answer.headers["location"]), method


async def scopes(drive: Drive) -> None:
    every = drive.said["scopes_supported"]
    assert {"openid", "profile", "read", "write", "approve"} <= set(every)
    await change(drive.owner, f"update hub_client set scopes = '{{{','.join(every)}}}' where id = 'app'")
    for scope, key in (*((scope, "code") for scope in every), ("offline_access", "error")):
        answer = await drive.browser.decide("allow", scope=" ".join(sorted({"read", scope})))
        assert key in parameters_of(answer.headers["location"]), scope


async def prompts(drive: Drive) -> None:
    for prompt in drive.said["prompt_values_supported"]:
        answer = await drive.browser.open(prompt=prompt)
        assert "invalid_request" not in answer.headers.get("location", ""), prompt
    assert "invalid_request" in (await drive.browser.open(prompt="create")).headers["location"]


PARTS = {part.__name__: part for part in (proofs, grants, challenges, scopes, prompts)}


@pytest.mark.acceptance(26)
@pytest.mark.parametrize("part", PARTS)
async def test_what_is_advertised_is_accepted_and_nothing_else(drive: Drive, part: str) -> None:
    await PARTS[part](drive)


@pytest.mark.acceptance(27)
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
