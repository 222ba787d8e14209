"""Two hubs over one database of rivers, with compiled plans and without, for all tests of a file: they only read."""

from collections.abc import AsyncIterator, Iterator

import pytest

from hub.testing.client import hub_client
from hub.testing.database import Databases, Template
from schema.compose import Composition
from tests.plan.comparing import Pair
from tests.river.fixtures import hub_modules, hub_programme, hub_records

__all__ = ["hub_modules", "hub_programme", "hub_records", "hub_url", "pair"]


@pytest.fixture(scope="module")
def hub_url(databases: Databases, hub_template: Template) -> Iterator[str]:
    url = databases.clone(hub_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
async def pair(composed: Composition, hub_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    folder = tmp_path_factory.mktemp("hub")
    async with (
        hub_client(composed, hub_url, folder) as planned,
        hub_client(composed, hub_url, folder, plans=False) as ordinary,
    ):
        yield Pair(planned, ordinary)
