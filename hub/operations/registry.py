"""The registered documents in the database: written by operators, read by the service."""

import time
from collections.abc import Callable, Collection, Mapping
from typing import cast

from sqlalchemy import Insert, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col

from hub.auth.audit import Event, Kind, entry
from hub.auth.remembered import Remembered
from hub.operations.manifest import ManifestError, hash_of
from hub.operations.models import TrustedDocument

FRESH = 5.0
"""Seconds until a process knows of what was registered or removed."""
_ID, _TEXT = col(TrustedDocument.id), col(TrustedDocument.text)


async def register(engine: AsyncEngine, documents: Mapping[str, str], by: str) -> int:
    """Register all of the documents, which were checked, or none; how many are new. The audit trail tells of each.

    Raises ManifestError where an id stands for another document already: its clients count on that.
    """
    async with engine.begin() as connection:
        rows = await connection.execute(select(_ID, _TEXT).where(_ID.in_(documents)))
        known = dict(rows.all())
        changed = [name for name, text in known.items() if documents[name] != text]
        if changed:
            raise ManifestError("\n".join(f"{name}: the id stands for another document already" for name in changed))
        added = [
            {"id": name, "text": text, "sha256": bytes.fromhex(hash_of(text)), "registered_by": by}
            for name, text in documents.items()
            if name not in known
        ]
        if added:
            await connection.execute(insert(TrustedDocument), added)
        for one in added:
            await connection.execute(_told(by, str(one["id"]), cast("bytes", one["sha256"]), "registered"))
    return len(added)


async def registered(engine: AsyncEngine) -> list[TrustedDocument]:
    """All documents, the latest first."""
    async with engine.connect() as connection:
        order = (col(TrustedDocument.registered_at).desc(), _ID)
        rows = await connection.execute(select(TrustedDocument).order_by(*order))
        return [TrustedDocument(**row) for row in rows.mappings()]


async def remove(engine: AsyncEngine, names: Collection[str], by: str) -> None:
    """Remove all of these documents, or none; raises ManifestError for an id that isn't registered."""
    async with engine.begin() as connection:
        removed = delete(TrustedDocument).where(_ID.in_(names)).returning(_ID, col(TrustedDocument.sha256))
        gone = dict((await connection.execute(removed)).all())
        missing = [name for name in names if name not in gone]
        if missing:
            raise ManifestError("\n".join(f"{name}: no such document is registered" for name in missing))
        for name, sha256 in gone.items():
            await connection.execute(_told(by, name, sha256, "removed"))


def _told(by: str, name: str, sha256: bytes, what: str) -> Insert:
    return entry(Event(Kind.DOCUMENT_CHANGE, by, operation="operations", document=sha256, target=name, reason=what))


class Registry:
    """The registered documents as the service knows them, at most some seconds old."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._stamp: object = None
        self._texts: dict[str, str] = {}
        self._remembered = Remembered(self._read, clock, FRESH)

    async def text(self, name: str) -> str | None:
        """The document of an id or of a SHA-256 in hex; None if none is registered."""
        return (await self._remembered.get()).get(name)

    async def _read(self) -> dict[str, str]:
        """All of them, read again only when their number or the time of the latest has changed."""
        stamp = select(func.count(), func.max(col(TrustedDocument.registered_at)))
        async with self._engine.connect() as connection:
            found = (await connection.execute(stamp)).one()
            if found != self._stamp:
                texts = dict((await connection.execute(select(_ID, _TEXT))).all())
                self._stamp, self._texts = found, {**{hash_of(text): text for text in texts.values()}, **texts}
        return self._texts
