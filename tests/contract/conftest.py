"""Every sector in turn, and a hub that holds it alone with its demo records."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path

import pytest

from hub.contract import SectorModule
from hub.models import Record
from hub.settings import load
from hub.testing.client import HubClient, hub_client
from hub.testing.database import Databases, Template
from schema.compose import Composition
from schema.discovery import discover
from tests.contract.programme import demo_context

MODULES = discover(load().modules)
"""All that are installed; HUB_MODULES narrows them, as it does for a hub."""


@pytest.fixture(scope="session", params=MODULES, ids=lambda module: module.name)
def module(request: pytest.FixtureRequest) -> SectorModule:
    """One installed sector."""
    found: SectorModule = request.param
    return found


@pytest.fixture(scope="session")
def hub_modules(module: SectorModule) -> Sequence[SectorModule]:
    return (module,)


@pytest.fixture(scope="session")
def hub_records(module: SectorModule, hub_programme: Path) -> Callable[[], list[Record]]:
    def demo_records() -> list[Record]:
        return [] if module.demo is None else module.demo(demo_context(hub_programme))

    return demo_records


@pytest.fixture(scope="module")
def demo_url(databases: Databases, hub_template: Template) -> Iterator[str]:
    """The database, as the owner of its tables."""
    url = databases.clone(hub_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
async def served(
    composed: Composition, demo_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[HubClient]:
    """A hub over it, for tests that only read."""
    async with hub_client(composed, demo_url, tmp_path_factory.mktemp("hub")) as client:
        yield client
