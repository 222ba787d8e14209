"""What one request carries: its reader, its language, its loaders, and the day on which it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import strawberry

from hub.auth.access import Access
from hub.programme.spans import Span
from hub.query.loaders import Loaders
from hub.texts import Language

if TYPE_CHECKING:
    from hub.contract import Indicator
    from hub.records.service import Writer


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same for every request of this process: the programme's days, the indicators, the page sizes."""

    programme: Span
    indicators: Mapping[str, "Indicator"]
    """By the key of the target that each measures."""
    page_default: int = 50
    page_max: int = 1000


@dataclass(frozen=True, slots=True)
class HubContext:
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

    def close(self) -> None:
        """Forget what was read; loaders and batches refer to each other, so memory would wait for the collector."""
        self.loaders.forget()
        self.totals.forget()


Info = strawberry.Info[HubContext, None]
"""What a resolver is given."""
