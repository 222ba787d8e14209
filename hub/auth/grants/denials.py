"""Access tokens that ended before their time, by `jti` or by `sid`, as each worker knows them within seconds."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, String, cast, literal, select, update
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col

from hub.auth.grants.models import DeniedToken, TokenFamily
from hub.auth.models import LONGEST_LIFE
from hub.auth.remembered import Remembered

FRESH = 2.0
"""Seconds after which a worker asks again what has been denied."""
KEPT = timedelta(seconds=LONGEST_LIFE + 60)
"""How long a denial stays: until the last token that it speaks of has expired by every worker's clock."""


class Denials:
    """The denied of now. There are few: each is forgotten when its tokens have expired by themselves."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], float]) -> None:
        self._engine, self._clock = engine, clock
        self._keys = Remembered(self._read, clock, FRESH)

    def keys(self) -> Awaitable[frozenset[str]]:
        """Every `jti` and `sid` that is denied."""
        return self._keys.get()

    @property
    def until(self) -> float:
        """Until when these aren't asked for again."""
        return self._keys.until

    async def _read(self) -> frozenset[str]:
        alive = col(DeniedToken.expires_at) > datetime.fromtimestamp(self._clock(), UTC)
        async with self._engine.connect() as connection:
            return frozenset(await connection.scalars(select(col(DeniedToken.key)).where(alive)))


def denial(token_id: str, now: datetime) -> Insert:
    """The statement that denies one access token; for the caller's transaction, sync or async."""
    return insert(DeniedToken).values(key=token_id, expires_at=now + KEPT).on_conflict_do_nothing()


def ending(families: ColumnElement[bool], now: datetime) -> Insert:
    """The statement that ends these families: their codes and refresh tokens at once, their access tokens in seconds.

    For the caller's transaction, sync or async: `session.execute(ending(col(TokenFamily.person_id) == id, now))`.
    """
    alive = (families, col(TokenFamily.revoked_at).is_(None), col(TokenFamily.expires_at) > now)
    ended = update(TokenFamily).where(*alive).values(revoked_at=now).returning(col(TokenFamily.id)).cte("ended")
    keys = select(cast(ended.c.id, String), literal(now + KEPT))
    return insert(DeniedToken).from_select(["key", "expires_at"], keys).on_conflict_do_nothing()
