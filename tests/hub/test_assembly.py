"""One hub put together: over a database that is ready or isn't, opened and closed by its lifespan."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from hub.assembly import Hub, NotLoadedError, assemble
from hub.auth.access import NOBODY, SYSTEM
from hub.contract import SectorModule
from hub.database.binaries import DatabaseError
from hub.settings import Environment, Settings
from hub.testing.client import HubClient
from hub.testing.database import Databases
from hub.testing.state import state
from hub.texts import Language
from schema.compose import Composition
from tests.river.fixtures import hub_modules, hub_programme, hub_records
from tests.river.module import module
from tests.river.sample import FIRST, LAST

__all__ = ["hub_modules", "hub_programme", "hub_records"]

TODAY = date(2018, 1, 1)


@pytest.fixture
def assembled(composed: Composition, tmp_path: Path) -> Callable[[str], Hub]:
    """A hub over a database, not opened yet."""
    return lambda url: assemble(composed, url, Settings(environment=Environment.TEST, data_dir=tmp_path, pool_size=2))


async def test_a_hub_over_a_database_without_a_programme_says_how_to_load_one(
    assembled: Callable[[str], Hub], database_url: str
) -> None:
    hub = assembled(database_url)
    with pytest.raises(NotLoadedError, match="hub programme load"):
        await hub.open()
    await hub.close()


async def test_a_hub_over_an_empty_database_says_how_to_migrate_it(
    assembled: Callable[[str], Hub], databases: Databases
) -> None:
    hub = assembled(databases.url)
    with pytest.raises((DatabaseError, NotLoadedError), match="hub migrate"):
        await hub.open()
    await hub.close()


async def test_a_context_is_made_only_when_the_hub_is_open(assembled: Callable[[str], Hub], hub_url: str) -> None:
    hub = assembled(hub_url)
    with pytest.raises(RuntimeError, match="open"):
        hub.context_for(NOBODY, None, TODAY)
    async with hub.app().router.lifespan_context(hub.app()):
        context = hub.context_for(NOBODY, "en", TODAY)
        assert (context.language, context.today, context.access) == (Language.EN, TODAY, NOBODY)
        assert (context.facts.programme.start, context.facts.programme.end) == (FIRST, LAST)
        own = {indicator.key: indicator for indicator in module.indicators}
        assert own
        assert own.items() <= context.facts.indicators.items()


async def test_contexts_share_no_loaders(hub: HubClient) -> None:
    one, other = (hub.hub.context_for(access, None, TODAY) for access in (SYSTEM, NOBODY))
    assert len({id(loaders) for loaders in (one.loaders, one.totals, other.loaders, other.totals)}) == 4
    assert one.writer is not other.writer


async def test_a_hub_tells_whether_its_database_answers_and_counts_its_statements(hub: HubClient) -> None:
    assert (await hub.http.get("/health/ready")).status_code == 200
    before = hub.statements
    await hub.ask("{ rivers { totalCount } }", as_="auditor")
    gauges = hub.hub.database.gauges()
    assert gauges["pool_statements"] == hub.statements == before + 1
    assert 0 < gauges["pool_size"] <= 4


def test_a_hub_without_sectors_serves_the_programme(hub_programme: Path) -> None:
    none: tuple[SectorModule, ...] = ()
    composition = Composition(none)
    assert (composition.measures, composition.records) == ((), ())
    assert {key.partition(".")[0] for key in composition.indicators} == {"hub"}, "the centre's own alone"
    schema = composition.schema.graphql
    assert schema.query_type is not None
    assert {"programme", "counties", "node"} <= set(schema.query_type.fields)
    assert schema.mutation_type is not None
    assert all(name.startswith(("person", "client")) for name in schema.mutation_type.fields), "accounts alone"
    assert state(none, hub_programme, list).key != state((module,), hub_programme, list).key
