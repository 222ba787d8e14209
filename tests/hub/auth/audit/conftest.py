"""The trail as the service writes it and as its owner looks after it."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.audit import Trail
from hub.database.session import connect


@pytest.fixture
def trail(service: AsyncEngine) -> Trail:
    return Trail(service)


@pytest.fixture
async def operator(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """The owner of the tables."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


@pytest.fixture
async def session(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A session as the service has them, without any rules yet."""
    connection = await connect(database_url, "test", 5, 5)
    yield connection
    await connection.close()
