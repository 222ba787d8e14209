"""What a client learns of a failure: a code, its own language, and nothing of the inside."""

from typing import Any

import httpx
import pytest

from tests.hub.endpoint.asking import Hub, Lines


def error(answer: httpx.Response) -> dict[str, Any]:
    first: dict[str, Any] = answer.json()["errors"][0]
    return first


async def test_a_refusal_of_the_hub_is_shown_with_code_field_and_path(hub: Hub) -> None:
    assert error(await hub.ask("{ secret }")) == {
        "message": "Not for you.",
        "locations": [{"line": 1, "column": 3}],
        "path": ["secret"],
        "extensions": {"code": "FORBIDDEN", "field": "secret"},
    }


@pytest.mark.parametrize(
    ("language", "message"),
    [("en-GB", "Not for you."), ("zh-CN,en;q=0.5", "无权访问。"), ("", "无权访问。"), ("fr", "无权访问。")],
)
async def test_messages_are_in_the_readers_language(hub: Hub, language: str, message: str) -> None:
    answer = await hub.ask("{ secret }", headers={"accept-language": language})
    assert error(answer)["message"] == message


@pytest.mark.parametrize("query", ["{ nothing }", "{", "query ($n: Int!) { double(number: $n) }"])
async def test_wrong_operations_are_told_in_chinese_too(hub: Hub, query: str) -> None:
    message = str(error(await hub.ask(query, headers={"accept-language": "zh"}))["message"])
    assert message.startswith(("请求不符合接口定义：", "语法错误："))


@pytest.mark.parametrize("query", ["{ boom }", "{ wrong }"])
async def test_a_fault_is_masked_and_correlated_with_the_log(hub: Hub, logged: Lines, query: str) -> None:
    answer = await hub.ask(query)
    told = error(answer)
    assert told["extensions"] == {"code": "INTERNAL", "correlationId": answer.headers["x-request-id"]}
    assert "hunter2" not in answer.text
    assert "personal" not in answer.text
    causes = [entry for entry in logged.entries() if "exception" in entry]
    assert [entry["request_id"] for entry in causes] == [answer.headers["x-request-id"]]


async def test_a_failure_outside_of_resolvers_is_masked_too(hub: Hub, logged: Lines) -> None:
    answer = await hub.ask("{ hello }", token="broken")
    assert answer.status_code == 500
    assert error(answer)["extensions"] == {"code": "INTERNAL", "correlationId": answer.headers["x-request-id"]}
    assert "hunter2" not in answer.text
    assert any("RuntimeError" in entry.get("exception", ()) for entry in logged.entries())


async def test_a_request_id_is_taken_over_only_if_it_is_harmless(hub: Hub) -> None:
    good = await hub.ask("{ hello }", headers={"x-request-id": "proxy-4711.a_b"})
    assert good.headers["x-request-id"] == "proxy-4711.a_b"
    for bad in ("short", "a" * 65, 'quote"quote', "has space here", "é" * 10):
        answer = await hub.ask("{ hello }", headers={"x-request-id": bad.encode()})
        assert answer.headers["x-request-id"] != bad
        assert len(answer.headers["x-request-id"]) == 16


async def test_a_token_that_does_not_hold_is_401(hub: Hub) -> None:
    answer = await hub.ask("{ hello }", token="expired")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'
    assert error(answer)["extensions"] == {"code": "UNAUTHENTICATED"}


@pytest.mark.parametrize(
    "query",
    [
        "{ __schema { queryType { name } } }",
        '{ __type(name: "Query") { name } }',
        "{ ...F } fragment F on Query { __schema { nothing } }",
    ],
)
async def test_introspection_needs_a_token(hub: Hub, query: str) -> None:
    answer = await hub.ask(query, token=None)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert error(answer)["extensions"] == {"code": "UNAUTHENTICATED"}


async def test_introspection_is_answered_with_a_token(hub: Hub) -> None:
    answer = await hub.ask("{ __schema { queryType { name } } }")
    assert answer.json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}


@pytest.mark.parametrize(
    "query",
    [
        "{ hallo }",
        '{ echo(txt: "x") }',
        "{ hello @skip(iff: true) }",
        "query ($x: Strin) { hello }",
        "{ ...F } fragment F on Persn { name }",
    ],
)
async def test_names_are_suggested_only_with_a_token(hub: Hub, query: str) -> None:
    assert "Did you mean" not in (await hub.ask(query, token=None)).text
    assert "Did you mean" in (await hub.ask(query)).text
    assert "Did you mean" not in (await hub.ask(query, token=None)).text
