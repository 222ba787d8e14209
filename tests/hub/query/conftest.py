"""One hub for all tests of a file: they only read."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from hub.testing.client import HubClient, hub_client
from hub.testing.database import Databases, Template
from schema.compose import Composition
from tests.river.fixtures import hub_modules, hub_programme, hub_records

__all__ = ["hub", "hub_modules", "hub_programme", "hub_records", "hub_url"]


@pytest.fixture(scope="module")
def hub_url(databases: Databases, hub_template: Template) -> Iterator[str]:
    url = databases.clone(hub_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The key that opens the signing keys of the file's one database."""
    return tmp_path_factory.mktemp("hub")


@pytest.fixture(scope="module")
async def hub(composed: Composition, hub_url: str, data_dir: Path) -> AsyncIterator[HubClient]:
    async with hub_client(composed, hub_url, data_dir) as client:
        yield client


@pytest.fixture(scope="module")
async def ordinary(composed: Composition, hub_url: str, data_dir: Path) -> AsyncIterator[HubClient]:
    """The same hub without compiled plans: every operation is resolved field by field."""
    async with hub_client(composed, hub_url, data_dir, plans=False) as client:
        yield client
