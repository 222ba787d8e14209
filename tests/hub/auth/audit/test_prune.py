"""Removing what is past its time: never what is younger than six months, and never out of the chain's middle."""

from datetime import UTC, date, datetime, timedelta

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.audit import Event, Kind, Trail
from hub.auth.audit.prune import AuditError, prune
from hub.auth.audit.seal import seal
from tests.hub.auth.audit.test_chain import checked

TODAY = datetime.now(UTC).date()
LONG_AGO = TODAY - timedelta(days=400)


async def pruned(owner: AsyncEngine, before: date) -> int:
    async with owner.begin() as connection:
        return await prune(connection, before, "operator li")


async def old_and_new(trail: Trail, service: AsyncEngine, operator: asyncpg.Connection, old: int, new: int) -> None:
    """Entries of 400 days ago, put there by the clock's owner, and some of today; all sealed."""
    await operator.execute(
        "insert into hub_audit_entry (kind, counts, at) select 'EXPORT', '{}', $1::date from generate_series(1, $2)",
        LONG_AGO,
        old,
    )
    await trail.record(*(Event(Kind.EXPORT, "li") for _ in range(new)))
    await seal(service)


async def test_what_is_past_its_time_goes_and_the_rest_can_still_be_checked(
    trail: Trail, service: AsyncEngine, owner: AsyncEngine, operator: asyncpg.Connection
) -> None:
    await old_and_new(trail, service, operator, 3, 2)
    assert await pruned(owner, LONG_AGO + timedelta(days=1)) == 3
    await seal(service)
    finding = await checked(owner)
    assert (finding.sealed, finding.faults, finding.head.position) == (3, [], 6)
    told = await operator.fetchrow("select kind, who, counts::text from hub_audit_entry order by id desc limit 1")
    assert told is not None
    assert tuple(told) == ("PRUNE", "operator li", '{"entries": 3}')
    assert await pruned(owner, LONG_AGO + timedelta(days=1)) == 0


@pytest.mark.parametrize("days", [0, 1, 150, 175])
async def test_nothing_younger_than_six_months_goes(
    trail: Trail, service: AsyncEngine, owner: AsyncEngine, operator: asyncpg.Connection, days: int
) -> None:
    await old_and_new(trail, service, operator, 2, 1)
    with pytest.raises(AuditError, match="kept at least 6 months"):
        await pruned(owner, TODAY - timedelta(days=days))
    assert (await checked(owner)).sealed == 3


async def test_an_old_entry_that_was_sealed_after_a_young_one_stays_with_it(
    trail: Trail, service: AsyncEngine, owner: AsyncEngine, operator: asyncpg.Connection
) -> None:
    await old_and_new(trail, service, operator, 0, 1)
    await old_and_new(trail, service, operator, 2, 0)
    assert await pruned(owner, LONG_AGO + timedelta(days=1)) == 0
    assert ((await checked(owner)).sealed, (await checked(owner)).faults) == (3, [])


async def test_a_first_entry_that_was_removed_by_hand_is_found_after_pruning_too(
    trail: Trail, service: AsyncEngine, owner: AsyncEngine, operator: asyncpg.Connection
) -> None:
    await old_and_new(trail, service, operator, 2, 2)
    await pruned(owner, LONG_AGO + timedelta(days=1))
    await operator.execute("alter table hub_audit_entry disable trigger keep")
    await operator.execute("delete from hub_audit_entry where position = 3")
    assert (await checked(owner)).faults == ["number 3 of the chain missing"]
