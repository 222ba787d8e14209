"""Education's tables: in step with its models, under its rules, and gone without a trace when taken back."""

from collections.abc import Iterator, Sequence

import asyncpg
import pytest

from hub.database import migrate
from hub.database.branches import branch_of
from hub.database.migrate import HUB, Branch
from hub.records.security import secure
from modules.education.module import module
from tests.modules.education.samples import SOUND

EDUCATION = branch_of("education", module.package)
TABLES = sorted(str(model.__tablename__) for model in SOUND)


@pytest.fixture(scope="session")
def database_branches() -> Sequence[Branch]:
    return (HUB, EDUCATION)


async def column(url: str, sql: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        return [row[0] for row in await connection.fetch(sql)]
    finally:
        await connection.close()


async def test_the_tables_and_the_models_agree(database_url: str) -> None:
    assert await migrate.differences(database_url, (HUB, EDUCATION)) == []
    found = await column(database_url, "select tablename from pg_tables where tablename like 'education%' order by 1")
    assert found == TABLES


async def test_every_table_is_under_row_level_security_for_its_owner_too(database_url: str) -> None:
    walled = "select relname from pg_class where relrowsecurity and relforcerowsecurity and relname like 'education%'"
    assert sorted(await column(database_url, walled)) == TABLES


async def test_every_table_keeps_its_history(database_url: str) -> None:
    kept = "select tgrelid::regclass::text from pg_trigger where tgname = 'history' order by 1"
    assert [table for table in await column(database_url, kept) if table.startswith("education")] == TABLES


def policies() -> Iterator[str]:
    yield from (part.split()[2] for part in secure("t", "education") if part.startswith("create policy"))


async def test_nobody_may_delete_and_each_act_has_its_policy(database_url: str) -> None:
    granted = "select privilege_type from information_schema.table_privileges where grantee = 'hub_app'"
    assert set(await column(database_url, f"{granted} and table_name = 'education_school'")) == {
        "SELECT",
        "INSERT",
        "UPDATE",
    }
    named = await column(database_url, "select policyname from pg_policies where tablename = 'education_school'")
    assert sorted(named) == sorted(policies())


async def test_the_migration_goes_down_and_up_again(database_url: str) -> None:
    await migrate.downgrade(database_url, (HUB, EDUCATION), "education@base")
    assert await column(database_url, "select relname from pg_class where relname like '%education%'") == []
    await migrate.upgrade(database_url, (HUB, EDUCATION))
    assert await migrate.differences(database_url, (HUB, EDUCATION)) == []
