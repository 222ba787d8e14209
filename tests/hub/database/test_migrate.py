"""Migrations: up, down, in step with the models, one branch without the others."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
import sqlalchemy as sa
from sqlmodel import AutoString, SQLModel

from hub.database import migrate
from hub.database.binaries import DatabaseError
from hub.database.migrate import HUB, Branch
from hub.records.columns import Money
from hub.testing.database import Databases, Template


async def nothing(_: str) -> None:
    """An empty database."""


EMPTY = Template("empty", nothing)
TABLES = "select count(*) from pg_tables where schemaname = 'public' and tablename <> 'hub_migration'"


@pytest.fixture
def empty_url(databases: Databases) -> Iterator[str]:
    url = databases.clone(EMPTY)
    yield url
    databases.drop(url)


@pytest.fixture
def kites(tmp_path: Path) -> Iterator[Branch]:
    """A sector with one table and no migrations yet."""

    table = sa.Table(
        "kites_kite",
        SQLModel.metadata,
        sa.Column("id", sa.BigInteger, primary_key=True),
        sa.Column("name", AutoString(40), nullable=False),
        sa.Column("price", Money),
    )
    yield Branch("kites", tmp_path / "migrations", "kites_")
    SQLModel.metadata.remove(table)


async def value(url: str, sql: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


async def test_everything_goes_up_and_down_again(empty_url: str) -> None:
    todo = await migrate.pending(empty_url)
    assert todo[0] == "0001_roles"
    await migrate.upgrade(empty_url)
    assert await migrate.pending(empty_url) == []
    tables = await value(empty_url, TABLES)
    await migrate.downgrade(empty_url, (HUB,), "base")
    assert await value(empty_url, TABLES) == 0
    assert await migrate.pending(empty_url) == todo
    await migrate.upgrade(empty_url)
    assert await value(empty_url, TABLES) == tables


async def test_the_migrated_database_and_the_models_agree(database_url: str) -> None:
    assert await migrate.differences(database_url) == []


async def test_a_difference_is_named(database_url: str, kites: Branch) -> None:
    await value(database_url, "alter table hub_area add column forgotten integer")
    found = await migrate.differences(database_url, (HUB, kites))
    assert len(found) == 2
    assert "forgotten" in str(found)
    assert "kites_kite" in str(found)


async def test_tables_of_other_branches_are_left_alone(database_url: str) -> None:
    await value(database_url, "create table kites_kite (id integer)")
    assert await migrate.differences(database_url) == []


async def test_processes_that_migrate_at_once_take_turns(empty_url: str) -> None:
    await asyncio.gather(*(migrate.upgrade(empty_url) for _ in range(3)))
    assert await migrate.pending(empty_url) == []


REVISION = """
from alembic import op
revision = "{revision}"
down_revision = {down!r}
def upgrade():
    op.execute("{act}")
"""


async def test_a_failing_migration_leaves_nothing_behind(empty_url: str, tmp_path: Path) -> None:
    steps = ("first", None, "create table kites_kite (id integer)"), ("second", "first", "select 1/0")
    for revision, down, act in steps:
        (tmp_path / f"{revision}.py").write_text(REVISION.format(revision=revision, down=down, act=act))
    with pytest.raises(sa.exc.DBAPIError, match="division by zero"):
        await migrate.upgrade(empty_url, (Branch("kites", tmp_path, "kites_"),))
    assert await value(empty_url, TABLES) == 0


async def test_a_sector_gets_a_branch_of_its_own_that_can_be_removed(database_url: str, kites: Branch) -> None:
    branches = (HUB, kites)
    await migrate.revision(database_url, branches, kites, "Kites fly!")
    [file] = kites.folder.glob("*.py")
    assert file.name == "kites_0001_kites_fly.py"
    assert await migrate.pending(database_url, branches) == ["kites_0001_kites_fly"]
    await migrate.upgrade(database_url, branches)
    assert await migrate.differences(database_url, branches) == []
    await migrate.downgrade(database_url, branches, "kites@base")
    assert await value(database_url, "select to_regclass('kites_kite')") is None
    assert await value(database_url, "select to_regclass('hub_area')") == "hub_area"
    assert await migrate.pending(database_url) == []


async def test_a_second_revision_follows_the_first(database_url: str, kites: Branch) -> None:
    branches = (HUB, kites)
    await migrate.revision(database_url, branches, kites, "kites")
    await migrate.upgrade(database_url, branches)
    await migrate.revision(database_url, branches, kites, "more")
    await migrate.upgrade(database_url, branches)
    assert sorted(path.name for path in kites.folder.glob("*.py")) == ["kites_0001_kites.py", "kites_0002_more.py"]


async def test_migrations_of_a_sector_that_is_not_installed_are_named(database_url: str, kites: Branch) -> None:
    await migrate.revision(database_url, (HUB, kites), kites, "kites")
    await migrate.upgrade(database_url, (HUB, kites))
    with pytest.raises(DatabaseError, match=r"kites_0001_kites.*hub module remove"):
        await migrate.upgrade(database_url)


async def test_the_role_of_the_service_owns_nothing_and_obeys_row_level_security(database_url: str) -> None:
    powers = "rolcanlogin or rolsuper or rolbypassrls or rolcreaterole or rolcreatedb"
    assert await value(database_url, f"select {powers} from pg_roles where rolname = 'hub_app'") is False
    owned = "select count(*) from pg_class where relowner = 'hub_app'::regrole"
    assert await value(database_url, owned) == 0
    assert await value(database_url, "select has_schema_privilege('hub_app', 'public', 'create')") is False


async def test_the_role_may_do_nothing_that_a_migration_did_not_grant(database_url: str) -> None:
    await value(database_url, "create table later (id int)")
    await value(database_url, "create function f() returns int language sql return 1")
    table, function = (
        "has_table_privilege('hub_app', 'later', 'select')",
        "has_function_privilege('hub_app', 'f()', 'execute')",
    )
    for right in (table, function):
        assert await value(database_url, f"select {right}") is False
