"""What a person has let a client do, remembered until it is withdrawn."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session
from sqlmodel import col

from hub.auth.audit import Event, Kind, entry
from hub.auth.grants.denials import ending
from hub.auth.grants.models import Consent, TokenFamily


def has_consented(db: Session, person: UUID, client: str, scopes: Collection[str]) -> bool:
    """Whether the person has let the client have all of these scopes."""
    return set(scopes) <= _known(db, person, client)


def give_consent(db: Session, person: UUID, client: str, scopes: Collection[str], now: datetime) -> None:
    """Remember it, beside what was given before."""
    held = sorted(_known(db, person, client) | set(scopes))
    changed = {"scopes": held, "given_at": now}
    row = insert(Consent).values(person_id=person, client_id=client, **changed)
    db.execute(row.on_conflict_do_update(index_elements=["person_id", "client_id"], set_=changed))
    db.execute(entry(Event(Kind.CONSENT, who=str(person), client=client, reason="given")))


async def withdraw_consent(session: AsyncSession, person: UUID, client: str, now: datetime) -> bool:
    """Forget it, and end what the client holds of the person; whether there was anything to withdraw."""
    mine = (col(Consent.person_id) == person, col(Consent.client_id) == client)
    gone = await session.execute(delete(Consent).where(*mine).returning(col(Consent.client_id)))
    families = (col(TokenFamily.person_id) == person) & (col(TokenFamily.client_id) == client)
    await session.execute(ending(families, now))
    if gone.first() is None:
        return False
    await session.execute(entry(Event(Kind.CONSENT, who=str(person), client=client, reason="withdrawn")))
    return True


def _known(db: Session, person: UUID, client: str) -> set[str]:
    mine = (col(Consent.person_id) == person, col(Consent.client_id) == client)
    return set(db.scalar(select(col(Consent.scopes)).where(*mine)) or ())
