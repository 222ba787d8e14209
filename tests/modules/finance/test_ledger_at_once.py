"""Many who write on one loan at once: the balance is what the entries add up to, at every moment and in the end."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import asyncpg
import pytest
from asyncpg import CheckViolationError, SerializationError

from hub.models import Record
from hub.query import ids
from hub.testing.client import HubClient
from modules.finance import models as rows
from tests.modules.finance.ledger import Ledger, errors, owed
from tests.modules.finance.samples import OFFICE, few_records, untouched_loans

RULES = ("hub.read_credit", "hub.work_credit", "hub.write_credit", "hub.who")
ENTRY = """insert into finance_loan_entry
  (county_code, starts_on, ends_on, status, authors, created_by, updated_by, loan_id, kind, amount, interest, due_on)
  values ('451225', $2::date, $2::date, 'APPROVED', '{}', 't', 't', $1, $3, $4, 0, $5) returning id"""
BALANCE = """select balance, (select coalesce(sum(case kind when 'DRAWDOWN' then amount when 'REPAYMENT' then -amount
    when 'WRITE_OFF' then -amount else 0 end), 0)
  from finance_loan_entry e where e.loan_id = l.id and e.status = 'APPROVED') from finance_loan l where id = $1"""
ISOLATION = ("read_committed", "repeatable_read", "serializable")


@pytest.fixture(scope="session")
def hub_records() -> Callable[[], list[Record]]:
    return few_records


@pytest.fixture
def ledger(shared: HubClient) -> Ledger:
    return Ledger(shared)


async def settled(ledger: Ledger, loan: Any) -> Decimal:
    """The balance, once it is seen to be that of the entries."""
    found = await ledger.read(loan)
    assert Decimal(found["balance"]) == owed(found["entries"]["nodes"]) >= 0
    return Decimal(found["balance"])


async def test_of_repayments_written_at_once_only_those_that_fit_are_taken(ledger: Ledger) -> None:
    loan = await ledger.drawn("100000.00")
    days = [f"2019-01-{day:02d}" for day in range(1, 13)]
    payloads = await asyncio.gather(*(ledger.draft(loan, "REPAYMENT", day, "30000.00") for day in days))
    taken = [payload["record"] for payload in payloads if payload["record"]]
    assert len(taken) == 3
    assert all(errors(payload) == [("amount", "INVALID")] for payload in payloads if not payload["record"])
    await asyncio.gather(*(ledger.approved(rows.LoanEntry, draft) for draft in taken))
    assert await settled(ledger, loan) == Decimal(10_000)


async def test_a_drawdown_withdrawn_while_repayments_are_approved_leaves_no_debt_below_nothing(ledger: Ledger) -> None:
    loan = await ledger.applied()
    await ledger.book(loan, "GRANT", "2018-02-01", "100000.00")
    drawdowns = [await ledger.book(loan, "DRAWDOWN", f"2018-02-0{day}", "50000.00") for day in (2, 3)]
    drafts = [(await ledger.draft(loan, "REPAYMENT", f"2019-01-0{day}", "25000.00"))["record"] for day in (1, 2, 3, 4)]
    ready = [(await ledger.step(rows.LoanEntry, "Submit", draft))["record"] for draft in drafts]
    payloads = await asyncio.gather(
        *(ledger.withdraw(rows.LoanEntry, drawdown) for drawdown in drawdowns),
        *(ledger.step(rows.LoanEntry, "Approve", entry, as_=OFFICE) for entry in ready),
    )
    refused = [error for payload in payloads if payload["userErrors"] for error in errors(payload)]
    assert refused
    assert {field for field, _ in refused} == {"id"}
    await settled(ledger, loan)


@asynccontextmanager
async def writing(url: str, role: str = "hub_app") -> AsyncIterator[asyncpg.Connection]:
    """A connection of one who may write every credit record, by default under the role of the service."""
    connection = await asyncpg.connect(url)
    try:
        for name in RULES:
            await connection.execute("select set_config($1, '*', false)", name)
        await connection.execute(f"set role {role}")
        yield connection
    finally:
        await connection.close()


async def drawn(connection: asyncpg.Connection, key: int, fen: int = 100_00) -> None:
    await book(connection, key, "2019-01-01", "GRANT", fen)
    await book(connection, key, "2019-01-02", "DRAWDOWN", fen)


async def book(connection: asyncpg.Connection, key: int, day: str, kind: str, fen: int) -> int:
    due = date(2022, 1, 1) if kind == "GRANT" else None
    return int(await connection.fetchval(ENTRY, key, date.fromisoformat(day), kind, fen, due))


async def balance(connection: asyncpg.Connection, key: int) -> tuple[int, int]:
    """The loan's balance, and what its approved entries add up to at the same moment, in fen."""
    [(held, added_up)] = await connection.fetch(BALANCE, key)
    return int(held), int(added_up)


def keys() -> list[int]:
    found = [ids.row_key(key, "Loan", "id") for key in untouched_loans()]
    return [key for key in found if key is not None]


async def waits(connection: asyncpg.Connection, pid: int) -> None:
    """Return when the other backend waits for a lock."""
    while not await connection.fetchval("select cardinality(pg_blocking_pids($1)) > 0", pid):
        pass


@pytest.mark.parametrize("isolation", ISOLATION)
@pytest.mark.parametrize("end", ["commit", "rollback"])
async def test_the_second_of_two_waits_for_the_first_and_is_held_to_what_it_leaves(
    hub_url: str, isolation: Any, end: str
) -> None:
    key = keys()[0]
    async with writing(hub_url) as one, writing(hub_url) as other, writing(hub_url) as watcher:
        await drawn(one, key)
        first, second = one.transaction(isolation=isolation), other.transaction(isolation=isolation)
        await first.start()
        await second.start()
        assert await balance(other, key) == (100_00, 100_00)
        await book(one, key, "2019-02-01", "REPAYMENT", 60_00)
        late = asyncio.create_task(book(other, key, "2019-02-02", "REPAYMENT", 60_00))
        await waits(watcher, other.get_server_pid())
        await (first.commit() if end == "commit" else first.rollback())
        if end == "commit":
            with pytest.raises((CheckViolationError, SerializationError)):
                await late
            await second.rollback()
        else:
            await late
            await second.commit()
        assert await balance(watcher, key) == (40_00, 40_00)


async def test_a_storm_of_entries_never_parts_balance_and_entries(hub_url: str) -> None:
    loans = keys()[:3]
    async with AsyncExitStack() as stack:
        writers = [await stack.enter_async_context(writing(hub_url)) for _ in range(6)]
        for key in loans:
            await drawn(writers[0], key)
        outcomes = await asyncio.gather(*(storm(writer, Random(n), loans) for n, writer in enumerate(writers)))
        assert sum(done for done, _ in outcomes) > 10
        assert sum(refused for _, refused in outcomes) > 10
        for key in loans:
            held, added_up = await balance(writers[0], key)
            assert held == added_up >= 0


async def storm(writer: asyncpg.Connection, rolls: Random, loans: list[int]) -> tuple[int, int]:
    """Repayments and withdrawals on all loans; how many were done and how many refused."""
    outcomes = [0, 0]
    for _ in range(30):
        key, day = rolls.choice(loans), f"2019-{rolls.randint(2, 12):02d}-{rolls.randint(1, 28):02d}"
        try:
            if rolls.random() < 0.7:
                await book(writer, key, day, "REPAYMENT", rolls.randint(1, 40_00))
            else:
                await writer.execute(WITHDRAWAL, key, rolls.random())
        except (CheckViolationError, asyncpg.UniqueViolationError):
            outcomes[1] += 1
        else:
            outcomes[0] += 1
        held, added_up = await balance(writer, key)
        assert held == added_up >= 0
    return outcomes[0], outcomes[1]


WITHDRAWAL = """update finance_loan_entry set status = 'WITHDRAWN', revision = revision + 1 where id = (
  select id from finance_loan_entry where loan_id = $1 and status = 'APPROVED' and kind <> 'GRANT'
  order by md5(id::text || $2::float8::text) limit 1)"""


async def test_what_follows_from_the_entries_cant_be_written_by_anybody(hub_url: str) -> None:
    key = keys()[0]
    for role in ("hub_app", "none"):
        async with writing(hub_url, role) as writer:
            if role == "hub_app":
                await drawn(writer, key)
            forged = "balance = 1, drawn_amount = 1, stage = 'REPAID', ends_on = '2020-01-01'"
            await writer.execute(f"update finance_loan set {forged} where id = $1", key)
            [found] = await writer.fetch("select stage, drawn_amount, ends_on from finance_loan where id = $1", key)
            assert tuple(found) == ("DRAWN", 100_00, None)
            assert await balance(writer, key) == (100_00, 100_00)


async def test_an_entry_moved_or_deleted_by_the_owner_leaves_no_balance_behind(hub_url: str) -> None:
    one, other = keys()[:2]
    async with writing(hub_url, "none") as owner:
        for key in (one, other):
            await drawn(owner, key)
        entry = await book(owner, one, "2019-02-01", "REPAYMENT", 60_00)
        await owner.execute("update finance_loan_entry set loan_id = $2 where id = $1", entry, other)
        assert [await balance(owner, key) for key in (one, other)] == [(100_00, 100_00), (40_00, 40_00)]
        await owner.execute("delete from finance_loan_entry where id = $1", entry)
        assert await balance(owner, other) == (100_00, 100_00)


async def test_a_writer_who_sees_no_entry_is_held_to_all_of_them(hub_url: str) -> None:
    key = keys()[0]
    async with writing(hub_url) as writer:
        await drawn(writer, key)
        await writer.execute("select set_config('hub.read_credit', '', false)")
        assert await writer.fetch("select from finance_loan_entry") == []
        with pytest.raises(CheckViolationError, match="finance_loan_entry_balance"):
            await writer.execute(ENTRY.removesuffix(" returning id"), key, date(2019, 2, 1), "REPAYMENT", 100_01, None)
