"""Compiled statements are remembered by shape, with no value in them; a request keeps nothing when it is over."""

import asyncio
import gc
from unittest.mock import Mock

from sqlalchemy import Integer, String, bindparam, column, literal, select, table

from hub.query import loaders
from hub.query.loaders import Compiler, Loaders
from hub.testing.client import HubClient
from tests.river.oracle import DAPENG, HEALTH, LUOHU
from tests.river.sample import XILIN
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


async def test_operations_that_differ_in_values_share_their_statements_and_leave_no_value_in_them(
    ordinary: HubClient,
) -> None:
    query = """query($name: String!, $first: Int!) { rivers(first: $first, filter: {name: {contains: $name}}) {
      totalCount nodes { name surveys(first: 3, filter: {fee: {gt: "1.00"}}) { nodes { id } } } } }"""
    shapes: dict[str, set[int]] = {HEALTH.client: set(), LUOHU.client: set()}
    rows = []
    for name, first, reader, like in (
        ("no such river", 1, HEALTH, HEALTH),
        ("", 1, HEALTH, HEALTH),
        ("", 3, HEALTH, HEALTH),
        ("Zxqv-0417", 7, HEALTH, HEALTH),
        ("", 5, LUOHU, LUOHU),
        ("", 6, DAPENG, LUOHU),
    ):
        data = await ordinary.ask(query, {"name": name, "first": first}, as_=reader.client)
        rows.append(len(data["rivers"]["nodes"]))
        if rows[1:]:
            shapes[like.client].add(loaders.COMPILER.remembered)
    assert rows[:4] == [0, 1, 3, 0]
    assert [len(counts) for counts in shapes.values()] == [1, 1]
    told = repr(loaders.COMPILER.shapes)
    assert not [value for value in ("Zxqv", "440303", XILIN) if value in told]


async def test_a_request_reads_anew_what_another_reader_or_another_time_has_read(ordinary: HubClient) -> None:
    query = "{ rivers(first: 2) { nodes { id county { name } } } }"
    before = ordinary.statements
    for reader in (HEALTH, HEALTH, LUOHU):
        await ordinary.ask(query, as_=reader.client)
    assert ordinary.statements - before == 6


async def test_an_answered_request_leaves_no_rows_to_the_collector(ordinary: HubClient) -> None:
    query = "{ surveys(first: 200) { nodes { id river { name surveys { nodes { id } } } } } }"
    await ordinary.token(HEALTH.client)
    gc.collect()
    gc.disable()
    try:
        await ordinary.ask(query, as_=HEALTH.client)
        left = [row for row in gc.get_objects() if type(row) in (River, Survey)]
    finally:
        gc.enable()
    assert left == []


async def test_a_field_that_is_cancelled_takes_nothing_from_another_that_waits_for_the_same() -> None:
    found, reading = Loaders(Mock(), ()), asyncio.Event()

    async def read(keys: list[int]) -> list[int]:
        await reading.wait()
        return keys

    first, second = (asyncio.ensure_future(found.load("a place", 7, read)) for _ in range(2))
    first.cancel()
    reading.set()
    assert await second == 7
    assert first.cancelled()


async def test_what_a_failing_field_cancels_is_there_for_the_rest_of_the_operation(ordinary: HubClient) -> None:
    bodies = "bodies { organisation { kind name } }"
    failing = f"me {{ measures {{ targets {{ progress(year: 0) {{ year }} }} {bodies} }} }}"
    sound = f"me {{ measures {{ {bodies} }} }}"
    answer = await ordinary.answer(f"{{ a: {failing} b: {sound} }}", as_=LUOHU.client)
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_USER_INPUT"}
    assert answer["data"] == {"a": None, "b": (await ordinary.ask(f"{{ {sound} }}", as_=LUOHU.client))["me"]}
