"""The signing keys: made, rotated, published, and held in memory for a few seconds."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc.jwk import ECKey
from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from hub.auth.audit import Event, Kind, entry
from hub.auth.errors import KeysError
from hub.auth.models import LONGEST_LIFE, KeyState, SigningKey
from hub.auth.remembered import Remembered
from hub.auth.vault import Vault

ALGORITHM = "ES256"
FRESH = 5.0
"""Seconds for which a process trusts the keys that it has read."""
PUBLISHED_AHEAD = timedelta(seconds=300)
"""How long a key is published before it signs: as long as others may keep the key set."""
KEPT = timedelta(seconds=LONGEST_LIFE) + PUBLISHED_AHEAD
"""How long a retired key stays published: until every token that it signed has expired."""


@dataclass(frozen=True, slots=True)
class Ring:
    """The published keys at one moment, and the one that signs."""

    active: ECKey
    public: Mapping[str, ECKey]

    def published(self) -> list[dict[str, Any]]:
        """The public JWKs, without any private member."""
        return [dict(key.as_dict(private=False)) for key in self.public.values()]


class Keyring:
    """The keys as the database has them, read anew when older than `FRESH`."""

    def __init__(self, engine: AsyncEngine, vault: Vault, clock: Callable[[], float]) -> None:
        self._engine, self._vault, self._clock = engine, vault, clock
        self._ring: Ring | None = None
        self._states: tuple[tuple[str, KeyState], ...] = ()
        self._remembered = Remembered(self._read, clock, FRESH)

    def ring(self) -> Awaitable[Ring]:
        """The keys of now; the same object as before unless a key has changed."""
        return self._remembered.get()

    @property
    def until(self) -> float:
        """Until when they are trusted."""
        return self._remembered.until

    async def _read(self) -> Ring:
        async with AsyncSession(self._engine) as session:
            rows = list(await session.scalars(select(SigningKey).order_by(text("created_at, kid"))))
        published = [row for row in rows if _is_published(row, self._clock())]
        states = tuple((row.kid, row.state) for row in published)
        if self._ring is None or states != self._states:
            self._ring, self._states = self._opened(published), states
        return self._ring

    def _opened(self, rows: list[SigningKey]) -> Ring:
        active = next((row for row in rows if row.state is KeyState.ACTIVE), None)
        if active is None:
            raise KeysError("there is no active signing key: make one before serving")
        private = ECKey.import_key(self._vault.open(active.kid, active.private_jwe))
        return Ring(private, {row.kid: ECKey.import_key(row.public_jwk) for row in rows})


def _is_published(row: SigningKey, now: float) -> bool:
    return row.retired_at is None or now - row.retired_at.timestamp() < KEPT.total_seconds()


async def ensure_keys(owner: AsyncEngine, vault: Vault, now: datetime | None = None) -> None:
    """Make the first two keys, the active one and the next, unless they are there. `owner` may write the table.

    Raises VaultError if those that are there can't be opened.
    """
    async with AsyncSession(owner) as session, session.begin():
        if keys := await _current(session):
            for key in keys.values():
                vault.open(key.kid, key.private_jwe)
            return
        moment = now or datetime.now(UTC)
        session.add(_new(vault, moment, KeyState.ACTIVE))
        session.add(_new(vault, moment, KeyState.NEXT))


async def rotate_keys(owner: AsyncEngine, vault: Vault, now: datetime | None = None, by: str | None = None) -> None:
    """Let the next key sign, retire the active one, publish a new next one, and forget keys that nobody needs.

    `by` goes into the audit trail. Raises VaultError when the keys were sealed by another vault, and KeysError when
    the next key has not been published for `PUBLISHED_AHEAD`: others could not know it yet.
    """
    moment = now or datetime.now(UTC)
    async with AsyncSession(owner) as session, session.begin():
        keys = await _current(session)
        if len(keys) != len(KeyState) - 1:
            raise KeysError("there are no signing keys to rotate: start the hub once")
        following, active = keys[KeyState.NEXT], keys[KeyState.ACTIVE]
        vault.open(following.kid, following.private_jwe)
        if moment - following.created_at < PUBLISHED_AHEAD:
            raise KeysError(f"the next key was published at {following.created_at:%H:%M:%S}: rotate in five minutes")
        active.state, active.retired_at = KeyState.RETIRED, moment
        await session.flush()
        following.state, following.activated_at = KeyState.ACTIVE, moment
        await session.flush()
        session.add(_new(vault, moment, KeyState.NEXT))
        await session.execute(text("delete from hub_signing_key where retired_at < :end"), {"end": moment - KEPT})
        await session.execute(entry(Event(Kind.KEY_CHANGE, who=by, target=following.kid, reason="rotated")))


async def discard_keys(owner: AsyncEngine, by: str | None = None) -> None:
    """Delete every key, so that no token that is out holds any longer; the next start makes new ones."""
    async with AsyncSession(owner) as session, session.begin():
        await _current(session)
        await session.execute(delete(SigningKey))
        await session.execute(entry(Event(Kind.KEY_CHANGE, who=by, reason="discarded")))


async def list_keys(owner: AsyncEngine) -> list[SigningKey]:
    """Every key that is kept, the oldest first."""
    async with AsyncSession(owner) as session:
        return list(await session.scalars(select(SigningKey).order_by(text("created_at, kid"))))


async def _current(session: AsyncSession) -> dict[KeyState, SigningKey]:
    """The next and the active key, under a lock that keeps a second process waiting until this one has committed."""
    await session.execute(text("select pg_advisory_xact_lock(hashtext('hub_signing_key'))"))
    rows = await session.scalars(select(SigningKey).where(text("state <> 'RETIRED'")))
    return {row.state: row for row in rows}


def _new(vault: Vault, moment: datetime, state: KeyState) -> SigningKey:
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
    kid = str(key.kid)
    return SigningKey(
        kid=kid,
        state=state,
        public_jwk=dict(key.as_dict(private=False)),
        private_jwe=vault.seal(kid, key.as_dict(private=True)),
        created_at=moment,
        activated_at=moment if state is KeyState.ACTIVE else None,
    )
