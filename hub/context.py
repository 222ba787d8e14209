"""What one request carries: its reader, its language, its loaders, and the day on which it is asked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import strawberry

from hub.auth.access import Access
from hub.auth.audit import Asked, Ledger
from hub.errors import ErrorCode
from hub.programme.spans import Span
from hub.query.loaders import Loaders
from hub.query.reading import Reading
from hub.query.record import RecordInfo
from hub.texts import Language

if TYPE_CHECKING:
    from hub.administration.keeper import Keeper
    from hub.contract import Indicator
    from hub.programme.register import Register
    from hub.records.service import Writer


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same for every request: the programme's days, the indicators, the plan, the page sizes."""

    programme: Span
    indicators: Mapping[str, "Indicator"]
    """By the key of the target that each measures."""
    register: "Register"
    """What the plan itself says, as it was read some seconds ago at most."""
    page_default: int = 50
    page_max: int = 1000
    small_cell: int = 5
    """The fewest people that an aggregate tells of."""
    records: Mapping[str, RecordInfo] = field(default_factory=dict)
    """The record types by the names of their tables."""


class HubContext(NamedTuple):
    """One request. Made anew for each, so that nothing of one reader reaches another."""

    access: Access
    language: Language
    loaders: Loaders
    """Reads under the reader's rules."""
    totals: Loaders
    """Reads under the hub's own rules, for the programme's totals and nothing else."""
    writer: "Writer"
    facts: Facts
    today: date
    ledger: Ledger
    """What the request has to tell the audit trail."""
    keeper: "Keeper"
    """Keeps accounts, for an administrator."""

    @property
    def reading(self) -> Reading:
        """What a hand-written field reads records with, under the reader's rules."""
        return Reading(self.loaders, self.access, self.facts.records)

    async def settle(self, asked: Asked, codes: Collection[ErrorCode]) -> None:
        """Tell the audit trail what this request shows and what it was refused, before the answer leaves."""
        await self.ledger.settle(asked, codes)

    def close(self) -> None:
        """Forget what was read; loaders and batches refer to each other, so memory would wait for the collector."""
        self.loaders.forget()
        self.totals.forget()


Info = strawberry.Info[HubContext, None]
"""What a resolver is given."""
