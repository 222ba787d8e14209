"""A hub of rivers, and its tables as their owner."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from hub.database.address import driver_url
from tests.river.fixtures import hub_modules, hub_programme, hub_records

__all__ = ["hub_modules", "hub_programme", "hub_records"]


@pytest.fixture
async def owner(hub_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(driver_url(hub_url))
    yield engine
    await engine.dispose()
