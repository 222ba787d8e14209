"""Whatever stands in a variable is a value: it is compared, answered as on the ordinary path, and changes nothing."""

from typing import Any

import asyncpg
import pytest

from tests.plan.asking import path_of
from tests.plan.comparing import Pair, Question, Reader, answer_of, same
from tests.plan.values import quoted
from tests.river.oracle import WORK_GROUP

STRINGS = (
    "'",
    "''",
    '"',
    "\\",
    "\\'",
    "$1",
    "$1::text",
    "%s",
    "%(name)s",
    ":name",
    "{0}",
    "--",
    "/*",
    "*/",
    "; drop table river_river; --",
    "') or true --",
    "' or '1'='1",
    "pg_sleep(9)",
    "𝕏🌊",
    "\u202e",
    "\ufeff",
    "e\u0301",
    "ʼ",
    "＇",
    "a\nb\tc",
    "%",
    "_",
    "y" * 5_000,
)
ROWS = {
    "String": """rivers(first: 4, filter: {or: [{name: {eq: $text}}, {remark: {contains: $text}},
        {createdBy: {gt: $text}}, {updatedBy: {lte: $text}}, {not: {name: {contains: $text}}}]}) {
      totalCount nodes { name remark surveys(first: 2, filter: {deviationReason: {contains: $text}}) { totalCount } } }
      riverAggregate(filter: {remark: {eq: $text}}, groupBy: [COUNTY]) { count county { name } }""",
    "String!": """rivers(filter: {name: {in: [$text, "x"]}}) { nodes { id } }
      county(code: $text) { name } district(code: $text) { name }""",
    "ID": "ferries(filter: {county: {eq: $text}}) { nodes { id } }",
}
"""What takes any string at all."""
REFUSED = {
    "String": "rivers(first: 1, after: $text) { nodes { id } } surveys(last: 1, before: $text) { totalCount }",
    "ID!": "river(id: $text) { id } node(id: $text) { id } ferries(filter: {river: {in: [$text]}}) { nodes { id } }",
}
"""What takes only a string that the hub gave."""
SUMS = "select (select count(*) from pg_class), (select md5(string_agg(r::text, ';' order by id)) from river_river r)"


@pytest.mark.parametrize("text", STRINGS, ids=range(len(STRINGS)))
async def test_a_string_is_answered_alike_as_a_variable_and_in_the_text_and_changes_nothing(
    pair: Pair, hub_url: str, text: str
) -> None:
    before = await sums(hub_url)
    for kind, fields in (*ROWS.items(), *REFUSED.items()):
        for query, variables in (
            (f"query($text: {kind}) {{ {fields} }}", {"text": text}),
            (f"{{ {fields.replace('$text', quoted(text))} }}", {}),
        ):
            planned, ordinary = await pair.ask(Question(query, variables, Reader(WORK_GROUP.client)))
            assert same(planned, ordinary), query
            assert bool(answer_of(planned).errors) is (fields in REFUSED.values())
    assert await sums(hub_url) == before


@pytest.mark.parametrize("kind", ROWS)
async def test_any_string_is_planned_for(pair: Pair, kind: str) -> None:
    query = f"query($text: {kind}) {{ {ROWS[kind]} }}"
    for text in STRINGS[:3]:
        assert await path_of(pair.planned, query, WORK_GROUP.client, {"text": text}) == "compiled"


async def sums(url: str) -> tuple[Any, ...]:
    """What would change if a string were more than a value."""
    connection = await asyncpg.connect(url)
    try:
        return tuple((await connection.fetch(SUMS))[0])
    finally:
        await connection.close()
