"""A hub exactly as the demo makes it, with every sector: only read here."""

from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import pytest

import hub.demo.prepare
from hub.contract import SectorModule
from hub.settings import load
from hub.testing.client import HubClient, hub_client
from hub.testing.database import Databases, Template, digest
from hub.testing.state import state
from schema.compose import Composition
from schema.discovery import discover


@pytest.fixture(scope="session")
def hub_modules() -> Sequence[SectorModule]:
    return discover(load().modules)


@pytest.fixture(scope="session")
def hub_template(hub_modules: Sequence[SectorModule], hub_programme: Path) -> Template:
    without = state(hub_modules, hub_programme, list)

    async def prepare(url: str) -> None:
        await without.prepare(url)
        await hub.demo.prepare.add_records(url, hub_modules, 1)

    return Template(f"demo{digest([Path(hub.demo.prepare.__file__)])}{without.key}", prepare)


@pytest.fixture(scope="module")
def demo_url(databases: Databases, hub_template: Template) -> Iterator[str]:
    url = databases.clone(hub_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
async def demo(
    composed: Composition, demo_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[HubClient]:
    async with hub_client(composed, demo_url, tmp_path_factory.mktemp("hub")) as client:
        yield client
