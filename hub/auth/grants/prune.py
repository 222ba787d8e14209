"""Forgets what has ended: families past their absolute end, denials and assertions past their tokens' time."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hub.auth.grants.models import DeniedToken, TokenFamily, UsedAssertion

AT_ONCE = 100
"""Rows forgotten by one request: more than it adds, so that the tables don't grow."""


def prune(db: Session, now: datetime) -> None:
    """Delete a few of the rows whose time is over; rows that another request is deleting are left to it."""
    for table in (TokenFamily.__table__, DeniedToken.__table__, UsedAssertion.__table__):  # type: ignore[attr-defined]
        _prune(db, table, now)


def _prune(db: Session, table: Any, now: datetime) -> None:
    (key,) = table.primary_key.columns
    old = select(key).where(table.c.expires_at < now).limit(AT_ONCE).with_for_update(skip_locked=True)
    db.execute(delete(table).where(key.in_(old)))
