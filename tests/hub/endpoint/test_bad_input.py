"""Whatever a client sends is answered clearly: a code, never a 5xx."""

import pytest

from tests.hub.endpoint.asking import Hub

DEEP = b'{"query":"{ hello }","variables":{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}}"

BODIES = {
    "empty": b"",
    "null": b"null",
    "number": b"42",
    "string": b'"x"',
    "no query": b"{}",
    "query null": b'{"query":null}',
    "query number": b'{"query":1}',
    "query blank": b'{"query":"  "}',
    "variables string": b'{"query":"{hello}","variables":"{}"}',
    "variables list": b'{"query":"{hello}","variables":[]}',
    "operationName number": b'{"query":"{hello}","operationName":7}',
    "extensions string": b'{"query":"{hello}","extensions":"x"}',
    "truncated": b'{"query":"{hello}"',
    "trailing": b'{"query":"{hello}"} x',
    "deep": DEEP,
    "invalid utf-8": b'{"query":"\xff\xfe"}',
    "utf-16": '{"query":"{hello}"}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"query":"{hello}"}',
    "5,000 digits": b'{"query":"{hello}","variables":{"n":' + b"9" * 5000 + b"}}",
    "NaN": b'{"query":"{hello}","variables":{"n":NaN}}',
    "Infinity": b'{"query":"{hello}","variables":{"n":Infinity}}',
    "1e999": b'{"query":"{hello}","variables":{"n":1e999}}',
    "lone surrogate": b'{"query":"{hello}","operationName":"\\ud800"}',
    "raw NUL": b'{"query":"{hello}\x00"}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
async def test_a_body_that_is_no_request_is_400(hub: Hub, body: bytes) -> None:
    answer = await hub.client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "data" not in answer.json()


@pytest.mark.parametrize("name", ["query", "variables", "operationName"])
async def test_a_wrong_part_is_named(hub: Hub, name: str) -> None:
    answer = await hub.client.post("/graphql", json={"query": "{ hello }", name: 1})
    assert answer.json()["errors"][0]["extensions"]["field"] == name


@pytest.mark.parametrize(
    "variables", [{"text": "a\0b"}, {"text": "a", "other": [{"deep": "\0"}]}, {"text": "a", "na\0me": 1}]
)
async def test_nul_in_a_variable_is_refused_by_its_place(hub: Hub, variables: dict[str, object]) -> None:
    answer = await hub.ask("query ($text: String!) { echo(text: $text) }", variables=variables)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["field"] in {"text", "other.0.deep", "na\\u0000me"}


async def test_nul_in_a_literal_is_refused(hub: Hub) -> None:
    answer = await hub.ask(r'{ echo(text: "a\u0000b") }')
    assert answer.status_code == 400
    assert "NUL" in answer.json()["errors"][0]["message"]


async def test_chinese_and_emoji_come_back_as_sent(hub: Hub) -> None:
    answer = await hub.ask("query ($text: String!) { echo(text: $text) }", variables={"text": "百色市👩🏽‍🏫"})
    assert answer.json() == {"data": {"echo": "百色市👩🏽‍🏫"}}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "{",
        "{}",
        "}",
        "{ nothing }",
        "{ hello { deeper } }",
        "{ double(number: " + "9" * 5000 + ") }",
        "{ double(number: 2147483648) }",
        '{ double(number: "1") }',
        "{ double }",
        "fragment F on Query { hello }",
        "type Query { hello: String }",
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        "{ ...Missing }",
        "{ hello hello: language }",
        r'{ echo(text: "\ud800") }',
        "{ hello @nothing }",
        "query ($x: Nothing) { hello }",
        "query ($x: Int = 1, $x: Int) { hello }",
        "\0",
        "{ double(number: " + "[" * 1000 + ") }",
    ],
)
async def test_a_wrong_document_is_400(hub: Hub, query: str) -> None:
    answer = await hub.client.post("/graphql", json={"query": query})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] in {"BAD_USER_INPUT", "LIMIT_EXCEEDED"}


@pytest.mark.parametrize(
    "value", [None, "x", 1.5, 2**31, 10**60, [1], {"a": 1}, True, 1e300], ids=lambda value: str(value)[:8]
)
async def test_a_wrong_variable_is_400(hub: Hub, value: object) -> None:
    answer = await hub.ask("query ($n: Int!) { double(number: $n) }", variables={"n": value})
    assert answer.status_code == 400
    assert "$n" in answer.json()["errors"][0]["message"]


async def test_deep_variables_are_400(hub: Hub) -> None:
    value: list[object] = []
    for _ in range(400):
        value = [value]
    answer = await hub.ask("query ($n: Int!) { double(number: $n) }", variables={"n": value})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "url",
    [
        "/graphql",
        "/graphql?query=",
        "/graphql?query=%FF",
        "/graphql?query=%00",
        "/graphql?query={hello}&query={language}",
        "/graphql?query={hello}&variables=x",
        "/graphql?query={hello}&variables=[]",
        "/graphql?query={hello}&variables=%22a%22",
        "/graphql?query={hello}&extensions=1",
        "/graphql?query={hello}&operationName=None",
        "/graphql?" + "&".join(f"p{number}=1" for number in range(50)),
    ],
)
async def test_a_wrong_url_is_400(hub: Hub, url: str) -> None:
    answer = await hub.client.get(url)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_long_name_is_not_echoed_whole(hub: Hub) -> None:
    answer = await hub.ask("{ " + "x" * 90_000 + " }")
    assert answer.status_code == 400
    assert len(answer.content) < 2_000
