"""Writing entries of the audit trail."""

from sqlalchemy import Insert, insert
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.audit.events import Event
from hub.auth.audit.models import AuditEntry

LENGTHS = {"who": 200, "client": 100, "purpose": 40, "operation": 100, "target": 200, "reason": 100, "request_id": 64}
"""Characters kept of what a client chose itself: an entry is written whatever they send."""


def entry(event: Event) -> Insert:
    """The entry as an INSERT, for a transaction of the caller's: `session.execute(entry(event))`, sync or async."""
    told = {name: _short(getattr(event, name), length) for name, length in LENGTHS.items()}
    values = told | {"kind": event.kind.name, "document": event.document, "counts": dict(event.counts)}
    return insert(AuditEntry).values(values).inline()  # inline: the service may write entries, not read them back


def _short(value: str | None, length: int) -> str | None:
    return None if value is None else value.replace("\0", "�")[:length]


class Trail:
    """The trail, for what is told on its own."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def record(self, *events: Event) -> None:
        """Write these events; they are committed when this returns, and what fails raises."""
        async with self._engine.begin() as connection:
            for event in events:
                await connection.execute(entry(event))
