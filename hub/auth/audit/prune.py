"""Removing entries past their time: from the beginning of the chain only, so that what stays can still be checked."""

from datetime import UTC, date, datetime, time

from sqlalchemy import DateTime, bindparam, delete, func, select, text, true, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from hub.auth.audit.chain import KEPT, MAINTENANCE, SEALING
from hub.auth.audit.events import Event, Kind
from hub.auth.audit.models import AuditChain, AuditEntry
from hub.auth.audit.trail import entry
from hub.auth.audit.verify import Link
from hub.auth.errors import AuthError


class AuditError(AuthError):
    """The audit trail refuses; the message says why."""


async def prune(connection: AsyncConnection, before: date, who: str) -> int:
    """Remove the entries of days before `before`, as the owner of the table, and tell so; gives their number.

    Raises AuditError for a day less than six months ago.
    """
    end = datetime.combine(before, time(), UTC)
    young = text(f"select :end >= now() - interval '{KEPT}'").bindparams(bindparam("end", end, DateTime(timezone=True)))
    if await connection.scalar(young):
        raise AuditError(f"the audit trail is kept at least {KEPT}: give an earlier day than {before}")
    await connection.execute(select(func.pg_advisory_xact_lock(SEALING)))
    last = await _last_to_go(connection, end)
    if last is None:
        return 0
    await connection.execute(text(f"set local {MAINTENANCE} = 'prune'"))
    gone = await connection.execute(delete(AuditEntry).where(col(AuditEntry.position) <= last.position))
    await connection.execute(update(AuditChain).values(base_position=last.position, base_hash=last.hash))
    await connection.execute(
        entry(Event(Kind.PRUNE, who, reason=f"before {before}", counts={"entries": gone.rowcount}))
    )
    return gone.rowcount


async def _last_to_go(connection: AsyncConnection, end: datetime) -> Link | None:
    """The last entry before the first one that stays: entries join the chain nearly, not exactly, in order of time."""
    position, sealed = col(AuditEntry.position), col(AuditEntry.position).is_not(None)
    stays = select(func.min(position)).where(sealed, col(AuditEntry.at) >= end).scalar_subquery()
    going = select(position, col(AuditEntry.hash)).where(sealed, func.coalesce(position < stays, true()))
    row = (await connection.execute(going.order_by(position.desc()).limit(1))).first()
    return None if row is None else Link(row.position, row.hash)
