"""A transaction of the database's owner, whose refusals become words for an operator."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from hub.database.address import driver_url, server_version
from hub.programme.files import ProgrammeError

UNDEFINED = frozenset({"42P01", "42703", "42704"})
"""PostgreSQL's states for a table, a column and an object that isn't there."""


@asynccontextmanager
async def transaction(url: str) -> AsyncIterator[AsyncConnection]:
    """One transaction, all or nothing.

    Raises ProgrammeError when the tables aren't there or a row is refused, DatabaseError when there is no such server.
    """
    await server_version(url)
    engine = create_async_engine(driver_url(url), poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            yield connection
    except IntegrityError as error:
        raise ProgrammeError(f"the database refuses a row, nothing was written: {error.orig}") from error
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) not in UNDEFINED:
            raise
        raise ProgrammeError("the database is not migrated to this version of the hub: run `hub migrate`") from error
    finally:
        await engine.dispose()
