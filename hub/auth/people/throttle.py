"""The brake on guessing: attempts are counted by name and by address, and the owner still gets in from elsewhere."""

from asyncio import sleep
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from math import ceil
from typing import Any

from sqlalchemy import Executable, delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlmodel import col

from hub.auth.people.errors import TooManyAttemptsError
from hub.auth.people.models import SignInAttempt

WINDOW = timedelta(minutes=15)
OF_NAME, OF_ADDRESS = 5, 30
"""Failures within WINDOW after which an address tries this name, or any name, no more."""
LONGEST_DELAY = 4.0
"""Seconds that an answer waits at most where others have tried this name: nobody is shut out by strangers."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt that has been let through; it counts as failed until it is forgiven."""

    id: int
    name_hash: bytes
    address_hash: bytes


class Throttle:
    """Counts attempts in the database, so that every worker counts all of them."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], float]) -> None:
        self._engine, self._clock = engine, clock

    async def attempt(self, name: str, address: str) -> Attempt:
        """Let an attempt through, later where the name is under attack; raises TooManyAttemptsError.

        It is counted before the password is checked: many at once count each other.
        """
        now = datetime.fromtimestamp(self._clock(), UTC)
        hashes = _hash(name), _hash(address)
        async with self._engine.begin() as connection:
            await connection.execute(_lock(hashes[1]))
            elsewhere = await self._counted(connection, *hashes, now)
            values = {"name_hash": hashes[0], "address_hash": hashes[1], "at": now}
            number = await connection.scalar(insert(SignInAttempt).values(values).returning(col(SignInAttempt.id)))
        if elsewhere >= OF_NAME:
            await sleep(min(2.0 ** (elsewhere - OF_NAME), LONGEST_DELAY))
        return Attempt(int(number or 0), *hashes)

    async def forgive(self, attempt: Attempt) -> None:
        """Forget the attempts of this address at this name: the password was right."""
        name, address = col(SignInAttempt.name_hash), col(SignInAttempt.address_hash)
        ours = (name == attempt.name_hash) & (address == attempt.address_hash)
        await self._forget(ours)

    async def withdraw(self, attempt: Attempt) -> None:
        """Forget one attempt: its password was never checked."""
        await self._forget(col(SignInAttempt.id) == attempt.id)

    async def _forget(self, which: Any) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(delete(SignInAttempt).where(which))

    async def _counted(self, connection: AsyncConnection, name: bytes, address: bytes, now: datetime) -> int:
        """How many attempts at this name came from other addresses; raises TooManyAttemptsError for this one's own."""
        await connection.execute(delete(SignInAttempt).where(col(SignInAttempt.at) <= now - WINDOW))
        here, here_first, all_here, first, elsewhere = (await connection.execute(_counts(name, address))).one()
        for count, limit, since in ((here, OF_NAME, here_first), (all_here, OF_ADDRESS, first)):
            if count >= limit:
                raise TooManyAttemptsError(ceil((since + WINDOW - now).total_seconds()))
        return int(elsewhere)


def _counts(name: bytes, address: bytes) -> Executable:
    same_name, same_address = col(SignInAttempt.name_hash) == name, col(SignInAttempt.address_hash) == address
    at = func.min(col(SignInAttempt.at))
    return select(
        func.count().filter(same_name & same_address),
        at.filter(same_name & same_address),
        func.count().filter(same_address),
        at.filter(same_address),
        func.count().filter(same_name & ~same_address),
    ).where(same_name | same_address)


def _lock(address: bytes) -> Any:
    """Attempts of one address take turns, so that none is overlooked in the count."""
    number = int.from_bytes(address[:8], "big", signed=True)
    return text("select pg_advisory_xact_lock(:number)").bindparams(number=number)


def _hash(value: str) -> bytes:
    return sha256(value.encode()).digest()
