"""One hub for all tests of a file over a sector's own records, and the desk at which its records are written."""

from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from hub.testing.client import HubClient, hub_client
from hub.testing.database import Databases, Template
from schema.compose import Composition
from tests.modules.desk import Desk


@pytest.fixture(scope="module")
def shared_url(databases: Databases, hub_template: Template) -> Iterator[str]:
    url = databases.clone(hub_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
async def shared(
    composed: Composition, shared_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[HubClient]:
    """One hub for all tests of a file, which leave nothing that another would stumble over."""
    async with hub_client(composed, shared_url, tmp_path_factory.mktemp("hub")) as client:
        yield client


@pytest.fixture(scope="module")
async def desk(shared: HubClient, shared_url: str) -> AsyncIterator[Desk]:
    """Where records are written in that hub."""
    owner = await asyncpg.connect(shared_url)
    yield Desk(shared, owner)
    await owner.close()
