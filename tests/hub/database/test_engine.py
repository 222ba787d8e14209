"""The database of the service: writes that know their writer, health, and refusals with a remedy."""

from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest
import sqlalchemy as sa

from hub.auth.access import NOBODY, SYSTEM, Access, Act, Reach
from hub.database.address import server_version, with_database
from hub.database.binaries import DatabaseError
from hub.database.engine import Database
from hub.settings import load
from hub.testing.database import Databases
from tests.hub.database.counties import TEMPLATE

MEASURES = ("education", "health")
BUREAU = Access(
    subject="bureau",
    grants={
        ("education", Act.READ): Reach(counties=frozenset("AB")),
        ("education", Act.WRITE): Reach(counties=frozenset("A")),
        ("education", Act.APPROVE): Reach(counties=frozenset("B")),
    },
)
SETTINGS = "select name, current_setting('hub.' || name, true) from unnest(cast(:names as text[])) name"


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    address = databases.clone(TEMPLATE)
    yield address
    databases.drop(address)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    hub = Database(url, MEASURES, load(pool_size=2))
    await hub.open()
    yield hub
    await hub.close()


async def two_steps(database: Database, insert: sa.TextClause, second: sa.TextClause) -> None:
    async with database.write(BUREAU) as session:
        await (await session.connection()).execute(insert, {"text": "lost"})
        await (await session.connection()).execute(second)


async def settings(database: Database, access: Access) -> dict[str, str]:
    names = ["who", *(f"{part}_{m}" for m in MEASURES for part in ("read", "dated", "work", "write"))]
    async with database.write(access) as session:
        rows = await (await session.connection()).execute(sa.text(SETTINGS), {"names": names})
        return {row[0]: row[1] for row in rows}


async def test_a_write_knows_its_writer_and_where_it_may_write(database: Database) -> None:
    held = await settings(database, BUREAU)
    assert (held["who"], held["read_education"], held["write_education"]) == ("bureau", "A,B", "A,B")
    assert held["work_education"] == "A,B"
    assert (held["read_health"], held["write_health"], held["dated_health"]) == ("", "", "")


async def test_the_rules_of_a_write_end_with_it(database: Database) -> None:
    await settings(database, SYSTEM)
    assert (await settings(database, BUREAU))["write_health"] == ""
    async with database.engine.connect() as connection:
        left = await connection.scalar(sa.text("select current_setting('hub.who', true)"))
    assert not left


async def test_a_write_without_a_writer_is_refused(database: Database) -> None:
    with pytest.raises(PermissionError):
        async with database.write(NOBODY):
            pass


async def test_a_write_commits_at_the_end_and_an_error_takes_all_of_it_back(database: Database, url: str) -> None:
    owner = await asyncpg.connect(url)
    await owner.execute("create table notes (text text); grant select, insert on notes to hub_app")
    insert = sa.text("insert into notes values (:text)")
    async with database.write(BUREAU) as session:
        await (await session.connection()).execute(insert, {"text": "kept"})
    with pytest.raises(sa.exc.DBAPIError, match="division by zero"):
        await two_steps(database, insert, sa.text("select 1/0"))
    assert [row["text"] for row in await owner.fetch("select text from notes")] == ["kept"]
    await owner.close()


async def test_writes_work_under_the_role_that_owns_nothing(database: Database) -> None:
    async with database.write(SYSTEM) as session:
        role = await (await session.connection()).scalar(sa.text("select current_user || current_setting('timezone')"))
    assert role == "hub_appUTC"


async def test_readers_and_writers_share_the_rules_of_the_measures(database: Database) -> None:
    rows = await database.readers.fetch(BUREAU.settings(MEASURES), "select distinct county_code from pooled")
    assert {row["county_code"] for row in rows} == {"A", "B"}
    assert database.gauges() == {
        "pool_size": 1,
        "pool_in_use": 0,
        "pool_waiting": 0,
        "pool_contexts_set": 1,
        "pool_statements": 1,
    }


async def test_ready_tells_whether_the_database_answers(database: Database, url: str) -> None:
    assert await database.ready()
    absent = Database(with_database(url, "nowhere"), MEASURES, load())
    assert not await absent.ready()
    await absent.close()


async def test_ready_does_not_wait_for_the_pool(database: Database) -> None:
    held = [await database.readers._take(()) for _ in range(2)]
    assert await database.ready()
    for one in held:
        database.readers._give(one)


async def test_an_address_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(
        DatabaseError, match=r"HUB_DATABASE_URL: postgresql://hub:\*\*\*@127.0.0.1:1/hub can't be reached"
    ):
        await server_version("postgresql://hub:wonderland@127.0.0.1:1/hub")
