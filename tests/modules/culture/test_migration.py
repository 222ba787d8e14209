"""Culture's tables: in step with its models, under its rules, and gone without a trace when taken back."""

from collections.abc import Sequence

import asyncpg
import pytest

from hub.database import migrate
from hub.database.branches import branch_of
from hub.database.migrate import HUB, Branch
from modules.culture.module import module
from tests.modules.culture.samples import MODELS

CULTURE = branch_of("culture", module.package)
TABLES = sorted(str(model.__tablename__) for model in MODELS)


@pytest.fixture(scope="session")
def database_branches() -> Sequence[Branch]:
    return (HUB, CULTURE)


async def column(url: str, sql: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        return [row[0] for row in await connection.fetch(sql)]
    finally:
        await connection.close()


async def test_the_tables_and_the_models_agree(database_url: str) -> None:
    assert await migrate.differences(database_url, (HUB, CULTURE)) == []
    found = await column(database_url, "select tablename from pg_tables where tablename like 'culture%'")
    assert sorted(found) == TABLES


async def test_every_table_is_under_row_level_security_for_its_owner_too(database_url: str) -> None:
    walled = "select relname from pg_class where relrowsecurity and relforcerowsecurity and relname like 'culture%'"
    assert sorted(await column(database_url, walled)) == TABLES


async def test_every_table_keeps_its_history_under_the_measure(database_url: str) -> None:
    kept = (
        "select tgrelid::regclass::text from pg_trigger"
        " where tgname = 'history' and encode(tgargs, 'escape') like 'culture%'"
    )
    assert sorted(await column(database_url, kept)) == TABLES


async def test_the_migration_goes_down_and_up_again(database_url: str) -> None:
    await migrate.downgrade(database_url, (HUB, CULTURE), "culture@base")
    assert await column(database_url, "select relname from pg_class where relname like '%culture%'") == []
    await migrate.upgrade(database_url, (HUB, CULTURE))
    assert await migrate.differences(database_url, (HUB, CULTURE)) == []
