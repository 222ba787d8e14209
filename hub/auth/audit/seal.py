"""Sealing: one of the workers adds new entries to the chain, within a second."""

import asyncio
from contextlib import suppress

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.endpoint.logs import logger

PAUSE_SECONDS = 0.5
BATCH = 1000
"""Entries that one transaction seals."""

log = logger("hub.audit")


async def seal(engine: AsyncEngine) -> int:
    """Seal what is committed and not sealed yet, and say how many; 0 also while another worker does it."""
    total = 0
    while True:
        async with engine.begin() as connection:
            sealed: int = await connection.scalar(select(func.hub_seal_audit(BATCH))) or 0
        total += sealed
        if sealed < BATCH:
            return total


class Sealer:
    """Seals every half second while the hub is open. What it can't seal now, it or another worker seals later."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the event loop that serves."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End, and seal what is left."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None
            await self._attempt()

    async def _run(self) -> None:
        while True:
            await self._attempt()
            await asyncio.sleep(PAUSE_SECONDS)

    async def _attempt(self) -> None:
        try:
            await seal(self._engine)
        except (SQLAlchemyError, OSError) as error:  # the database is away: the next turn tries again
            log.warning("audit entries wait to be sealed", cause=type(error).__name__)
