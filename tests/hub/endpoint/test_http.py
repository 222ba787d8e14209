"""GraphQL over HTTP as its specification and RFC 9110 say."""

from typing import Any

import pytest

from tests.hub.endpoint.asking import Hub

RESPONSE = "application/graphql-response+json"
LEGACY = "application/json"


async def test_post_answers_a_query(hub: Hub) -> None:
    answer = await hub.ask("{ hello }")
    assert answer.status_code == 200
    assert answer.json() == {"data": {"hello": "hi"}}


async def test_every_request_that_got_a_context_closes_it(hub: Hub) -> None:
    for query in ("{ hello }", "{ nothing }", "{ boom }", "{"):
        await hub.ask(query)
    assert hub.gate.closed == 4


async def test_variables_and_operation_name_choose_and_fill(hub: Hub) -> None:
    query = "query A { hello } query B($n: Int!) { double(number: $n) }"
    answer = await hub.ask(query, operationName="B", variables={"n": 21})
    assert answer.json() == {"data": {"double": 42}}


async def test_get_answers_a_query_with_variables(hub: Hub) -> None:
    query = "query B($n: Int!) { double(number: $n) }"
    answer = await hub.client.get("/graphql", params={"query": query, "variables": '{"n": 4}', "operationName": "B"})
    assert answer.json() == {"data": {"double": 8}}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
async def test_other_methods_are_refused_with_allow(hub: Hub, method: str) -> None:
    answer = await hub.client.request(method, "/graphql")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (RESPONSE, RESPONSE),
        (LEGACY, LEGACY),
        ("*/*", LEGACY),
        ("application/*", RESPONSE),
        (f"{LEGACY};q=0.5, {RESPONSE}", RESPONSE),
        (f"{RESPONSE};q=0.1, {LEGACY};q=0.9", LEGACY),
        ("text/html, */*;q=0.1", LEGACY),
        (f"{RESPONSE}; charset=UTF-8", RESPONSE),
    ],
)
async def test_the_answer_has_the_type_that_is_accepted(hub: Hub, accept: str, expected: str) -> None:
    answer = await hub.client.post("/graphql", json={"query": "{ hello }"}, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{expected}; charset=utf-8"


@pytest.mark.parametrize("accept", ["text/html", f"{RESPONSE};q=0", f"{RESPONSE};charset=utf-16", "image/*", "x"])
async def test_an_answer_that_is_not_accepted_is_406(hub: Hub, accept: str) -> None:
    answer = await hub.client.post("/graphql", json={"query": "{ hello }"}, headers={"accept": accept})
    assert answer.status_code == 406
    assert RESPONSE in answer.json()["errors"][0]["message"]


NOT_JSON = (
    "text/plain",
    "application/json-evil",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-16",
    "",
)


@pytest.mark.acceptance(50)
async def test_no_mutation_by_get_no_token_but_a_bearer_and_no_body_but_json(hub: Hub) -> None:
    mutation = {"query": 'mutation { rename(name: "x") }'}
    by_get = await hub.client.get("/graphql", params=mutation)
    assert (by_get.status_code, by_get.headers["allow"], "data" in by_get.json()) == (405, "POST", False)
    private = {"query": "{ __schema { queryType { name } } }"}
    by_url = await hub.client.get("/graphql", params={**private, "access_token": "bureau"})
    for cookie in ("token=bureau", "access_token=bureau", "__Host-sid=bureau", "Authorization=Bearer bureau"):
        by_cookie = await hub.client.post("/graphql", json=private, headers={"cookie": cookie})
        assert by_url.status_code == by_cookie.status_code == 401, cookie
    for kind in NOT_JSON:
        answer = await hub.client.post("/graphql", content=b'{"query":"{ hello }"}', headers={"content-type": kind})
        assert (answer.status_code, "data" in answer.json()) == (415, False), kind
        assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "kind", ["application/json", 'application/json; charset="UTF-8"', "Application/JSON;charset=utf8"]
)
async def test_json_may_say_that_it_is_utf8(hub: Hub, kind: str) -> None:
    answer = await hub.client.post("/graphql", content=b'{"query":"{ hello }"}', headers={"content-type": kind})
    assert answer.json() == {"data": {"hello": "hi"}}


async def test_a_compressed_body_is_refused(hub: Hub) -> None:
    headers = {"content-type": LEGACY, "content-encoding": "gzip"}
    answer = await hub.client.post("/graphql", content=b"\x1f\x8b", headers=headers)
    assert answer.status_code == 415


@pytest.mark.parametrize(
    "options",
    [
        {"query": "{ hello"},
        {"query": "{ nothing }"},
        {"query": "query ($n: Int!) { double(number: $n) }", "variables": {"n": "x"}},
        {"query": "query A { hello } query B { hello }"},
    ],
)
async def test_a_wrong_operation_is_400_but_200_for_old_clients(hub: Hub, options: dict[str, Any]) -> None:
    strict = await hub.client.post("/graphql", json=options)
    old = await hub.client.post("/graphql", json=options, headers={"accept": LEGACY})
    assert (strict.status_code, old.status_code) == (400, 200)
    assert strict.json() == old.json()
    assert "data" not in old.json()
    assert old.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_data_with_errors_is_200(hub: Hub) -> None:
    answer = await hub.ask("{ hello secret }")
    assert answer.status_code == 200
    assert answer.json()["data"] == {"hello": "hi", "secret": None}


async def test_data_that_failed_as_a_whole_is_null_and_200(hub: Hub) -> None:
    answer = await hub.ask("{ stale }")
    assert answer.status_code == 200
    assert answer.json()["data"] is None
    assert answer.json()["errors"][0]["extensions"]["code"] == "CONFLICT"


async def test_two_operations_without_a_name_run_neither(hub: Hub) -> None:
    answer = await hub.ask("query A { hello } query B { hello }")
    assert answer.json()["errors"][0]["extensions"]["field"] == "operationName"


async def test_subscriptions_are_refused(hub: Hub) -> None:
    answer = await hub.ask("subscription { ticks }")
    assert answer.status_code == 400
    assert "Subscriptions" in answer.json()["errors"][0]["message"]


async def test_answers_are_not_stored_nor_sniffed(hub: Hub) -> None:
    answer = await hub.ask("{ hello }")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "Authorization" in answer.headers["vary"]


async def test_another_path_is_an_error_in_json(hub: Hub) -> None:
    answer = await hub.client.get("/nothing")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
