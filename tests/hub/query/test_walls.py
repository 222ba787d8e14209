"""The second and the third wall, each alone: the predicate of the statements, and row-level security."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import ColumnElement, select, true
from sqlmodel import col

from hub.auth.access import NOBODY, SYSTEM, Access, Act, Reach, Span, setting_names
from hub.database.engine import write_rules
from hub.database.pool import Readers
from hub.database.session import connect
from hub.query.loaders import Loaders
from hub.testing.client import HubClient, hub_client
from hub.testing.database import Databases, Template
from schema.compose import Composition
from tests.hub.query.asking import whole
from tests.river.models import River
from tests.river.oracle import (
    AUDITOR,
    DAPENG,
    FUTIAN,
    HEALTH,
    LUOCHENG,
    LUOHU,
    Reader,
    by_default,
    ids_of,
)
from tests.river.programme import MIDDLE
from tests.river.sample import FIRST, HUANJIANG, XILIN, ferries, rivers, surveys
from tests.river.sample import LUOCHENG as LUOCHENG_CODE

MEASURES = ("culture", "health")
TABLES = {"river_river": rivers, "river_survey": surveys, "river_ferry": ferries}
readers = pytest.mark.parametrize("reader", [AUDITOR, HEALTH, FUTIAN, LUOHU, DAPENG, LUOCHENG], ids=str)


def no_predicate(*_: object) -> ColumnElement[bool]:
    """The mutation: a predicate that lets everything through."""
    return true()


@pytest.fixture
async def owner(hub_url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(hub_url)
    yield connection
    await connection.close()


@pytest.fixture
async def service(hub_url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await connect(hub_url, "test", 5, 5)
    yield connection
    await connection.close()


@pytest.fixture
def own_url(databases: Databases, hub_template: Template) -> Iterator[str]:
    """A database of the test's own."""
    url = databases.clone(hub_template)
    yield url
    databases.drop(url)


@pytest.fixture
async def unplanned(composed: Composition, own_url: str, tmp_path: Path) -> AsyncIterator[HubClient]:
    """A hub that has planned nothing yet: a plan keeps the predicate with which it was made."""
    async with hub_client(composed, own_url, tmp_path) as client:
        yield client


async def seen_in(service: asyncpg.Connection, access: Access, table: str) -> set[int]:
    """The ids that row-level security shows of a whole table."""
    async with service.transaction():
        for name, value in write_rules(access, MEASURES).items():
            await service.execute("select set_config($1, $2, true)", name, value)
        return {row["id"] for row in await service.fetch(f"select id from {table}")}


@readers
async def test_row_level_security_alone_gives_the_same_rows(
    unplanned: HubClient, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.fields.record_scope", no_predicate)
    hub = unplanned
    expected = ids_of(by_default(reader.among(rivers())))
    assert await whole(hub, reader, "rivers") == expected
    query = "{ counties { rivers { rivers(first: 100) { nodes { id } } } } riverAggregate { count } }"
    data = await hub.ask(query, as_=reader.client)
    nested = [node["id"] for county in data["counties"] for node in county["rivers"]["rivers"]["nodes"]]
    assert sorted(nested) == sorted(expected)
    assert data["riverAggregate"] == [{"count": len(expected)}]


@readers
async def test_the_predicate_alone_gives_the_same_rows(
    hub: HubClient, hub_url: str, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.database.session.ROLE", "none")  # the tables' owner, whom no policy holds
    bare = Readers(hub_url, setting_names(MEASURES), 2)
    monkeypatch.setattr(hub.hub.database, "readers", bare)
    assert (await bare.fetch(NOBODY.settings(MEASURES), "select count(*) from river_river"))[0][0] == len(rivers())
    expected = ids_of(by_default(reader.among(rivers())))
    assert await whole(hub, reader, "rivers") == expected
    query = "{ counties { rivers { rivers(first: 100) { nodes { id } } } } riverAggregate { count } }"
    data = await hub.ask(query, as_=reader.client)
    nested = [node["id"] for county in data["counties"] for node in county["rivers"]["rivers"]["nodes"]]
    assert sorted(nested) == sorted(expected)
    assert data["riverAggregate"] == [{"count": len(expected)}]
    await bare.close()


@pytest.mark.parametrize("table", TABLES)
async def test_without_rules_there_are_no_rows(service: asyncpg.Connection, table: str) -> None:
    assert await service.fetchval(f"select count(*) from {table}") == 0
    assert await seen_in(service, NOBODY, table) == set()
    assert await seen_in(service, SYSTEM, table) == {record.id for record in TABLES[table]()}


async def test_without_rules_the_loaders_give_no_rows(hub: HubClient) -> None:
    loaders = Loaders(hub.hub.database.readers, NOBODY.settings(MEASURES))
    assert await loaders.rows(select(col(River.id))) == []


async def test_row_level_security_keeps_each_measure_to_itself(service: asyncpg.Connection) -> None:
    culture = Access(subject="x", grants={("culture", act): Reach(everywhere=True) for act in Act})
    assert await seen_in(service, culture, "river_river") == set()
    assert await seen_in(service, culture, "river_ferry") == {ferry.id for ferry in ferries()}


async def test_a_union_of_rules_is_no_product(service: asyncpg.Connection) -> None:
    """Whole counties of one measure and dated ones of another: neither gains what the other has."""
    mixed = Access(
        subject="x",
        grants={
            ("health", Act.READ): Reach(
                counties=frozenset({LUOCHENG_CODE}), dated=frozenset({Span(XILIN, FIRST, MIDDLE)})
            ),
            ("culture", Act.READ): Reach(counties=frozenset({HUANJIANG})),
            ("culture", Act.WRITE): Reach(counties=frozenset({HUANJIANG})),
        },
    )
    health = Reader("", {LUOCHENG_CODE: LUOCHENG.counties[LUOCHENG_CODE], XILIN: LUOHU.counties[XILIN]})
    culture = Reader("", {HUANJIANG: LUOCHENG.counties[LUOCHENG_CODE]}, works=True)
    assert await seen_in(service, mixed, "river_river") == {r.id for r in health.among(rivers())}
    assert await seen_in(service, mixed, "river_survey") == {s.id for s in health.among(surveys())}
    assert await seen_in(service, mixed, "river_ferry") == {f.id for f in culture.among(ferries())}


async def test_the_service_owns_nothing_and_bypasses_nothing(service: asyncpg.Connection) -> None:
    role = await service.fetchrow(
        "select rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname = current_user"
    )
    owned = await service.fetchval("select count(*) from pg_class where relowner = 'hub_app'::regrole")
    assert role is not None
    assert (list(role.values()), owned) == ([False, False, False], 0)


async def test_every_table_of_a_sector_is_under_forced_row_level_security(owner: asyncpg.Connection) -> None:
    forced = await owner.fetch(
        "select relname from pg_class where relname = any($1) and relrowsecurity and relforcerowsecurity",
        [*TABLES, "hub_history", "hub_request"],
    )
    assert {row["relname"] for row in forced} == {*TABLES, "hub_history", "hub_request"}
