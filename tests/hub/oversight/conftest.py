"""One hub for all tests of a file, which only read, and whose trail has some entries to begin with."""

from collections.abc import AsyncIterator, Iterator

import pytest

from hub.auth.audit import Event, Kind, Trail
from hub.testing.client import HubClient, hub_client
from hub.testing.database import Databases, Template
from schema.compose import Composition
from tests.river.fixtures import hub_modules, hub_programme, hub_records

__all__ = ["hub_modules", "hub_programme", "hub_records"]

NUMBER = 12


@pytest.fixture(scope="module")
def hub_url(databases: Databases, hub_template: Template) -> Iterator[str]:
    url = databases.clone(hub_template)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
async def hub(
    composed: Composition, hub_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[HubClient]:
    async with hub_client(composed, hub_url, tmp_path_factory.mktemp("hub")) as client:
        events = (
            Event(
                Kind.EXPORT if number % 3 else Kind.SIGN_IN,
                f"person-{number % 2}",
                "app",
                target=str(number),
                counts={"River": number},
            )
            for number in range(NUMBER)
        )
        await Trail(client.hub.database.engine).record(*events)
        yield client
