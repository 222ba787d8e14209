"""The token endpoint and the documents that describe it, through HTTP."""

import asyncio
import logging
from base64 import urlsafe_b64decode
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.errors import IssuerError
from hub.auth.issuer import Issuer
from tests.hub.auth.conftest import GRANT, ISSUER, Clock, ask, token_of

BUREAU = "education-bureau"


def decoded(token: str, keys: list[dict[str, Any]]) -> jwt.Token:
    return jwt.decode(token, KeySet.import_key_set({"keys": keys}), algorithms=["ES256"])


async def published(http: httpx.AsyncClient) -> list[dict[str, Any]]:
    keys: list[dict[str, Any]] = (await http.get("/oauth/jwks")).json()["keys"]
    return keys


async def test_a_client_gets_an_access_token_as_rfc_9068_describes_it(
    http: httpx.AsyncClient, secrets: dict[str, str], clock: Clock
) -> None:
    answer = await ask(http, BUREAU, secrets[BUREAU])
    said = answer.json()
    keys = await published(http)
    token = decoded(said["access_token"], keys)
    header, claims = token.header, token.claims
    identifier = claims.pop("jti")
    assert answer.status_code == 200
    assert header == {"alg": "ES256", "typ": "at+jwt", "kid": header["kid"]}
    assert len(identifier) >= 22
    assert claims == {
        "iss": ISSUER,
        "aud": f"{ISSUER}/graphql",
        "sub": BUREAU,
        "client_id": BUREAU,
        "iat": clock.now,
        "exp": clock.now + 600,
        "scope": "approve export read submit write",
        "org": BUREAU,
        "roles": ["bureau"],
    }
    assert said == {
        "access_token": said["access_token"],
        "token_type": "Bearer",
        "expires_in": 600,
        "scope": "approve export read submit write",
    }


async def test_two_tokens_of_one_second_have_different_ids(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    keys = await published(http)
    first, second = [decoded(await token_of(http, BUREAU, secrets), keys) for _ in range(2)]
    assert first.claims["jti"] != second.claims["jti"]


async def test_the_secret_may_come_in_the_form(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    form = GRANT | {"client_id": BUREAU, "client_secret": secrets[BUREAU]}
    assert (await http.post("/oauth/token", data=form)).status_code == 200


async def test_a_token_never_outlives_its_clients_registration_or_ten_minutes(
    http: httpx.AsyncClient, secrets: dict[str, str], owner: AsyncEngine
) -> None:
    async with owner.begin() as connection:
        await connection.execute(text("update hub_client set access_token_seconds = 60 where id = :id"), {"id": BUREAU})
    assert (await ask(http, BUREAU, secrets[BUREAU])).json()["expires_in"] == 60


async def test_a_narrower_scope_is_given_as_asked(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    said = (await ask(http, BUREAU, secrets[BUREAU], scope="write read")).json()
    assert said["scope"] == "read write"


async def test_a_scope_beyond_the_registration_is_refused_and_not_dropped(
    http: httpx.AsyncClient, secrets: dict[str, str]
) -> None:
    for scope in ("read personal", "read everything", "write", "read  write", "READ"):
        answer = await ask(http, BUREAU, secrets[BUREAU], scope=scope)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope"), scope


async def test_an_empty_scope_counts_as_omitted(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    assert (await ask(http, BUREAU, secrets[BUREAU], scope="")).json()["scope"] == "approve export read submit write"


async def test_an_unknown_client_a_wrong_secret_and_a_disabled_client_look_alike(
    http: httpx.AsyncClient, secrets: dict[str, str], owner: AsyncEngine
) -> None:
    async with owner.begin() as connection:
        await connection.execute(text("update hub_client set disabled_at = now() where id = 'auditor'"))
    names = {"nobody": "x", BUREAU: "wrong", "auditor": secrets["auditor"]}
    answers = [await ask(http, name, secret) for name, secret in names.items()]
    assert {(answer.status_code, answer.text) for answer in answers} == {(401, answers[0].text)}
    assert answers[0].json()["error"] == "invalid_client"
    assert answers[0].headers["www-authenticate"].startswith("Basic")


async def test_another_clients_secret_is_refused(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    assert (await ask(http, BUREAU, secrets["lead-office"])).json()["error"] == "invalid_client"


async def test_a_client_without_any_proof_is_refused(http: httpx.AsyncClient) -> None:
    answer = await http.post("/oauth/token", data=GRANT | {"client_id": BUREAU})
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


async def test_a_grant_that_the_client_may_not_use_is_refused(
    http: httpx.AsyncClient, secrets: dict[str, str], owner: AsyncEngine
) -> None:
    async with owner.begin() as connection:
        await connection.execute(text("update hub_client set grants = '{}' where id = :id"), {"id": BUREAU})
    assert (await ask(http, BUREAU, secrets[BUREAU])).json()["error"] == "unauthorized_client"


async def test_a_grant_that_is_not_advertised_is_refused(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    for grant in ("password", "implicit", "device_code", "CLIENT_CREDENTIALS", 'a"b', "x" * 3000):
        answer = await ask(http, BUREAU, secrets[BUREAU], grant_type=grant)
        assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type"), grant


async def test_tokens_are_only_given_to_post(http: httpx.AsyncClient) -> None:
    for method in ["GET", "PUT", "DELETE", "OPTIONS"]:
        answer = await http.request(method, "/oauth/token")
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST"), method


async def test_answers_with_tokens_are_never_stored(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    answer = await ask(http, BUREAU, secrets[BUREAU])
    assert (answer.headers["cache-control"], answer.headers["pragma"]) == ("no-store", "no-cache")


async def test_a_forged_host_changes_no_address(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    names = ("Host", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Original-URL")
    forged = dict.fromkeys(names, "evil.example")
    metadata = await http.get("/.well-known/oauth-authorization-server", headers=forged)
    answer = await http.post("/oauth/token", data=GRANT, auth=(BUREAU, secrets[BUREAU]), headers=forged)
    assert "evil" not in metadata.text
    assert decoded(answer.json()["access_token"], await published(http)).claims["iss"] == ISSUER


async def test_the_key_set_holds_no_private_member(http: httpx.AsyncClient) -> None:
    keys = await published(http)
    assert len(keys) == 2
    assert all(set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"} for key in keys)


async def test_concurrent_requests_are_each_answered_for_their_own_client(
    http: httpx.AsyncClient, secrets: dict[str, str]
) -> None:
    names = sorted(secrets)[:12]
    tokens = await asyncio.gather(*(token_of(http, name, secrets) for name in names))
    keys = await published(http)
    assert [decoded(token, keys).claims["sub"] for token in tokens] == names


async def test_no_log_at_any_level_holds_a_token_or_a_secret(
    http: httpx.AsyncClient,
    secrets: dict[str, str],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    token = await token_of(http, BUREAU, secrets)
    await ask(http, BUREAU, "a-wrong-secret")
    form = GRANT | {"client_id": BUREAU, "client_secret": secrets[BUREAU]}
    await http.post("/oauth/token", data=form)
    written = caplog.text + "".join(capfd.readouterr())
    assert "token_issued" in written
    assert not any(word in written for word in (token, token.split(".")[2], secrets[BUREAU], "a-wrong-secret"))


async def test_the_service_can_neither_register_a_client_nor_change_a_key(
    service: AsyncEngine, secrets: dict[str, str]
) -> None:
    assert secrets
    for statement in (
        "update hub_client set roles = '{lead}'",
        "delete from hub_client",
        "insert into hub_signing_key select * from hub_signing_key",
        "update hub_signing_key set state = 'RETIRED'",
    ):
        with pytest.raises(Exception, match="permission denied"):
            async with service.begin() as connection:
                await connection.execute(text(statement))


async def test_no_secret_is_stored_in_the_clear(owner: AsyncEngine, secrets: dict[str, str]) -> None:
    async with owner.connect() as connection:
        rows = (await connection.scalars(text("select row_to_json(c)::text from hub_client c"))).all()
        sealed = (await connection.scalars(text("select private_jwe from hub_signing_key"))).all()
    assert not any(secret in row for row in rows for secret in secrets.values())
    assert all(b'"d"' not in urlsafe_b64decode(part + "==") for jwe in sealed for part in jwe.split("."))


@pytest.mark.parametrize(
    "url", ["http://hub.example.org", "https://hub.example.org/?a=1", "ftp://x", "", "https://x/#a"]
)
def test_an_issuer_that_oauth_can_not_stand_on_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(IssuerError, match="HUB_PUBLIC_URL"):
        Issuer.of(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:80", "http://localhost:80", "http://[::1]:80/", "https://x.cn/hub/"])
def test_an_issuer_is_https_or_this_machine(url: str) -> None:
    assert Issuer.of(url).token_endpoint == f"{url.rstrip('/')}/oauth/token"
