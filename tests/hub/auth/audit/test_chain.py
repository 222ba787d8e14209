"""The chain over the audit trail: sealed by one of many, and broken by whoever changes or removes an entry."""

import asyncio
from hashlib import sha256

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.audit import Event, Kind, Trail
from hub.auth.audit.seal import PAUSE_SECONDS, Sealer, seal
from hub.auth.audit.verify import Finding, Link, verify

WORKERS, EACH = 4, 30


async def checked(owner: AsyncEngine, expected: Link | None = None) -> Finding:
    async with owner.begin() as connection:
        return await verify(connection, expected)


async def told(trail: Trail, number: int) -> None:
    await trail.record(*(Event(Kind.EXPORT, f"reader-{n}", counts={"School": n}) for n in range(number)))


async def unguarded(operator: asyncpg.Connection, statement: str) -> None:
    """What an intruder with all rights could do."""
    await operator.execute("alter table hub_audit_entry disable trigger keep")
    await operator.execute(statement)
    await operator.execute("alter table hub_audit_entry enable trigger keep")


async def test_an_empty_trail_is_sound(owner: AsyncEngine) -> None:
    finding = await checked(owner)
    assert (finding.sealed, finding.faults, finding.unsealed) == (0, [], [])


async def test_sealed_entries_follow_each_other_by_their_hashes(
    trail: Trail, service: AsyncEngine, owner: AsyncEngine, operator: asyncpg.Connection
) -> None:
    await told(trail, 5)
    assert await seal(service) == 5
    rows = await operator.fetch("select position, hash, hub_audit_content(e) as c from hub_audit_entry e order by id")
    last = bytes(32)
    for number, row in enumerate(rows, 1):
        last = sha256(last + row["c"].encode()).digest()
        assert (row["position"], row["hash"]) == (number, last)
    finding = await checked(owner)
    assert (finding.sealed, finding.faults, finding.unsealed, finding.head) == (5, [], [], Link(5, last))


async def test_several_workers_seal_each_entry_once(service: AsyncEngine, owner: AsyncEngine, trail: Trail) -> None:
    async def work() -> int:
        sealed = 0
        for _ in range(EACH):
            await told(trail, 1)
            sealed += await seal(service)
        return sealed

    counts = await asyncio.gather(*(work() for _ in range(WORKERS)))
    assert sum(counts) + await seal(service) == WORKERS * EACH
    finding = await checked(owner)
    assert (finding.sealed, finding.faults, finding.unsealed) == (WORKERS * EACH, [], [])


async def test_what_commits_late_is_sealed_later(
    trail: Trail, service: AsyncEngine, owner: AsyncEngine, operator: asyncpg.Connection
) -> None:
    async with operator.transaction():
        await operator.execute("insert into hub_audit_entry (kind, counts) values ('EXPORT', '{}')")
        await told(trail, 2)
        assert await seal(service) == 2
    assert await seal(service) == 1
    finding = await checked(owner)
    assert (finding.sealed, finding.faults) == (3, [])


async def test_the_sealer_seals_within_a_second_and_at_its_end(
    trail: Trail, service: AsyncEngine, owner: AsyncEngine
) -> None:
    sealer = Sealer(service)
    sealer.start()
    await told(trail, 3)
    async with asyncio.timeout(PAUSE_SECONDS * 4):
        while (await checked(owner)).unsealed:  # each look takes a statement's time
            pass
    await told(trail, 2)
    await sealer.stop()
    assert ((await checked(owner)).sealed, (await checked(owner)).unsealed) == (5, [])


CRIMES = {
    "update hub_audit_entry set who = 'nobody' where position = 3": "entry 3, number 3 of the chain, was changed",
    "update hub_audit_entry set counts = '{}' where position = 1": "entry 1, number 1 of the chain, was changed",
    "update hub_audit_entry set at = at + interval '1 day' where position = 5": "entry 5, number 5",
    "delete from hub_audit_entry where position = 1": "number 1 of the chain missing",
    "delete from hub_audit_entry where position in (3, 4)": "numbers 3 to 4 of the chain missing",
    "delete from hub_audit_entry where position = 5": "number 5 of the chain missing",
    "delete from hub_audit_entry": "numbers 1 to 5 of the chain missing",
    "update hub_audit_entry set hash = sha256('x') where position = 5": "entry 5, number 5 of the chain, was",
}


@pytest.mark.parametrize("crime", CRIMES)
async def test_a_changed_or_missing_entry_is_found(
    trail: Trail, service: AsyncEngine, owner: AsyncEngine, operator: asyncpg.Connection, crime: str
) -> None:
    await told(trail, 5)
    await seal(service)
    await unguarded(operator, crime)
    assert any(fault.startswith(CRIMES[crime]) for fault in (await checked(owner)).faults)


async def test_entries_that_swap_places_are_found(
    trail: Trail, service: AsyncEngine, owner: AsyncEngine, operator: asyncpg.Connection
) -> None:
    await told(trail, 3)
    await seal(service)
    for step in ("9 where position = 1", "1 where position = 2", "2 where position = 9"):
        await unguarded(operator, f"update hub_audit_entry set position = {step}")
    assert (await checked(owner)).faults


async def test_the_unsealed_tail_is_named(trail: Trail, service: AsyncEngine, owner: AsyncEngine) -> None:
    await told(trail, 2)
    await seal(service)
    await told(trail, 3)
    finding = await checked(owner)
    assert (finding.sealed, finding.unsealed, finding.faults) == (2, [3, 4, 5], [])


async def test_a_chain_made_anew_doesnt_go_through_a_head_that_was_noted(
    trail: Trail, service: AsyncEngine, owner: AsyncEngine, operator: asyncpg.Connection
) -> None:
    await told(trail, 3)
    await seal(service)
    noted = (await checked(owner)).head
    await told(trail, 1)
    await seal(service)
    assert (await checked(owner, noted)).faults == []
    await unguarded(operator, "update hub_audit_entry set who = 'nobody', position = null, hash = null")
    start = f"'\\x{bytes(32).hex()}'"
    await operator.execute(f"update hub_audit_chain set head_position = 0, head_hash = {start}")
    await seal(service)
    assert (await checked(owner)).faults == []
    assert (await checked(owner, noted)).faults == [f"the chain does not go through {noted}"]
