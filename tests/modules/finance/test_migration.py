"""Finance's tables: in step with its models, under the rules of two measures, and gone when taken back."""

from collections.abc import Sequence

import asyncpg
import pytest

from hub.database import migrate
from hub.database.branches import branch_of
from hub.database.migrate import HUB, Branch
from modules.finance.module import module
from tests.modules.finance.samples import MODELS

FINANCE = branch_of("finance", module.package)
TABLES = {str(model.__tablename__): model.measure for model in MODELS}


@pytest.fixture(scope="session")
def database_branches() -> Sequence[Branch]:
    return (HUB, FINANCE)


async def column(url: str, sql: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        return [row[0] for row in await connection.fetch(sql)]
    finally:
        await connection.close()


async def test_the_tables_and_the_models_agree(database_url: str) -> None:
    assert await migrate.differences(database_url, (HUB, FINANCE)) == []
    found = await column(database_url, "select tablename from pg_tables where tablename like 'finance%'")
    assert sorted(found) == sorted(TABLES)


async def test_every_table_is_under_row_level_security_for_its_owner_too(database_url: str) -> None:
    walled = "select relname from pg_class where relrowsecurity and relforcerowsecurity and relname like 'finance%'"
    assert sorted(await column(database_url, walled)) == sorted(TABLES)


@pytest.mark.parametrize("measure", ["fiscal_support", "credit"])
async def test_every_table_keeps_its_history_under_its_own_measure(database_url: str, measure: str) -> None:
    kept = "select tgrelid::regclass::text from pg_trigger where tgname = 'history'"
    found = await column(database_url, f"{kept} and encode(tgargs, 'escape') like '{measure}%'")
    assert sorted(found) == sorted(table for table, of in TABLES.items() if of == measure)


async def test_the_service_may_neither_delete_nor_call_what_keeps_the_ledger(database_url: str) -> None:
    granted = "select distinct privilege_type from information_schema.table_privileges where grantee = 'hub_app'"
    found = await column(database_url, f"{granted} and table_name like 'finance%'")
    assert sorted(found) == ["INSERT", "SELECT", "UPDATE"]
    ours = "select proname from pg_proc where proname like 'finance%'"
    assert len(await column(database_url, ours)) == 4
    assert await column(database_url, f"{ours} and has_function_privilege('hub_app', oid, 'execute')") == []


async def test_only_the_owner_reads_beyond_the_rules(database_url: str) -> None:
    beyond = "select roles::text from pg_policies where tablename like 'finance%' and qual = 'true'"
    owner = await column(
        database_url, "select '{' || tableowner || '}' from pg_tables where tablename = 'finance_loan'"
    )
    assert await column(database_url, beyond) == owner * 2
    member = "select pg_has_role('hub_app', tableowner, 'usage')::text from pg_tables where tablename = 'finance_loan'"
    assert await column(database_url, member) == ["false"]


async def test_the_migrations_go_down_one_by_one_and_up_again(database_url: str) -> None:
    await migrate.downgrade(database_url, (HUB, FINANCE), "finance_0001_records")
    assert await column(database_url, "select proname from pg_proc where proname like 'finance%'") == []
    await migrate.downgrade(database_url, (HUB, FINANCE), "finance@base")
    assert await column(database_url, "select relname from pg_class where relname like '%finance%'") == []
    await migrate.upgrade(database_url, (HUB, FINANCE))
    assert await migrate.differences(database_url, (HUB, FINANCE)) == []
