"""Database addresses in the forms that the drivers take, and what a server must be."""

import asyncpg
from sqlalchemy import make_url
from sqlalchemy.engine import URL

from hub.database.binaries import NEWEST, OLDEST, DatabaseError

CONNECT_SECONDS = 10.0


def driver_url(url: str) -> URL:
    """The address as SQLAlchemy takes it, for asyncpg."""
    return make_url(url).set(drivername="postgresql+asyncpg")


def with_database(url: str, name: str) -> str:
    """The same server's address with another database."""
    return make_url(url).set(drivername="postgresql", database=name).render_as_string(hide_password=False)


def without_password(url: str) -> str:
    """The address as it may be shown or logged."""
    return make_url(url).render_as_string(hide_password=True)


async def server_version(url: str) -> int:
    """The server's major version; raises DatabaseError when it can't be reached or isn't supported."""
    try:
        connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DatabaseError(
            f"HUB_DATABASE_URL: {without_password(url)} can't be reached ({type(error).__name__}: {error}). "
            "Check that the server runs and that name and password are right."
        ) from error
    try:
        version = connection.get_server_version().major
    finally:
        await connection.close()
    if not OLDEST <= version <= NEWEST:
        raise DatabaseError(
            f"HUB_DATABASE_URL: the server is PostgreSQL {version}; the hub needs {OLDEST} to {NEWEST}."
        )
    return int(version)
