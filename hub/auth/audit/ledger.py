"""What one request has to tell the audit trail: the personal values that it shows, and what was refused to it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from hub.auth.access import Access
from hub.auth.audit.events import Event, Kind
from hub.auth.audit.trail import Trail
from hub.errors import ErrorCode


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request runs: the operation's name, its document or the filter of an export, and the request's id."""

    name: str | None
    document: str
    request_id: str


@dataclass(slots=True)
class Ledger:
    """One request's. `settle` it when everything is resolved and before the answer leaves."""

    trail: Trail
    access: Access
    shown: dict[str, int] = field(default_factory=partial(defaultdict, int))
    """Unmasked values in the answer, by record type; missing ones don't count."""

    def disclosed(self, record_type: str, values: int = 1) -> None:
        """Count personal values that the answer will hold unmasked."""
        self.shown[record_type] += values

    async def settle(self, asked: Asked, codes: Collection[ErrorCode] = ()) -> None:
        """Write the entries; `codes` are those of the answer's errors. What fails raises, so that nothing is shown."""
        events = []
        if self.shown:
            events.append(self._event(Kind.PERSONAL_READ, asked, dict(self.shown)))
        if ErrorCode.FORBIDDEN in codes:
            fields = sum(code is ErrorCode.FORBIDDEN for code in codes)
            events.append(self._event(Kind.REFUSAL, asked, {"fields": fields}, ErrorCode.FORBIDDEN.value))
        if events:
            await self.trail.record(*events)

    async def exported(self, asked: Asked, record_type: str, rows: int) -> None:
        """Tell of records that are about to be taken out; what fails raises, so that none is."""
        await self.trail.record(self._event(Kind.EXPORT, asked, {record_type: rows}))

    def _event(self, kind: Kind, asked: Asked, counts: dict[str, int], reason: str | None = None) -> Event:
        access = self.access
        return Event(
            kind,
            access.subject,
            access.client_id,
            access.purpose,
            asked.name,
            sha256(asked.document.encode("utf-8", "surrogatepass")).digest(),
            reason=reason,
            counts=counts,
            request_id=asked.request_id,
        )
