"""The token endpoint and the documents that describe it, through HTTP."""

import asyncio
import logging
from base64 import b64encode, urlsafe_b64decode
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import KeySet
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette
from starlette.types import Message

from hub.auth.errors import IssuerError
from hub.auth.tokens import Issuer
from tests.hub.auth.conftest import FORM, GRANT, ISSUER, Clock, ask, ask_raw, basic, token_of

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
    for grant in ("password", "implicit", "authorization_code", "refresh_token", "x" * 3000):
        answer = await ask(http, BUREAU, secrets[BUREAU], grant_type=grant)
        assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type"), grant


MALFORMED = {
    "no body": b"",
    "no grant type": b"scope=read",
    "a repeated parameter": b"grant_type=client_credentials&grant_type=client_credentials",
    "a repeated unknown parameter": b"grant_type=client_credentials&a=1&a=2",
    "NUL": b"grant_type=client_credentials&scope=re%00ad",
    "a line break": b"grant_type=client_credentials&scope=re%0Aad",
    "non-ASCII": "grant_type=client_credentials&scope=深圳".encode(),
    "percent-encoded non-ASCII": b"grant_type=client_credentials&scope=%E6%B7%B1",
    "percent-encoded bytes that are no UTF-8": b"grant_type=client_credentials&scope=%FF",
    "a non-ASCII name": b"grant_type=client_credentials&%E6%B7%B1=1",
    "a quotation of what is wrong": 'grant_type=台"'.encode(),
    "too many parameters": b"grant_type=client_credentials" + b"".join(b"&p%d=1" % n for n in range(60)),
    "two ways of proving who asks": b"grant_type=client_credentials&client_secret=x",
    "another client's name": b"grant_type=client_credentials&client_id=lead-office",
}


async def test_a_malformed_request_is_an_invalid_request(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    for case, body in MALFORMED.items():
        answer = await ask_raw(http, body, Authorization=basic(BUREAU, secrets[BUREAU]))
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request"), case
        assert answer.headers["cache-control"] == "no-store", case


async def test_an_oversized_body_is_refused(http: httpx.AsyncClient) -> None:
    answer = await ask_raw(http, b"grant_type=client_credentials&scope=" + b"x" * 20_000)
    assert (answer.status_code, answer.json()["error"]) == (413, "invalid_request")


async def test_a_client_that_goes_in_the_middle_of_its_body_is_no_fault_of_the_server(app: Starlette) -> None:
    part: Message = {"type": "http.request", "body": b"grant_type=", "more_body": True}
    arriving, sent = [{"type": "http.disconnect"}, part], list[Message]()

    async def receive() -> Message:
        return arriving.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"content-type", FORM.encode())]
    scope = {"type": "http", "method": "POST", "path": "/oauth/token", "query_string": b"", "headers": headers}
    await app(scope, receive, send)
    assert sent[0]["status"] == 400


async def test_a_body_that_is_no_form_is_refused(http: httpx.AsyncClient) -> None:
    for kind in ["", "application/json", "multipart/form-data; boundary=x", "text/plain"]:
        answer = await http.post(
            "/oauth/token", content=b"grant_type=client_credentials", headers={"Content-Type": kind}
        )
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request"), kind


async def test_parameters_in_the_address_are_refused(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    where = f"/oauth/token?client_id={BUREAU}&client_secret={secrets[BUREAU]}"
    answer = await http.post(where, data=GRANT)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


BAD_PROOF = {
    "another scheme": b"Bearer abc",
    "no base64": b"Basic $$$",
    "no colon": b"Basic " + b64encode(b"education-bureau"),
    "no name": b"Basic " + b64encode(b":secret"),
    "no UTF-8": b"Basic " + b64encode(b"\xff\xfe:x"),
    "NUL": b"Basic " + b64encode(b"a\0b:c"),
    "percent-encoded NUL": b"Basic " + b64encode(b"a%00b:c"),
    "percent-encoded non-ASCII": b"Basic " + b64encode(b"a%E6%B7%B1:c"),
    "nothing": b"",
    "the scheme alone": b"Basic",
    "bytes beyond ASCII": b"Basic \xe6\xb7\xb1",
}


async def test_a_malformed_authorization_header_is_an_invalid_client(http: httpx.AsyncClient) -> None:
    for case, header in BAD_PROOF.items():
        headers = [(b"Authorization", header), (b"Content-Type", FORM.encode())]
        answer = await http.post("/oauth/token", content=b"grant_type=client_credentials", headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client"), case
        assert "www-authenticate" in answer.headers, case


async def test_two_authorization_headers_are_refused(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    proof = ("Authorization", basic(BUREAU, secrets[BUREAU]))
    answer = await http.post("/oauth/token", data=GRANT, headers=[proof, proof])
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=200), proof=st.binary(max_size=60))
async def test_no_body_and_no_proof_is_a_fault_of_the_server(
    http: httpx.AsyncClient, body: bytes, proof: bytes
) -> None:
    header = b"Basic " + b64encode(proof)
    headers = [(b"Authorization", header), (b"Content-Type", FORM.encode())]
    answer = await http.post("/oauth/token", content=b"grant_type=client_credentials&" + body, headers=headers)
    assert answer.status_code in {400, 401}
    assert answer.json()["error"] in {"invalid_request", "invalid_client"}


async def test_tokens_are_only_given_to_post(http: httpx.AsyncClient) -> None:
    for method in ["GET", "PUT", "DELETE", "OPTIONS"]:
        answer = await http.request(method, "/oauth/token")
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST"), method


async def test_answers_with_tokens_are_never_stored(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    answer = await ask(http, BUREAU, secrets[BUREAU])
    assert (answer.headers["cache-control"], answer.headers["pragma"]) == ("no-store", "no-cache")


async def test_the_metadata_advertise_what_the_server_accepts(http: httpx.AsyncClient, secrets: dict[str, str]) -> None:
    said = (await http.get("/.well-known/oauth-authorization-server")).json()
    assert said["issuer"] == ISSUER
    assert said["response_types_supported"] == []
    assert said["grant_types_supported"] == ["client_credentials"]
    assert said["token_endpoint_auth_methods_supported"] == ["client_secret_basic", "client_secret_post"]
    assert said["scopes_supported"] == ["approve", "export", "read", "submit", "write"]
    for scope in said["scopes_supported"]:
        asked = await ask(http, BUREAU, secrets[BUREAU], scope=" ".join({"read", scope}))
        assert asked.status_code == 200
    assert (await http.get(said["jwks_uri"])).status_code == 200


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
