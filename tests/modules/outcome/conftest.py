"""The hub under test holds the plan and the demo's records of the outcome, but for one year of a county."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence

import pytest

from hub.contract import SectorModule
from hub.models import Record
from hub.testing.client import HubClient, hub_client
from hub.testing.database import Databases, Template
from modules.outcome.demo import demo
from modules.outcome.module import module
from schema.compose import Composition
from tests.modules.plan import context

COUNTY, FREE = "451225", 2018
"""The county that writes in tests, and the year for which it has no record yet."""


def outcomes() -> list[Record]:
    """The demo's records but that year's."""
    return [record for record in demo(context()) if (record.county_code, record.starts_on.year) != (COUNTY, FREE)]


@pytest.fixture(scope="session")
def hub_modules() -> Sequence[SectorModule]:
    return (module,)


@pytest.fixture(scope="session")
def hub_records() -> Callable[[], list[Record]]:
    return outcomes


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
