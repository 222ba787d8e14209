"""The audit trail takes every event, keeps it for good, and shows it to auditors alone."""

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.audit import Event, Kind, Trail, entry

TOLD = "select kind, who, client, purpose, operation, document, target, reason, counts::text, request_id"
FULL = Event(
    Kind.PERSONAL_READ,
    "wang",
    "school-app",
    "payment",
    "Grants",
    bytes(32),
    "R3JhbnQ6MQ",
    "because",
    {"Grant": 3},
    "req-12345",
)


async def entries(operator: asyncpg.Connection) -> list[tuple[object, ...]]:
    rows = await operator.fetch(f"{TOLD} from hub_audit_entry order by id")
    return [tuple(row) for row in rows]


async def test_an_event_is_told_whole(trail: Trail, operator: asyncpg.Connection) -> None:
    await trail.record(FULL)
    (told,) = await entries(operator)
    assert told == (
        *("PERSONAL_READ", "wang", "school-app", "payment", "Grants", bytes(32), "R3JhbnQ6MQ", "because"),
        *('{"Grant": 3}', "req-12345"),
    )


async def test_what_a_client_chose_is_cut_rather_than_refused(trail: Trail, operator: asyncpg.Connection) -> None:
    await trail.record(Event(Kind.REFUSAL, operation="x" * 10_000, target="a\0b"))
    (told,) = await entries(operator)
    assert (told[4], told[6]) == ("x" * 100, "a�b")


async def test_an_entry_stands_or_falls_with_the_transaction_that_it_tells_of(
    service: AsyncEngine, operator: asyncpg.Connection
) -> None:
    async with service.begin() as connection:
        await connection.execute(entry(FULL))
        with pytest.raises(DBAPIError, match="division by zero"):
            await connection.execute(text("select 1 / 0"))
    assert await entries(operator) == []
    async with service.begin() as connection:
        await connection.execute(entry(FULL))
    assert len(await entries(operator)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "update hub_audit_entry set who = 'nobody'",
        "update hub_audit_entry set position = null, hash = null",
        "delete from hub_audit_entry",
        "truncate hub_audit_entry",
        "insert into hub_audit_entry (kind, counts, at) values ('EXPORT', '{}', '2001-01-01')",
        "insert into hub_audit_entry (kind, counts, position, hash) values ('EXPORT', '{}', 1, '')",
        "update hub_audit_chain set head_position = 0",
        "insert into hub_audit_chain values (false, 0, '', 0, '')",
        "alter table hub_audit_entry disable trigger all",
        "drop table hub_audit_entry",
    ],
)
async def test_the_service_adds_and_does_nothing_else(
    trail: Trail, session: asyncpg.Connection, operator: asyncpg.Connection, statement: str
) -> None:
    await trail.record(FULL)
    before = await entries(operator)
    await session.execute(
        "select set_config('hub.audit', '*', false), set_config('hub.audit_maintenance', 'prune', false)"
    )
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await session.execute(statement)
    assert await entries(operator) == before


@pytest.mark.parametrize(
    "statement",
    [
        "update hub_audit_entry set who = 'nobody'",
        "update hub_audit_entry set position = 9, hash = 'x', who = 'nobody'",
        "delete from hub_audit_entry",
        "truncate hub_audit_entry",
    ],
)
@pytest.mark.parametrize("maintenance", ["", "prune"])
async def test_even_the_owner_changes_nothing_that_is_told(
    trail: Trail, operator: asyncpg.Connection, statement: str, maintenance: str
) -> None:
    await trail.record(FULL)
    before = await entries(operator)
    await operator.execute("select set_config('hub.audit_maintenance', $1, false)", maintenance)
    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await operator.execute(statement)
    assert await entries(operator) == before


@pytest.mark.parametrize("setting", [None, "", "no"])
async def test_who_audits_nothing_sees_nothing(trail: Trail, session: asyncpg.Connection, setting: str | None) -> None:
    await trail.record(FULL)
    if setting is not None:
        await session.execute("select set_config('hub.audit', $1, false)", setting)
    assert await session.fetchval("select count(*) from hub_audit_entry") == 0
    assert await session.fetchval("select count(*) from hub_audit_chain") == 0
    await session.execute("select set_config('hub.audit', '*', false)")
    assert await session.fetchval("select count(*) from hub_audit_entry") == 1
