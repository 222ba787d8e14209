"""Passwords: hashed with argon2id off the event loop, two at a time."""

import asyncio
import unicodedata
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from secrets import token_bytes

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hub.auth.people.errors import BusyError

HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
"""argon2id with 64 MiB and three passes (RFC 9106 section 4, its second option), on one lane: cores are few."""
AT_ONCE, WAITING = 2, 16
"""Hashes computed at once, each of which takes 64 MiB; and how many more may wait for their turn."""


class Passwords:
    """Makes and checks hashes; raises BusyError when too many wait already, so that nobody waits for long."""

    def __init__(self, hasher: PasswordHasher = HASHER) -> None:
        self._hasher = hasher
        self._nobodys = _unmatched(hasher)
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._present = 0

    async def matches(self, stored: str | None, password: str) -> bool:
        """Whether this is the password; for nobody's (None) no, after the same work."""
        async with self._turn():
            return await asyncio.to_thread(self._verified, stored, password)

    async def hashed(self, password: str) -> str:
        """What is stored of a password."""
        async with self._turn():
            return await asyncio.to_thread(self._hasher.hash, _normal(password))

    def is_outdated(self, stored: str) -> bool:
        """Whether a hash was made with other parameters than those of now."""
        return self._hasher.check_needs_rehash(stored)

    def _verified(self, stored: str | None, password: str) -> bool:
        try:
            return self._hasher.verify(stored or self._nobodys, _normal(password)) and stored is not None
        except (VerificationError, InvalidHashError):
            return False

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._present >= AT_ONCE + WAITING:
            raise BusyError
        self._present += 1
        try:
            async with self._turns:
                yield
        finally:
            self._present -= 1


def _normal(password: str) -> bytes:
    """The bytes that are hashed: the same whichever way a keyboard composes its characters (RFC 8265 section 4)."""
    return unicodedata.normalize("NFC", password).encode()


def _unmatched(hasher: PasswordHasher) -> str:
    """A hash with the parameters of now that no password has."""
    salt, digest = (b64encode(token_bytes(size)).decode().rstrip("=") for size in (hasher.salt_len, hasher.hash_len))
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"
