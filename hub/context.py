"""What one request carries: its reader, its language, its loaders, and the day on which it is asked."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import strawberry

from hub.auth.access import Access
from hub.query.loaders import Loaders
from hub.texts import Language

if TYPE_CHECKING:
    from hub.records.service import Writer


@dataclass(slots=True)
class HubContext:
    """One request. Made anew for each, so that nothing of one reader reaches another."""

    access: Access
    language: Language
    loaders: Loaders
    writer: "Writer | None"
    today: date
    default_page: int = 50
    max_page: int = 1000
    request: Any = None


Info = strawberry.Info[HubContext, None]
"""What a resolver is given."""
