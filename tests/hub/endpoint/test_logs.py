"""The log: one line a request, nothing secret at any level."""

import logging

import pytest

from hub.endpoint.logs import explained, logger
from tests.hub.endpoint.asking import Hub, Lines


async def test_a_request_is_one_line(hub: Hub, logged: Lines) -> None:
    answer = await hub.ask("query Mine { hello }", headers={"x-request-id": "given-id-1"})
    assert answer.status_code == 200
    [line] = [entry for entry in logged.entries() if entry["event"] == "request"]
    assert isinstance(line.pop("ms"), float)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "request",
        "level": "info",
        "logger": "hub.request",
        "request_id": "given-id-1",
        "method": "POST",
        "path": "/graphql",
        "status": 200,
        "client": "bureau",
        "operation": "Mine",
    }


async def test_codes_of_errors_are_logged(hub: Hub, logged: Lines) -> None:
    await hub.ask("{ secret boom }")
    [line] = [entry for entry in logged.entries() if entry["event"] == "request"]
    assert sorted(line["codes"]) == ["FORBIDDEN", "INTERNAL"]


async def test_nothing_secret_is_logged_at_debug(hub: Hub, logged: Lines) -> None:
    token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl"
    await hub.ask(
        'query ($text: String!) { echo(text: $text) a: echo(text: "literal-value") boom }',
        token=token,
        variables={"text": "variable-value"},
    )
    await hub.client.get("/graphql?query={hello}&access_token=url-value")
    logging.getLogger("library").warning("sent Authorization: Bearer %s", token)
    written = logged.getvalue()
    assert "request" in written
    for secret in ("c2lnbmF0dXJl", "variable-value", "literal-value", "url-value", "hunter2", "echo"):
        assert secret not in written


async def test_a_traceback_has_places_and_types_but_no_values(hub: Hub, logged: Lines) -> None:
    await hub.ask("{ boom }")
    [entry] = [entry for entry in logged.entries() if "exception" in entry]
    assert entry["exception"][-1] == "ValueError"
    assert any("in boom" in line for line in entry["exception"])


def test_libraries_are_not_heard_below_info(logged: Lines) -> None:
    logging.getLogger("library").debug("select 'value'")
    logging.getLogger("hub.part").debug("ours")
    assert [entry["event"] for entry in logged.entries()] == ["ours"]


def test_uvicorn_writes_the_same_lines(logged: Lines) -> None:
    logging.getLogger("uvicorn.error").info("Started on %d", 8000)
    [entry] = logged.entries()
    assert (entry["event"], entry["logger"], entry["level"]) == ("Started on 8000", "uvicorn.error", "info")


def test_causes_are_explained_first() -> None:
    def fail() -> None:
        try:
            raise KeyError("value")  # noqa: TRY301
        except KeyError as error:
            raise TypeError("int() takes a number") from error

    with pytest.raises(TypeError) as caught:
        fail()
    told = explained(caught.value)
    assert told[-1] == "TypeError: int() takes a number"
    assert "KeyError" in told
    assert "'value'" not in told


def test_where_others_listen_too_they_hear_the_hub_and_the_line_is_the_same(
    logged: Lines, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger().addHandler(caplog.handler)
    logger("hub.part").warning("moved", number=3)
    logging.getLogger().removeHandler(caplog.handler)
    logger("hub.part").warning("moved", number=3)
    assert caplog.messages == ["moved"]
    first, second = logged.entries()
    assert first.pop("timestamp") <= second.pop("timestamp")
    assert first == second == {"event": "moved", "level": "warning", "logger": "hub.part", "number": 3}
