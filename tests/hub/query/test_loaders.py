"""Compiled statements are remembered by shape, with no value in them; a request keeps nothing when it is over."""

import gc

from sqlalchemy import Integer, String, bindparam, column, literal, select, table

from hub.query.loaders import Compiler
from hub.testing.client import HubClient
from tests.river.oracle import HEALTH
from tests.river.types import River, Survey

RIVERS = table("river", column("id", Integer), column("name", String))


def test_statements_of_one_shape_keep_their_own_values_in_order() -> None:
    compiler = Compiler()
    for name, number in (("Hong", 1), ("You", 2)):
        statement = select(RIVERS.c.id, literal(number).label("n")).where(RIVERS.c.name == name).limit(number + 5)
        sql, values = compiler.compiled(statement)
        assert sql.count("$") == 3
        assert values == [number, name, number + 5]


def test_one_value_in_two_places_is_given_at_each_of_them() -> None:
    name = bindparam(None, "Hong", type_=String())
    sql, values = Compiler().compiled(select(RIVERS.c.id).where((RIVERS.c.name == name) | (RIVERS.c.name > name)))
    assert len(values) == len({part[0] for part in sql.split("$")[1:]})
    assert set(values) == {"Hong"}


def test_shapes_beyond_the_bound_are_forgotten_the_oldest_first() -> None:
    compiler = Compiler(size=2)
    shapes = [select(RIVERS.c.id), select(RIVERS.c.name), select(RIVERS.c.id, RIVERS.c.name)]
    texts = [compiler.compiled(shape)[0] for shape in (*shapes, *shapes)]
    assert texts[:3] == texts[3:]
    assert len(set(texts)) == 3
    assert compiler.remembered == 2


async def test_an_answered_request_leaves_no_rows_to_the_collector(hub: HubClient) -> None:
    query = "{ surveys(first: 200) { nodes { id river { name surveys { nodes { id } } } } } }"
    await hub.token(HEALTH.client)
    gc.collect()
    gc.disable()
    try:
        await hub.ask(query, as_=HEALTH.client)
        left = [row for row in gc.get_objects() if type(row) in (River, Survey)]
    finally:
        gc.enable()
    assert left == []
