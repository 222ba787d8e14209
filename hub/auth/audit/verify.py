"""Checking the chain: whether any sealed entry was changed or is missing, and which entries aren't sealed yet."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from hub.auth.audit.models import AuditChain, AuditEntry

SHOWN = 20
"""Faults that are named one by one."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the chain: noted outside the database, it proves later that nothing before it was changed."""

    position: int
    hash: bytes

    def __str__(self) -> str:
        """`POSITION:HASH`, the hash in hexadecimal digits."""
        return f"{self.position}:{self.hash.hex()}"


@dataclass(slots=True)
class Finding:
    """What a check found."""

    head: Link
    sealed: int = 0
    faults: list[str] = field(default_factory=list)
    """One sentence for each entry that is changed or missing, at most `SHOWN`."""
    unsealed: list[int] = field(default_factory=list)
    """The ids of the entries that aren't sealed yet, the oldest first."""


async def verify(connection: AsyncConnection, expected: Link | None = None) -> Finding:
    """Walk the chain in one snapshot; `expected` is a head that an earlier check printed."""
    await connection.execute(text("set transaction isolation level repeatable read, read only"))
    chain = (await connection.execute(select(AuditChain.__table__))).one()  # type: ignore[attr-defined]
    finding = Finding(Link(chain.head_position, chain.head_hash))
    walk = _Walk(Link(chain.base_position, chain.base_hash), finding, expected)
    async for row in _sealed(connection):
        walk.step(row.id, row.content, Link(row.position, row.hash))
    walk.end()
    waiting = select(col(AuditEntry.id)).where(col(AuditEntry.position).is_(None)).order_by(col(AuditEntry.id))
    finding.unsealed = [key for key in await connection.scalars(waiting) if key is not None]
    return finding


async def _sealed(connection: AsyncConnection) -> AsyncIterator[Any]:
    entry = AuditEntry.__table__  # type: ignore[attr-defined]
    content = func.hub_audit_content(entry.table_valued()).label("content")
    columns = (entry.c.id, entry.c.position, entry.c.hash, content)
    rows = await connection.stream(select(*columns).where(entry.c.position.is_not(None)).order_by(entry.c.position))
    async for row in rows:
        yield row


class _Walk:
    def __init__(self, base: Link, finding: Finding, expected: Link | None) -> None:
        self._last = base
        self._finding = finding
        self._expected = expected
        self._meet(base)

    def step(self, key: int, content: str, link: Link) -> None:
        """Take the next entry: its number must follow, and its hash must be that of its content."""
        if link.position > self._last.position + 1:
            self._missing(link.position - 1)
        elif sha256(self._last.hash + content.encode()).digest() != link.hash:
            self._fault(f"entry {key}, number {link.position} of the chain, was changed or put in")
        self._finding.sealed += 1
        self._last = link  # go on from what is stored, so that one fault isn't told again for each later entry
        self._meet(link)

    def end(self) -> None:
        """The chain must end at its head, and an expected link must have been met."""
        head = self._finding.head
        if self._last.position < head.position:
            self._missing(head.position)
        elif self._last != head:
            self._fault("the end of the chain is not the head that was kept")
        if self._expected is not None:
            self._fault(f"the chain does not go through {self._expected}")

    def _meet(self, link: Link) -> None:
        if link == self._expected:
            self._expected = None

    def _missing(self, last: int) -> None:
        first = self._last.position + 1
        numbers = f"number {first}" if first == last else f"numbers {first} to {last}"
        self._fault(f"{numbers} of the chain missing")

    def _fault(self, what: str) -> None:
        if len(self._finding.faults) < SHOWN:
            self._finding.faults.append(what)
