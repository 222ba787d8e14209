"""Two hubs with the plan: one with all demo records, only read; one with few, cloned fast, for tests that write."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path

import pytest

from hub.contract import SectorModule
from hub.models import Record
from hub.testing.client import HubClient, hub_client
from hub.testing.database import Databases, Template
from hub.testing.state import state
from modules.education.module import module
from schema.compose import Composition
from tests.modules.education.samples import few_records, plan_records


@pytest.fixture(scope="session")
def hub_modules() -> Sequence[SectorModule]:
    return (module,)


@pytest.fixture(scope="session")
def hub_records() -> Callable[[], list[Record]]:
    return few_records


@pytest.fixture(scope="session")
def full_template(hub_modules: Sequence[SectorModule], hub_programme: Path) -> Template:
    """A database with all demo records."""
    return state(hub_modules, hub_programme, plan_records)


@pytest.fixture(scope="module")
def full_url(databases: Databases, full_template: Template) -> Iterator[str]:
    url = databases.clone(full_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
async def reading(
    composed: Composition, full_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[HubClient]:
    """One hub with all demo records for all tests of a file, which only read."""
    async with hub_client(composed, full_url, tmp_path_factory.mktemp("hub")) as client:
        yield client
