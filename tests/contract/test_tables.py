"""The contract, in the database: migrations go up and down, and no table of a sector is without its three walls."""

from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest
from sqlalchemy import Enum

from hub.contract import SectorModule
from hub.database import migrate
from hub.records.security import APP_ROLE
from hub.testing.database import Databases, Template
from schema.discovery import branches


async def nothing(_: str) -> None:
    """An empty database."""


TABLES = "select tablename from pg_tables where schemaname = 'public' and starts_with(tablename, $1) order by 1"
WALLS = """
select relname, relrowsecurity and relforcerowsecurity as forced,
       array(select polcmd::text from pg_policy where polrelid = pg_class.oid
             and polroles && array[0, to_regrole($2)::oid] order by 1) as commands,
       (select string_agg(concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)), ' ')
        from pg_policy where polrelid = pg_class.oid) as rules,
       array(select pg_get_triggerdef(oid) from pg_trigger
             where tgrelid = pg_class.oid and not tgisinternal) as triggers,
       array(select privilege from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) as privilege
             where has_table_privilege($2, oid, privilege)) as granted,
       pg_get_userbyid(relowner) as owner
from pg_class where relname = $1
"""

CHECKS = "select conname from pg_constraint where contype = 'c' and conrelid = $1::regclass"


@pytest.fixture
def empty_url(databases: Databases) -> Iterator[str]:
    url = databases.clone(Template("empty", nothing))
    yield url
    databases.drop(url)


@pytest.fixture
async def owner(demo_url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(demo_url)
    yield connection
    await connection.close()


async def tables(connection: asyncpg.Connection, module: SectorModule) -> list[str]:
    return [row["tablename"] for row in await connection.fetch(TABLES, f"{module.name}_")]


async def test_its_migrations_go_up_from_nothing_agree_with_its_models_and_go_down(
    module: SectorModule, empty_url: str
) -> None:
    both = branches([module])
    await migrate.upgrade(empty_url, both)
    assert await migrate.pending(empty_url, both) == []
    assert await migrate.differences(empty_url, both) == []
    await migrate.downgrade(empty_url, both, f"{module.name}@base")
    connection = await asyncpg.connect(empty_url)
    try:
        assert await tables(connection, module) == []
    finally:
        await connection.close()
    await migrate.upgrade(empty_url, both)


async def test_every_table_is_one_of_its_records(module: SectorModule, owner: asyncpg.Connection) -> None:
    declared = {vars(record)["__hub_record__"].table.name for record in module.records}
    assert set(await tables(owner, module)) == declared


async def test_every_table_is_under_its_measures_rules_and_keeps_its_history(
    module: SectorModule, owner: asyncpg.Connection
) -> None:
    for record in module.records:
        info = vars(record)["__hub_record__"]
        walls = await owner.fetchrow(WALLS, info.table.name, APP_ROLE)
        assert walls is not None
        assert walls["forced"], walls["relname"]
        assert walls["commands"] == ["a", "r", "w"], "policies for insert, select and update, and none for delete"
        rules = (f"hub.read_{info.measure}'", f"hub.write_{info.measure}'", f"hub_reached('{info.measure}'::text, ")
        assert [rule for rule in rules if rule not in walls["rules"]] == []
        assert any(f"hub_record_history('{info.measure}')" in trigger for trigger in walls["triggers"])
        assert walls["granted"] == ["SELECT", "INSERT", "UPDATE"]
        assert walls["owner"] != APP_ROLE


async def test_a_column_of_names_has_a_check_that_is_named_after_it(
    module: SectorModule, owner: asyncpg.Connection
) -> None:
    for record in module.records:
        table = vars(record)["__hub_record__"].table
        named = {f"ck_{table.name}_{column.name}" for column in table.columns if isinstance(column.type, Enum)}
        assert named <= {row["conname"] for row in await owner.fetch(CHECKS, table.name)}


async def test_without_rules_no_row_is_seen_changed_or_added(module: SectorModule, owner: asyncpg.Connection) -> None:
    async with owner.transaction():
        await owner.execute(f"set local role {APP_ROLE}")
        for table in await tables(owner, module):
            assert await owner.fetchval(f"select count(*) from {table}") == 0
            assert await owner.execute(f"update {table} set synthetic = false") == "UPDATE 0"
