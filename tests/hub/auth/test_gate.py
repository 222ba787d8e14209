"""What never reaches the authorization server: requests that are not well-formed, and none is a fault of the hub."""

from base64 import b64encode

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.types import Message

from tests.hub.auth.conftest import FORM, GRANT, ask_raw, basic

BUREAU = "education-bureau"

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
