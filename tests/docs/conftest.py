"""A hub exactly as the demo makes it: what the pages show was asked of it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

import hub.demo.prepare
from hub.contract import SectorModule
from hub.testing.database import Template, digest
from hub.testing.state import state
from schema.discovery import discover


@pytest.fixture(scope="session")
def hub_modules() -> Sequence[SectorModule]:
    """Every sector that is installed."""
    return discover()


@pytest.fixture(scope="session")
def hub_template(hub_modules: Sequence[SectorModule], hub_programme: Path) -> Template:
    """The programme and the demo's records."""
    without = state(hub_modules, hub_programme, list)

    async def prepare(url: str) -> None:
        await without.prepare(url)
        await hub.demo.prepare.add_records(url, hub_modules, 1)

    return Template(f"demo{digest([Path(hub.demo.prepare.__file__)])}{without.key}", prepare)
