"""The hub under test holds the plan and culture's demo records."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence

import pytest

from hub.contract import SectorModule
from hub.models import Record
from hub.testing.client import HubClient, hub_client
from hub.testing.database import Databases, Template
from modules.culture.module import module
from schema.compose import Composition
from tests.modules.culture.samples import culture_records


@pytest.fixture(scope="session")
def hub_modules() -> Sequence[SectorModule]:
    return (module,)


@pytest.fixture(scope="session")
def hub_records() -> Callable[[], list[Record]]:
    return culture_records


@pytest.fixture(scope="module")
def shared_url(databases: Databases, hub_template: Template) -> Iterator[str]:
    url = databases.clone(hub_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
async def shared(
    composed: Composition, shared_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[HubClient]:
    """One hub for all tests of a file that leave it as they found it."""
    async with hub_client(composed, shared_url, tmp_path_factory.mktemp("hub")) as client:
        yield client
