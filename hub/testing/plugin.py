"""The pytest fixtures of the hub, for its own tests and for those of every sector."""

import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from hub.contract import SectorModule
from hub.database.migrate import HUB, Branch
from hub.programme.files import find
from hub.records.base import Record
from hub.settings import DEFAULT_PROGRAMME
from hub.testing.client import HubClient, hub_client
from hub.testing.database import Databases, Template, migrated
from hub.testing.state import state
from schema.compose import Composition


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio, as the hub does."""
    return "asyncio"


@pytest.fixture(scope="session")
def databases(pytestconfig: pytest.Config) -> Iterator[Databases]:
    """The server for tests; its data stay in `.data/test`, or the folder of `HUB_TEST_DATA_DIR`: templates are kept."""
    server = Databases(Path(os.environ.get("HUB_TEST_DATA_DIR") or pytestconfig.rootpath / ".data" / "test"))
    yield server
    server.close()


@pytest.fixture(scope="session")
def database_branches() -> Sequence[Branch]:
    """The branches whose migrations a test database has; a sector's tests override this to add their own."""
    return (HUB,)


@pytest.fixture(scope="module")
def database_template(database_branches: Sequence[Branch]) -> Template:
    """The state that each test's database begins with; override it for a richer one."""
    return migrated(database_branches)


@pytest.fixture
def database_url(databases: Databases, database_template: Template) -> Iterator[str]:
    """The url, as the owner of the tables, of a migrated database of the test's own."""
    url = databases.clone(database_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def hub_modules() -> Sequence[SectorModule]:
    """The sectors of the hub under test; a sector's tests override this with their own."""
    return ()


@pytest.fixture(scope="session")
def hub_programme() -> Path:
    """The folder of the programme that the hub under test holds."""
    return find(DEFAULT_PROGRAMME)


@pytest.fixture(scope="session")
def hub_records() -> Callable[[], list[Record]]:
    """What makes the records that each test begins with: none, unless a sector's tests override this."""
    return list


@pytest.fixture(scope="module")
def composed(hub_modules: Sequence[SectorModule]) -> Composition:
    """The sectors of `hub_modules`, composed and checked.

    For each file: pytest would keep a session's even where another folder overrides what it is made of.
    """
    return _composition(tuple(hub_modules))


@cache
def _composition(modules: tuple[SectorModule, ...]) -> Composition:
    return Composition(modules)


@pytest.fixture(scope="module")
def hub_template(
    hub_modules: Sequence[SectorModule], hub_programme: Path, hub_records: Callable[[], list[Record]]
) -> Template:
    """A database with the sectors' tables, the programme and the records."""
    return state(hub_modules, hub_programme, hub_records)


@pytest.fixture
def hub_url(databases: Databases, hub_template: Template) -> Iterator[str]:
    """The url, as the owner of the tables, of such a database of the test's own."""
    url = databases.clone(hub_template)
    yield url
    databases.drop(url)


@pytest.fixture
async def hub(composed: Composition, hub_url: str, tmp_path: Path) -> AsyncIterator[HubClient]:
    """An opened hub over it, to be asked over HTTP as any of the programme's demo clients."""
    async with hub_client(composed, hub_url, tmp_path) as client:
        yield client
