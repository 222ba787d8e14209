"""Two hubs over one database of rivers, with compiled plans and without, for all tests of a file: they only read."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from hub.testing.client import hub_client
from hub.testing.database import Databases, Template
from schema.compose import Composition
from tests.plan.comparing import CASEWORK, Pair
from tests.river.fixtures import hub_modules, hub_programme, hub_records

__all__ = ["hub_modules", "hub_programme", "hub_records", "hub_url", "pair"]


@pytest.fixture(scope="module")
def hub_url(databases: Databases, hub_template: Template) -> Iterator[str]:
    url = databases.clone(hub_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
async def pair(composed: Composition, hub_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    async with both(composed, hub_url, tmp_path_factory.mktemp("hub")) as hubs:
        yield hubs


@pytest.fixture
def own_url(databases: Databases, hub_template: Template) -> Iterator[str]:
    """A database that the test may spoil."""
    url = databases.clone(hub_template)
    yield url
    databases.drop(url)


@pytest.fixture
async def own_pair(composed: Composition, own_url: str, tmp_path: Path) -> AsyncIterator[Pair]:
    """Two hubs over it."""
    async with both(composed, own_url, tmp_path) as hubs:
        yield hubs


UNHURRIED = {"request_seconds": 120, "statement_seconds": 60, "lock_seconds": 60}
"""Answers are compared, not times: field by field the largest operations take longer than a hub allows."""


@asynccontextmanager
async def both(composed: Composition, url: str, folder: Path) -> AsyncIterator[Pair]:
    """A hub with compiled plans and one without, over one database."""
    async with (
        hub_client(composed, url, folder, **UNHURRIED) as planned,
        hub_client(composed, url, folder, plans=False, **UNHURRIED) as ordinary,
    ):
        await make_caseworkers(url)
        yield Pair(planned, ordinary)


async def make_caseworkers(url: str) -> None:
    """Have one client see personal data, if it says why."""
    owner = await asyncpg.connect(url)
    await owner.execute(
        "update hub_client set roles = '{county,county-casework}', scopes = '{read,personal}' where id = $1",
        CASEWORK.client,
    )
    await owner.close()
