"""The hub's database: reads through the pool of readers, writes in transactions that know their writer."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from hub.auth.access import Access, Act, setting_names
from hub.database.address import driver_url, server_version
from hub.database.pool import Readers
from hub.database.roles import KEEPER
from hub.database.session import connect, server_settings
from hub.settings import Settings

WRITING = (Act.WRITE, Act.SUBMIT, Act.APPROVE)
READY_SECONDS = 2.0
WRITERS = 8
"""Connections for writing at most: a write is short, and none is kept for a reader's rules."""


class Database:
    """One database under the rules of these measures; `open` it in the event loop that uses it, `close` it there."""

    def __init__(self, url: str, measures: tuple[str, ...], settings: Settings) -> None:
        self._url = url
        self._measures = measures
        self._timeouts = (settings.statement_seconds, settings.lock_seconds)
        self.readers = Readers(url, setting_names(measures), settings.pool_size, *self._timeouts)
        self.engine: AsyncEngine = create_async_engine(
            driver_url(url),
            pool_size=min(settings.pool_size, WRITERS),
            max_overflow=0,
            pool_pre_ping=True,
            connect_args={"server_settings": server_settings("hub-write", *self._timeouts)},
        )

        self._keepers: AsyncEngine = create_async_engine(
            driver_url(url),
            pool_size=1,
            max_overflow=1,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"server_settings": server_settings("hub-keep", *self._timeouts, role=KEEPER)},
        )

    async def open(self) -> None:
        """Check the server's version and the role; raises DatabaseError that says what to do."""
        await server_version(self._url)
        await (await connect(self._url, "hub-check", *self._timeouts)).close()

    async def close(self) -> None:
        """Let running statements end and close every connection."""
        await self.readers.close()
        await self.engine.dispose()
        await self._keepers.dispose()

    async def ready(self) -> bool:
        """Whether the database answers now, asked on a connection of its own so that a full pool doesn't count."""
        try:
            async with asyncio.timeout(READY_SECONDS):
                connection = await connect(self._url, "hub-health", READY_SECONDS, READY_SECONDS)
                try:
                    return bool(await connection.fetchval("select true"))
                finally:
                    connection.terminate()
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False

    @asynccontextmanager
    async def write(self, access: Access) -> AsyncIterator[AsyncSession]:
        """A session in one transaction under the writer's rules: committed at the end, rolled back on an error.

        The rules end with the transaction. Raises PermissionError when nobody is signed in, as history names a writer.
        """
        if not access.subject:
            raise PermissionError("a write needs a writer")
        async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
            rules = write_rules(access, self._measures)
            calls = (f"set_config('{name}', :v{number}, true)" for number, name in enumerate(rules))
            values = {f"v{number}": value for number, value in enumerate(rules.values())}
            await (await session.connection()).execute(text(f"select {', '.join(calls)}"), values)
            yield session

    @asynccontextmanager
    async def keep(self) -> AsyncIterator[AsyncSession]:
        """A session in one transaction under the role that keeps accounts: no record is within its sight."""
        async with AsyncSession(self._keepers, expire_on_commit=False) as session, session.begin():
            yield session

    def gauges(self) -> Mapping[str, float]:
        """The numbers of the pool of readers, for metrics."""
        readers = self.readers
        return {
            "pool_size": readers.size,
            "pool_in_use": readers.in_use,
            "pool_waiting": readers.waiting,
            "pool_contexts_set": readers.set_contexts,
            "pool_statements": readers.statements,
        }


def write_rules(access: Access, measures: tuple[str, ...]) -> dict[str, str]:
    """The settings of a write transaction: the reader's own rules, where it may write, and who it is."""
    rules = dict(zip(setting_names(measures), access.settings(measures), strict=True))
    for measure in measures:
        reaches = [access.reach(measure, act) for act in WRITING]
        rules[f"hub.write_{measure}"] = (reaches[0] | reaches[1] | reaches[2]).setting()
    return {"hub.who": access.subject or "", **rules}
