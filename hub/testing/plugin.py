"""The pytest fixtures of the hub, for its own tests and for those of every sector."""

from collections.abc import Iterator, Sequence

import pytest

from hub.database.migrate import HUB, Branch
from hub.testing.database import Databases, Template, migrated


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio, as the hub does."""
    return "asyncio"


@pytest.fixture(scope="session")
def databases(pytestconfig: pytest.Config) -> Iterator[Databases]:
    """The server for tests; its data stay in `.data/test`, so that templates are made once."""
    server = Databases(pytestconfig.rootpath / ".data" / "test")
    yield server
    server.close()


@pytest.fixture(scope="session")
def database_branches() -> Sequence[Branch]:
    """The branches whose migrations a test database has; a sector's tests override this to add their own."""
    return (HUB,)


@pytest.fixture(scope="session")
def database_template(database_branches: Sequence[Branch]) -> Template:
    """The state that each test's database begins with; override it for a richer one."""
    return migrated(database_branches)


@pytest.fixture
def database_url(databases: Databases, database_template: Template) -> Iterator[str]:
    """The url, as the owner of the tables, of a migrated database of the test's own."""
    url = databases.clone(database_template)
    yield url
    databases.drop(url)
