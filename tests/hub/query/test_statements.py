"""How many statements an operation takes: as many for seventeen counties as for one, however deep it goes."""

import pytest

from hub.testing.client import HubClient
from tests.river.oracle import HEALTH, LUOHU, XILIN_COUNTY

DEEP = """{ counties { code name city { name } districts { code name } rivers {
  surveyCount visitorTotal
  rivers(first: %d, orderBy: [{field: NAME}]) { totalCount nodes { id name county { name } surveyCount
    surveys(first: %d) { totalCount pageInfo { hasNextPage } nodes { fee district { name counties { code } }
      county { name } river { name county { city { name } } surveys(first: 2) { nodes { id } } } } } } } } } }"""


async def statements(hub: HubClient, query: str, client: str) -> int:
    await hub.token(client)
    before = hub.statements
    await hub.ask(query, as_=client)
    return hub.statements - before


@pytest.mark.parametrize("sizes", [(3, 2), (5, 3), (8, 5)])
async def test_statements_do_not_grow_with_counties_or_pages(ordinary: HubClient, sizes: tuple[int, int]) -> None:
    counted = {r.client: await statements(ordinary, DEEP % sizes, r.client) for r in (HEALTH, LUOHU, XILIN_COUNTY)}
    assert len(set(counted.values())) == 1, counted


async def test_each_level_is_one_statement(ordinary: HubClient) -> None:
    levels = {
        "{ rivers { nodes { id } } }": 1,
        "{ rivers { nodes { id } totalCount } }": 2,
        "{ rivers { totalCount } }": 1,
        "{ rivers { nodes { county { code } } } }": 1,
        "{ rivers { nodes { county { name } } } }": 2,
        "{ rivers { nodes { surveys { nodes { river { id } } } } } }": 3,
        "{ rivers { nodes { a: surveyCount b: surveyCount } } }": 2,
        "{ rivers { nodes { id } } other: rivers(first: 1) { nodes { id } } }": 2,
        "{ counties { rivers { rivers { nodes { id } } surveys { nodes { id } } } } }": 3,
        "{ riverAggregate(groupBy: [COUNTY]) { county { name } count } }": 2,
    }
    assert {query: await statements(ordinary, query, HEALTH.client) for query in levels} == levels


async def test_aliases_of_one_list_are_read_once(ordinary: HubClient) -> None:
    assert await statements(ordinary, "{ a: rivers { nodes { id } } b: rivers { nodes { name } } }", HEALTH.client) == 1
