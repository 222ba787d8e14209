"""The pool under everything at once: each answer must be exactly its reader's; broken pools must be caught."""

import asyncio
import random
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import asyncpg
import pytest

from hub.database.pool import Held, Rules
from hub.testing.database import Databases
from tests.hub.database.counties import COUNTIES, TEMPLATE, Impatient, rules

SECONDS, WORKERS, POOL = 5.0, 12, 4
PATIENCE = 30.0
"""Seconds for a broken pool to show it; most do within one."""
READ = "select county_code, count(*)::int as n, pg_sleep(random() * 0.003)::text from pooled group by 1"
FAULTS = ("select 1/0", "select nothing", "select pg_sleep(1)")
SLOW_AND_FAULTY = " from pg_sleep(case when random() < 0.3 then 0.003 else 0 end) where 1 / (random() > 0.03)::int = 1"

KILL = """
select count(pg_terminate_backend(pid)) from (select pid from pg_stat_activity
where datname = current_database() and application_name = 'hub-read' order by random() limit 1) one
"""


@dataclass
class Tally:
    answers: int = 0
    leaks: int = 0
    lost: int = 0
    cancelled: int = 0
    kills: int = 0


class NotesRulesBeforeTheAnswer(Impatient):
    async def _set(self, held: Held, rules: Rules) -> None:
        held.rules = rules
        await held.connection.fetchrow(self._set_sql, *rules)


class ForgetsToSetSometimes(Impatient):
    async def _set(self, held: Held, rules: Rules) -> None:
        if random.random() < 0.02:
            held.rules = rules
        else:
            await super()._set(held, rules)


class LosesWhatACancelledWaiterWasGiven(Impatient):
    lost: list[asyncio.Future[Held | None]]

    def _leave_queue(self, waiter: asyncio.Future[Held | None]) -> None:
        if waiter in self._waiters:
            self._waiters.remove(waiter)
        else:
            self.lost.append(waiter)

    def find(self) -> None:
        for waiter in self.lost:
            super()._leave_queue(waiter)


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    address = databases.clone(TEMPLATE)
    yield address
    databases.drop(address)


async def hammer(readers: Impatient, url: str, seconds: float = SECONDS) -> Tally:
    readers._set_sql += SLOW_AND_FAULTY
    tally, end = Tally(), time.monotonic() + seconds

    def going() -> bool:
        return time.monotonic() < end and not tally.leaks

    async def work() -> None:
        while going():
            await one_read(readers, tally)

    async def kill() -> None:
        admin = await asyncpg.connect(url)
        try:
            while going():
                await asyncio.sleep(0.15)
                tally.kills += await admin.fetchval(KILL)
        finally:
            admin.terminate()

    await asyncio.gather(kill(), *(work() for _ in range(WORKERS)))
    return tally


async def one_read(readers: Impatient, tally: Tally) -> None:
    mine = sorted(random.sample(COUNTIES, random.randint(0, 3)))
    fault = random.choice(FAULTS) if random.random() < 0.1 else None
    read = asyncio.create_task(readers.fetch(rules(*mine), fault or READ))
    await asyncio.sleep(0)
    if readers.waiting and random.random() < 0.1:
        readers.leaving[readers._waiters[-1]] = read
    elif random.random() < 0.25:
        asyncio.get_running_loop().call_later(random.random() * 0.006, read.cancel)
    try:
        rows = await read
    except asyncio.CancelledError:
        tally.cancelled += 1
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError):
        tally.lost += fault is None
    else:
        tally.answers += 1
        right = {county: COUNTIES.index(county) + 1 for county in mine}
        tally.leaks += {row["county_code"]: row["n"] for row in rows} != right


async def test_no_reader_ever_gets_anothers_rows_and_no_connection_is_lost(url: str) -> None:
    readers = Impatient(url, POOL)
    tally = await hammer(readers, url)
    assert tally.leaks == 0, tally
    assert tally.answers > 200, tally
    assert tally.cancelled > 30, tally
    assert tally.kills > 5, tally
    assert tally.lost < tally.answers / 3, tally
    async with asyncio.timeout(5):
        await readers.close()
    assert (readers.size, readers.in_use, readers.waiting) == (0, 0, 0)


@pytest.mark.parametrize("broken", [NotesRulesBeforeTheAnswer, ForgetsToSetSometimes])
async def test_the_hammer_catches_a_pool_that_leaks(url: str, broken: type[Impatient]) -> None:
    readers = broken(url, POOL)
    assert (await hammer(readers, url, PATIENCE)).leaks
    await readers.close()


async def test_the_hammer_catches_a_pool_that_loses_connections(url: str) -> None:
    readers = LosesWhatACancelledWaiterWasGiven(url, POOL)
    readers.lost = []
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS / 2):  # with every connection lost, the workers wait for ever
            await hammer(readers, url, SECONDS)
    assert readers.lost
    assert readers.in_use > 0
    readers.find()
    await readers.close()
