"""The pool of readers: rules stick to connections, and never to the wrong reader."""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from hub.database.pool import PoolClosed, Readers
from hub.testing.database import Databases
from tests.hub.database.counties import COUNTIES, NAMES, TEMPLATE, Impatient, rules, until

NONE, ALL = rules(), rules("*")
COUNT = "select county_code, count(*) as n from pooled group by 1 order by 1"


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    address = databases.clone(TEMPLATE)
    yield address
    databases.drop(address)


@pytest.fixture
async def readers(url: str) -> AsyncIterator[Readers]:
    pool = Readers(url, NAMES, size=2, statement_seconds=0.5)
    yield pool
    await pool.close()


async def seen(readers: Readers, *counties: str) -> list[str]:
    return [row["county_code"] for row in await readers.fetch(rules(*counties), COUNT)]


async def kill_readers(url: str) -> None:
    admin = await asyncpg.connect(url)
    await admin.execute(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity "
        "where application_name = 'hub-read' and datname = current_database()"
    )
    await admin.close()


async def test_each_reader_sees_its_own_counties(readers: Readers) -> None:
    assert await seen(readers, "A") == ["A"]
    assert await seen(readers, "B", "C") == ["B", "C"]
    assert await readers.fetch(NONE, COUNT) == []
    assert [tuple(row) for row in await readers.fetch(ALL, COUNT)] == [(c, n) for n, c in enumerate(COUNTIES, 1)]


async def test_rules_are_set_only_when_they_differ(readers: Readers) -> None:
    for counties in (("A",), ("A",), ("A",), ("B",), ("B",)):
        await seen(readers, *counties)
    assert (readers.set_contexts, readers.statements, readers.size) == (2, 5, 2)


async def test_a_reader_comes_back_to_its_own_connection_until_there_are_no_more(readers: Readers) -> None:
    for counties in ("A", "B", "A", "B"):  # two connections for two readers
        await seen(readers, counties)
    assert (readers.set_contexts, readers.size) == (2, 2)
    for counties in ("C", "B", "A", "B"):  # the third takes the one that was used least recently
        await seen(readers, counties)
    assert (readers.set_contexts, readers.size) == (4, 2)


async def test_sessions_work_under_the_role_that_owns_nothing(readers: Readers) -> None:
    names = ("role", "plan_cache_mode", "jit", "timezone", "statement_timeout", "application_name")
    values = ", ".join(f"current_setting('{name}')" for name in names)
    [row] = await readers.fetch(ALL, f"select current_user::text, {values}")
    assert tuple(row) == ("hub_app", "hub_app", "force_generic_plan", "off", "UTC", "500ms", "hub-read")


async def test_a_refused_statement_keeps_the_connection(readers: Readers) -> None:
    for bad in ("select 1/0", "select nothing", "insert into pooled values (1, 'A')"):
        with pytest.raises(asyncpg.PostgresError):
            await readers.fetch(ALL, bad)
    with pytest.raises(asyncpg.DataError):
        await readers.fetch(ALL, "select $1::int", [2**40])
    assert (readers.set_contexts, readers.size, readers.in_use) == (1, 1, 0)


async def test_a_statement_that_runs_too_long_is_ended_and_its_connection_dropped(readers: Readers) -> None:
    with pytest.raises(asyncpg.QueryCanceledError):
        await readers.fetch(ALL, "select pg_sleep(5)")
    assert (readers.size, readers.in_use) == (0, 0)


async def test_a_statement_that_leaves_a_transaction_open_costs_the_connection(readers: Readers) -> None:
    await readers.fetch(ALL, "begin")
    assert (readers.size, readers.in_use) == (0, 0)


async def test_a_read_on_killed_connections_is_tried_again(readers: Readers, url: str) -> None:
    await asyncio.gather(readers.fetch(ALL, "select pg_sleep(0.1)"), readers.fetch(NONE, "select pg_sleep(0.1)"))
    await kill_readers(url)
    assert await seen(readers, "B") == ["B"]


async def test_a_read_whose_connection_is_killed_under_it_is_tried_again(readers: Readers, url: str) -> None:
    read = asyncio.create_task(readers.fetch(rules("A"), "select count(*) as n, pg_sleep(0.3) from pooled"))
    await until(lambda: readers.statements == 1)
    await kill_readers(url)
    assert (await read)[0]["n"] == 1
    assert readers.statements == 2


async def test_a_cancelled_read_keeps_its_connection(readers: Readers) -> None:
    read = asyncio.create_task(readers.fetch(ALL, "select pg_sleep(0.05)"))
    await until(lambda: readers.statements == 1)
    read.cancel()
    with pytest.raises(asyncio.CancelledError):
        await read
    assert await seen(readers, "A") == ["A"]
    await readers.close()
    assert readers.size == 0


async def test_a_cancelled_reads_connection_is_nobody_elses_while_its_statement_runs(url: str) -> None:
    readers = Readers(url, NAMES, size=1)
    read = asyncio.create_task(readers.fetch(rules("A"), "select pg_sleep(0.1)"))
    await until(lambda: readers.statements == 1)
    await asyncio.sleep(0.02)
    read.cancel()
    with pytest.raises(asyncio.CancelledError):
        await read
    assert (readers.in_use, readers.statements) == (1, 1)
    following = asyncio.create_task(seen(readers, "A"))
    await until(lambda: readers.waiting == 1)
    assert await following == ["A"]
    assert (readers.set_contexts, readers.size, readers.in_use) == (1, 1, 0)
    await readers.close()


async def test_a_read_cancelled_while_its_rules_are_set_leaves_rules_that_hold(readers: Readers) -> None:
    await seen(readers, "B")
    await seen(readers, "C")
    read = asyncio.create_task(seen(readers, "A"))
    await until(lambda: readers.set_contexts == 3)
    read.cancel()
    with pytest.raises(asyncio.CancelledError):
        await read
    assert readers.statements == 2
    await until(lambda: readers.in_use == 0)
    assert readers.statements == 3
    assert await seen(readers, "A") == ["A"]
    assert (readers.set_contexts, readers.size) == (3, 2)


async def test_what_fails_after_its_reader_has_gone_is_nobodys_error(readers: Readers) -> None:
    told: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
    read = asyncio.create_task(readers.fetch(ALL, "select 1 / (n - n) from pg_sleep(0.02), generate_series(1, 1) n"))
    await until(lambda: readers.statements == 1)
    read.cancel()
    await asyncio.gather(read, return_exceptions=True)
    await until(lambda: readers.in_use == 0)
    gc.collect()
    await asyncio.sleep(0)
    assert (told, readers.size) == ([], 1)


async def test_waiters_are_served_in_their_order(url: str) -> None:
    readers, order = Readers(url, NAMES, size=1), list[int]()

    async def read(number: int) -> None:
        await readers.fetch(ALL, "select pg_sleep(0.01)")
        order.append(number)

    await asyncio.gather(*(read(number) for number in range(8)))
    assert order == sorted(order)
    assert (readers.size, readers.in_use, readers.waiting) == (1, 0, 0)
    await readers.close()


async def test_a_cancelled_waiter_hands_on_what_it_was_given(url: str) -> None:
    readers = Impatient(url, size=2)
    gate = await asyncpg.connect(url)
    await gate.execute("select pg_advisory_lock(1)")
    busy = [asyncio.create_task(readers.fetch(ALL, "select pg_advisory_lock_shared(1)")) for _ in range(2)]
    await until(lambda: readers.statements == 2)
    waiting = [asyncio.create_task(seen(readers, "A")) for _ in range(4)]
    await asyncio.sleep(0)
    assert readers.waiting == 4
    readers.leaving[readers._waiters[0]] = waiting[0]
    await gate.close()
    await asyncio.gather(*busy)
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(answers[0], asyncio.CancelledError)
    assert answers[1:] == [["A"]] * 3
    assert (readers.size, readers.in_use, readers.waiting) == (2, 0, 0)
    await readers.close()


async def test_without_settings_the_pool_still_reads(url: str) -> None:
    pool = Readers(url, ())
    assert (await pool.fetch((), "select 1 as one"))[0]["one"] == 1
    assert pool.set_contexts == 0
    await pool.close()


async def test_rules_for_other_settings_are_refused(readers: Readers) -> None:
    with pytest.raises(ValueError, match="2 rules were given for 4 settings"):
        await readers.fetch(("*", ""), COUNT)


async def test_a_closed_pool_refuses(readers: Readers) -> None:
    await readers.close()
    with pytest.raises(PoolClosed):
        await readers.fetch(ALL, COUNT)


async def test_another_process_is_refused(readers: Readers) -> None:
    readers._pid = 1
    with pytest.raises(PoolClosed, match="another process"):
        await readers.fetch(ALL, COUNT)
