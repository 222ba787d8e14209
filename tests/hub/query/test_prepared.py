"""Statements are built once for each reader, and nobody's values or rules reach another's."""

import pytest
from sqlalchemy import BindParameter, Integer, String, bindparam, column, false, select, table

from hub.auth.access import Access
from hub.query import prepared
from hub.query.loaders import Selects
from hub.query.prepared import Prepared
from hub.testing.client import HubClient
from tests.river.oracle import DAPENG, HEALTH, LUOHU, Reader

RIVERS = table("river", column("id", Integer), column("name", String))
ME, YOU = Access(subject="me"), Access(subject="you")


def named(name: str, most: int) -> tuple[Selects, list[BindParameter[str]]]:
    bound = bindparam(None, name, type_=String())
    return select(RIVERS.c.id).where(RIVERS.c.name == bound, RIVERS.c.id < most), [bound]


def test_what_is_given_is_bound_anew_and_the_rest_stays_the_readers_own() -> None:
    known = Prepared()
    found = [
        known.statement(reader, "named", [name], lambda name=name, most=most: named(name, most))  # type: ignore[misc]
        for reader, name, most in ((ME, "Hong", 1), (YOU, "Hong", 2), (ME, "You", 1), (YOU, "Zuo", 2))
    ]
    assert [values for _, values in found] == [["Hong", 1], ["Hong", 2], ["You", 1], ["Zuo", 2]]
    assert len({sql for sql, _ in found}) == 1
    assert len(known.remembered) == 2
    assert not [name for name in ("Hong", "You", "Zuo") if name in repr(known.remembered)]


def test_a_statement_that_lost_a_parameter_is_not_remembered() -> None:
    known = Prepared()

    def build() -> tuple[Selects, list[BindParameter[str]]]:
        bound = bindparam(None, "Hong", type_=String())
        return select(RIVERS.c.id).where(false(), RIVERS.c.name == bound), [bound]

    assert list(known.statement(ME, "none", ["Hong"], build)[1]) == []
    assert known.remembered == []


def test_those_used_longest_ago_are_forgotten() -> None:
    known = Prepared(size=2)
    for name in ("a", "b", "a", "c"):
        known.statement(ME, name, ["Hong"], lambda: named("Hong", 1))
    assert [name for (_, name), _ in known.remembered] == ["a", "c"]


QUERY = """query($name: String!, $first: Int!, $after: String) {
  rivers(first: $first, after: $after, filter: {name: {contains: $name}}) { pageInfo { endCursor }
    nodes { name surveys(first: $first, filter: {fee: {gt: "1.00"}}) { nodes { id river { name } } } } } }"""


@pytest.mark.parametrize("reader", [HEALTH, LUOHU, DAPENG])
async def test_a_statement_that_is_known_answers_as_one_that_is_new(
    ordinary: HubClient, monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    async def answers() -> list[str]:
        found, after = [], None
        for name, first in (("", 3), ("e", 3), ("no such river", 3), ("", 2), ("", 3)):
            asked = {"name": name, "first": first, "after": after if first == 2 else None}
            found.append((await ordinary.post(QUERY, asked, as_=reader.client)).text)
            data = await ordinary.ask(QUERY, asked, as_=reader.client)
            after = data["rivers"]["pageInfo"]["endCursor"]
        return found

    known = [await answers() for _ in range(2)]
    monkeypatch.setattr(prepared, "LONGEST", 0)
    prepared.PREPARED._known.clear()
    assert known == [await answers()] * 2
    assert prepared.PREPARED.remembered == []


async def test_no_value_of_anybodys_stays(ordinary: HubClient) -> None:
    await ordinary.ask(QUERY, {"name": "Zxqv-0417", "first": 3}, as_=HEALTH.client)
    told = repr(prepared.PREPARED.remembered)
    assert "river_river" in told
    assert "Zxqv" not in told
