"""One hub for all tests of a file, each of which writes under names of its own."""

from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count

import asyncpg
import pytest

from hub.records.base import Record
from hub.testing.client import HubClient, hub_client
from hub.testing.database import Databases, Template
from schema.compose import Composition
from tests.hub.records.office import Office
from tests.river.fixtures import hub_modules, hub_programme

__all__ = ["hub_modules", "hub_programme"]

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def hub_records() -> Callable[[], list[Record]]:
    """None: each test writes its own."""
    return list


@pytest.fixture(scope="module")
def hub_url(databases: Databases, hub_template: Template) -> Iterator[str]:
    url = databases.clone(hub_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
async def hub(
    composed: Composition, hub_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[HubClient]:
    async with hub_client(composed, hub_url, tmp_path_factory.mktemp("hub"), lock_seconds=1) as client:
        yield client


@pytest.fixture
async def owner(hub_url: str) -> AsyncIterator[asyncpg.Connection]:
    """The owner of the tables, under no policy."""
    connection = await asyncpg.connect(hub_url)
    yield connection
    await connection.close()


@pytest.fixture
def office(hub: HubClient, owner: asyncpg.Connection) -> Office:
    return Office(hub, owner, f"Test {next(_NUMBERS)}")
