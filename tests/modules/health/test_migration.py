"""Health's tables: in step with its models, under its rules, and gone without a trace when taken back."""

from collections.abc import Sequence

import asyncpg
import pytest

from hub.database import migrate
from hub.database.branches import branch_of
from hub.database.migrate import HUB, Branch
from modules.health.module import module
from tests.modules.health.samples import MODELS

HEALTH = branch_of("health", module.package)
TABLES = sorted(str(model.__tablename__) for model in MODELS)


@pytest.fixture(scope="session")
def database_branches() -> Sequence[Branch]:
    return (HUB, HEALTH)


async def column(url: str, sql: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        return [row[0] for row in await connection.fetch(sql)]
    finally:
        await connection.close()


async def test_the_tables_and_the_models_agree(database_url: str) -> None:
    assert await migrate.differences(database_url, (HUB, HEALTH)) == []
    found = await column(database_url, "select tablename from pg_tables where tablename like 'health%' order by 1")
    assert found == TABLES


async def test_every_table_is_under_row_level_security_for_its_owner_too(database_url: str) -> None:
    walled = "select relname from pg_class where relrowsecurity and relforcerowsecurity and relname like 'health%'"
    assert sorted(await column(database_url, walled)) == TABLES


async def test_every_policy_asks_for_the_measure_health(database_url: str) -> None:
    policies = "select tablename from pg_policies where tablename like 'health%'"
    asked = f"{policies} and coalesce(qual, with_check) like '%_health''%'"
    assert sorted(await column(database_url, asked)) == sorted(await column(database_url, policies))
    assert set(await column(database_url, policies)) == set(TABLES)


async def test_every_table_keeps_its_history_and_nobody_may_delete(database_url: str) -> None:
    kept = "select tgrelid::regclass::text from pg_trigger where tgname = 'history'"
    assert sorted(await column(database_url, kept)) == TABLES
    granted = "select distinct privilege_type from information_schema.table_privileges where grantee = 'hub_app'"
    assert sorted(await column(database_url, f"{granted} and table_name like 'health%'")) == [
        "INSERT",
        "SELECT",
        "UPDATE",
    ]


async def test_the_migration_goes_down_and_up_again(database_url: str) -> None:
    await migrate.downgrade(database_url, (HUB, HEALTH), "health@base")
    assert await column(database_url, "select relname from pg_class where relname like 'health%'") == []
    await migrate.upgrade(database_url, (HUB, HEALTH))
    assert await migrate.differences(database_url, (HUB, HEALTH)) == []
