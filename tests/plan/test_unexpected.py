"""Data that the schema excludes, and a database that fails: answered as on the ordinary path, and never as data."""

from typing import Any

import asyncpg
import pytest

from tests.plan.asking import path_of
from tests.plan.comparing import Pair, Question, Reader, answer_of
from tests.river.oracle import LEAD
from tests.river.planted import plant

ROWS = """{ rivers(first: 200) { nodes { id name flow discharge budget startsOn county { name } surveys(first: 2) {
    nodes { id fee number } } } edges { cursor } }
  ferries(first: 100) { nodes { county { name } } } surveys(first: 500) { nodes { number river { name flow } } }
  counties { code rivers { surveyCount } } }"""
POINT = """{ river(id: "Uml2ZXI6Mw") { id name flow discharge budget startsOn county { name } }
  ferry(id: "RmVycnk6Mw") { name county { code } } }"""
PLANTED = {
    "a text that may not be null": ("river_river", "name", "null"),
    "an enumeration that may not be null": ("river_river", "flow", "null"),
    "a number that may not be null": ("river_river", "discharge", "null"),
    "an amount that may not be null": ("river_river", "budget", "null"),
    "a county that may not be null": ("river_ferry", "county_code", "null"),
    "a name of no member": ("river_river", "flow", "'FLOOD'"),
}


@pytest.mark.parametrize("planted", PLANTED)
async def test_what_may_not_be_is_answered_as_on_the_ordinary_path(own_pair: Pair, own_url: str, planted: str) -> None:
    for query in (ROWS, POINT):
        assert await path_of(own_pair.planned, query, LEAD.client) == "compiled"
    await plant(own_url, *PLANTED[planted])
    for query in (ROWS, POINT):
        planned, ordinary = await answers(own_pair, query)
        assert planned.told == ordinary.told
        assert {error["extensions"]["code"] for error in planned.errors} == {"INTERNAL"}


FAILURES = {
    "a right that is gone": "revoke select on river_survey from hub_app",
    "a table that is gone": "alter table river_survey rename to elsewhere",
    "a column that is gone": "alter table river_survey rename fee to elsewhere",
}


@pytest.mark.parametrize("failure", FAILURES)
async def test_a_failing_database_is_answered_as_on_the_ordinary_path(
    own_pair: Pair, own_url: str, failure: str
) -> None:
    owner = await asyncpg.connect(own_url)
    await owner.execute(FAILURES[failure])
    await owner.close()
    own_pair.faultless = False
    planned, ordinary = await answers(own_pair, ROWS)
    assert planned.told == ordinary.told
    assert {error["extensions"]["code"] for error in planned.errors} == {"INTERNAL"}


async def answers(pair: Pair, query: str) -> list[Any]:
    """Both answers, read."""
    return [answer_of(body) for body in await pair.ask(Question(query, {}, Reader(LEAD.client)))]
