"""A value of the database that a process may use for some seconds before it asks again."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """What `read` gave, at most `seconds` old; of many callers at once, one reads. A failure to read is raised."""

    def __init__(self, read: Callable[[], Awaitable[T]], clock: Callable[[], float], seconds: float) -> None:
        self._read, self._clock, self._seconds = read, clock, seconds
        self._held: tuple[T, float] | None = None
        self._reading = asyncio.Lock()

    async def get(self) -> T:
        """The value of now, or of a few seconds ago."""
        if (held := self._fresh()) is not None:
            return held[0]
        async with self._reading:
            held = self._fresh() or await self._renewed()
        return held[0]

    @property
    def until(self) -> float:
        """When the value has to be read anew; at once, without one."""
        return self._held[1] + self._seconds if self._held else float("-inf")

    def _fresh(self) -> tuple[T, float] | None:
        held = self._held
        return held if held and 0 <= self._clock() - held[1] < self._seconds else None

    async def _renewed(self) -> tuple[T, float]:
        asked_at = self._clock()  # before reading: what changes meanwhile counts as seen too early, never too late
        self._held = held = (await self._read(), asked_at)
        return held
