"""The audit trail as the auditor asks for it, and as nobody else can."""

from typing import Any

import pytest

from hub.testing.client import HubClient
from tests.hub.oversight.conftest import NUMBER
from tests.hub.query.asking import codes

ASKED = """query($first: Int!, $after: String, $filter: AuditFilter) {
  audit(first: $first, after: $after, filter: $filter) {
    nodes { id at kind who client target counts { recordType number } sealed }
    pageInfo { hasNextPage hasPreviousPage endCursor } } }"""
TOLD = {"client": "app"}


async def page(hub: HubClient, first: int = 50, **given: Any) -> Any:
    return (await hub.ask(ASKED, {"first": first, **given}, as_="auditor"))["audit"]


async def targets(hub: HubClient, **conditions: Any) -> list[int]:
    found = await page(hub, filter=TOLD | conditions)
    return [int(node["target"]) for node in found["nodes"]]


async def test_the_latest_entry_comes_first(hub: HubClient) -> None:
    found = await page(hub, filter=TOLD)
    assert [int(node["target"]) for node in found["nodes"]] == list(reversed(range(NUMBER)))
    first = found["nodes"][0]
    assert (first["kind"], first["who"], first["counts"]) == (
        "EXPORT",
        "person-1",
        [{"recordType": "River", "number": NUMBER - 1}],
    )


async def test_pages_are_walked_to_the_end(hub: HubClient) -> None:
    seen, after, more = [], None, True
    while more:
        found = await page(hub, 5, after=after, filter=TOLD)
        assert found["pageInfo"]["hasPreviousPage"] is (after is not None)
        seen += [int(node["target"]) for node in found["nodes"]]
        after, more = found["pageInfo"]["endCursor"], found["pageInfo"]["hasNextPage"]
    assert seen == list(reversed(range(NUMBER)))


async def test_entries_are_filtered(hub: HubClient) -> None:
    numbers = list(reversed(range(NUMBER)))
    assert await targets(hub, kind=["SIGN_IN"]) == [n for n in numbers if n % 3 == 0]
    assert await targets(hub, kind=["SIGN_IN", "EXPORT"]) == numbers
    assert await targets(hub, kind=[]) == []
    assert await targets(hub, who="person-1") == [n for n in numbers if n % 2]
    assert await targets(hub, who="person-1", target="3") == [3]
    assert await targets(hub, purpose="payment") == []
    assert await targets(hub, since="2020-01-01T00:00:00+08:00", before="2999-01-01T00:00:00Z") == numbers
    assert await targets(hub, before="2020-01-01T00:00:00Z") == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"first": -1}, "LIMIT_EXCEEDED"),
        ({"first": 201}, "LIMIT_EXCEEDED"),
        ({"after": "garbage"}, "BAD_USER_INPUT"),
        ({"after": "Uml2ZXI6MQ"}, "BAD_USER_INPUT"),
        ({"filter": {"since": "2020-01-01T00:00:00"}}, "BAD_USER_INPUT"),
    ],
)
async def test_what_cant_be_used_is_refused(hub: HubClient, given: dict[str, Any], code: str) -> None:
    answer = await hub.answer(ASKED, {"first": 5} | given, as_="auditor")
    assert [found for found, _ in codes(answer)] == [code]


@pytest.mark.parametrize("client", ["lead-office", "health-commission", "futian-district", "luocheng-county"])
@pytest.mark.parametrize("query", ["{ audit { nodes { id } } }", "{ policy { rules { role } } }"])
async def test_nobody_but_the_auditor_oversees(hub: HubClient, client: str, query: str) -> None:
    answer = await hub.answer(query, as_=client)
    assert codes(answer) == [("FORBIDDEN", None)]
    assert set(answer["data"].values()) == {None}


async def test_without_a_token_there_is_no_trail(hub: HubClient) -> None:
    assert codes(await hub.answer("{ audit { nodes { id } } }")) == [("UNAUTHENTICATED", None)]


async def test_the_auditor_writes_nothing(hub: HubClient) -> None:
    given = {"county": "451225", "startsOn": "2017-01-01", "name": "x", "flow": "BROOK", "budget": "1.00"}
    query = "mutation($input: RiverCreateInput!) { riverCreate(input: $input) { river { id } } }"
    answer = await hub.answer(query, {"input": given | {"requestId": "auditor-1"}}, as_="auditor")
    assert codes(answer) == [("FORBIDDEN", None)]
