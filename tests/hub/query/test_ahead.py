"""To-ones of a page are loaded before its rows are resolved: the same answer, one statement for each field."""

import pytest

from hub.testing.client import HubClient
from tests.river.oracle import HEALTH

ROWS = "{ id river { id name county { name city { name } } } district { name } }"
FORMS = {
    "edges": f"{{ surveys(first: 200) {{ edges {{ node {ROWS} }} }} }}",
    "inline fragment": f"{{ surveys(first: 200) {{ nodes {{ ... on Survey {ROWS} }} }} }}",
    "named fragment": f"query {{ surveys(first: 200) {{ nodes {{ ...Row }} }} }} fragment Row on Survey {ROWS}",
    "two places": """{ surveys(first: 200) { nodes { id river { id } district { name } ... on Survey { river { name
        county { name } } } river { county { city { name } } } } } }""",
}
PLAIN = f"{{ surveys(first: 200) {{ nodes {ROWS} }} }}"


async def statements(hub: HubClient, query: str) -> int:
    before = hub.statements
    await hub.ask(query, as_=HEALTH.client)
    return hub.statements - before


@pytest.mark.parametrize("form", FORMS)
async def test_every_way_of_selecting_gives_the_same_rows_by_as_many_statements(ordinary: HubClient, form: str) -> None:
    plain = (await ordinary.ask(PLAIN, as_=HEALTH.client))["surveys"]["nodes"]
    found = (await ordinary.ask(FORMS[form], as_=HEALTH.client))["surveys"]
    rows = found["nodes"] if "nodes" in found else [edge["node"] for edge in found["edges"]]
    assert any(row["river"] for row in plain)
    assert rows == plain
    assert await statements(ordinary, FORMS[form]) == await statements(ordinary, PLAIN) == 5


async def test_aliases_of_one_to_one_select_different_fields_of_it(ordinary: HubClient) -> None:
    row = "{ bare: river { id } full: river { id name } code: county { code } named: county { code name } }"
    nodes = (await ordinary.ask(f"{{ surveys(first: 200) {{ nodes {row} }} }}", as_=HEALTH.client))["surveys"]["nodes"]
    for node in nodes:
        assert (node["bare"] or {}).get("id") == (node["full"] or {}).get("id")
        assert node["code"]["code"] == node["named"]["code"]
        assert node["named"]["name"]


async def test_lists_that_share_their_rows_may_select_different_parts_of_a_to_one(ordinary: HubClient) -> None:
    query = "{ a: surveys { nodes { county { code } } } b: surveys { nodes { county { code name } } } }"
    data = await ordinary.ask(query, as_=HEALTH.client)
    assert [{"county": {"code": node["county"]["code"]}} for node in data["b"]["nodes"]] == data["a"]["nodes"]
    assert all(node["county"]["name"] for node in data["b"]["nodes"])


@pytest.mark.parametrize("directive", ["@skip(if: true)", "@include(if: false)"])
async def test_what_is_left_out_is_not_loaded(ordinary: HubClient, directive: str) -> None:
    query = f"{{ surveys {{ nodes {{ id river {directive} {{ name }} ... {directive} {{ district {{ name }} }} }} }} }}"
    assert await statements(ordinary, query) == 1
    assert (
        await statements(ordinary, query.replace("true", "null").replace("false", "true").replace("null", "false")) == 3
    )


async def test_lists_beside_each_other_take_the_same_number_of_statements_every_time(ordinary: HubClient) -> None:
    lists = "rivers { nodes { county { name } } } surveys { nodes { river { name } county { name } } }"
    query = f"{{ counties {{ rivers {{ {lists} }} }} }}"
    assert {await statements(ordinary, query) for _ in range(8)} == {6}


async def test_a_to_one_may_be_left_out_by_a_variable_below_another(ordinary: HubClient) -> None:
    row = "id river { county @include(if: $with) { name } ... @skip(if: $without) { name } }"
    given = "$with: Boolean! = true, $without: Boolean!"
    query = f"query({given}) {{ surveys(first: 9) {{ edges {{ node {{ {row} }} }} }} }}"
    for shown in (True, False):
        answer = await ordinary.answer(query, {"with": shown, "without": not shown}, as_=HEALTH.client)
        assert "errors" not in answer
        rivers = [edge["node"]["river"] for edge in answer["data"]["surveys"]["edges"]]
        assert {key for river in rivers if river for key in river} == ({"county", "name"} if shown else set())
