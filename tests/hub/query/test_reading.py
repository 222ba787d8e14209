"""What a module's own code reads: every kind of statement is under the reader's rules, or is refused."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, false, func, insert, literal_column, select, text, true, update
from sqlmodel import col

from hub.auth.access import EVERYWHERE, NOBODY, Access, Act, Reach, Span, setting_names
from hub.auth.models import Client
from hub.database.pool import Readers
from hub.database.session import connect
from hub.errors import Unauthenticated
from hub.programme.models import Area
from hub.query.loaders import Loaders
from hub.query.reading import Reading, UnfilteredError
from hub.records.models import History
from hub.testing.client import HubClient
from tests.hub.query.kinds import MATRIX, R, S
from tests.river.models import Ferry, River
from tests.river.oracle import Reader
from tests.river.programme import MIDDLE
from tests.river.sample import FIRST, LUOCHENG, XILIN, rivers, surveys

MEASURES = ("culture", "health")
WHOLE = (date.min, date.max)
EAST = Reach(counties=frozenset({LUOCHENG}))
DATED = Reach(dated=frozenset({Span(XILIN, FIRST, MIDDLE)}))


def reads(reach: Reach, *acts: Act) -> Access:
    return Access(subject="x", grants={("health", act): reach for act in (Act.READ, *acts)})


PRINCIPALS: dict[str, tuple[Access, Reader]] = {
    "everything": (reads(EVERYWHERE, Act.WRITE), Reader("", {r.county_code: WHOLE for r in rivers()}, works=True)),
    "settled": (reads(EVERYWHERE), Reader("", {r.county_code: WHOLE for r in rivers()})),
    "one county": (reads(EAST), Reader("", {LUOCHENG: WHOLE})),
    "a county for a time": (reads(DATED), Reader("", {XILIN: (FIRST, MIDDLE)})),
    "another measure": (Access(subject="x", grants={("culture", Act.READ): EVERYWHERE}), Reader("", {})),
}
principals = pytest.mark.parametrize("principal", PRINCIPALS)
kinds = pytest.mark.parametrize("kind", MATRIX)


@pytest.fixture(scope="module")
async def bare(hub_url: str) -> AsyncIterator[Readers]:
    """The tables' owner, whom no policy holds."""
    patch = pytest.MonkeyPatch()
    patch.setattr("hub.database.session.ROLE", "none")
    readers = Readers(hub_url, setting_names(MEASURES), 1)
    everything = "select count(*) from river_river"
    assert (await readers.fetch(NOBODY.settings(MEASURES), everything))[0][0] == len(rivers())
    patch.undo()
    yield readers
    await readers.close()


def reading(hub: HubClient, readers: Readers, access: Access) -> Reading:
    context = hub.hub.context_for(access, None, FIRST)
    return Reading(Loaders(readers, access.settings(MEASURES)), access, context.facts.records)


async def check(found: Reading, principal: str, kind: str) -> None:
    statement, expected = MATRIX[kind]
    oracle = PRINCIPALS[principal][1]
    wanted = expected(oracle.among(rivers()), oracle.among(surveys()))
    rows = sorted(tuple(row) for row in await found.rows(statement))
    assert rows == wanted or (rows, wanted) == ([], [(0,)])


@pytest.mark.acceptance(42)
@pytest.mark.parametrize("wall", ["the predicate", "row-level security"])
@principals
@kinds
async def test_every_kind_of_statement_is_filtered_by_either_wall_alone(  # noqa: PLR0917 - fixtures
    hub: HubClient, bare: Readers, principal: str, kind: str, wall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = bare
    if wall == "row-level security":
        monkeypatch.setattr("hub.fields.record_scope", lambda *_: true())
        readers = hub.hub.database.readers
    await check(reading(hub, readers, PRINCIPALS[principal][0]), principal, kind)


async def test_personal_columns_are_masked_for_a_modules_own_code(hub: HubClient) -> None:
    found = reading(hub, hub.hub.database.readers, reads(EVERYWHERE, Act.PERSONAL))
    rows = await found.rows(select(S.c.surveyor).distinct())
    assert {row["surveyor"] for row in rows} == {"张*", "L*"}
    counted = await found.rows(select(func.count()).where(S.c.surveyor == "张三"))
    assert counted[0][0] == 0


async def test_the_programmes_facts_are_read_as_they_are(hub: HubClient) -> None:
    found = reading(hub, hub.hub.database.readers, reads(EAST))
    joined = select(col(Area.code)).join(R, R.c.county_code == col(Area.code)).distinct()
    assert [row[0] for row in await found.rows(joined)] == [LUOCHENG]


REFUSED: dict[str, Any] = {
    "update": update(R).values(name="x"),
    "delete": delete(R),
    "an insert in a CTE": select(insert(R).values(name="x").returning(R.c.id).cte("new").c.id),
    "an update in a CTE": select(update(R).values(name="x").returning(R.c.id).cte("changed").c.id),
    "a delete in a nested CTE": select(select(delete(R).returning(R.c.id).cte("gone").c.id).subquery().c.id),
    "insert": insert(R).values(name="x"),
    "insert from a select": insert(R).from_select(["name"], select(R.c.name)),
    "text": text("select id from river_river"),
    "text with columns": text("select id from river_river").columns(R.c.id),
    "a table of clients": select(col(Client.secret_hash)),
    "history": select(col(History.old)),
    "a client in a subquery": select(R.c.id).where(R.c.name.in_(select(col(Client.id)))),
    "a schema in text": select(literal_column("(select count(*) from public.river_river)")),
    "a catalogue in text": select(literal_column("(select count(*) from pg_class)")),
    "a function that changes the session": select(func.set_config("hub.read_health", "*", false())),
    "a function that runs SQL": select(func.query_to_xml("select * from river_river", true(), true(), "")),
    "a function of the server": select(func.pg_sleep(0)),
}


@pytest.mark.acceptance(43)
@pytest.mark.parametrize("kind", [*REFUSED, "a sound one of nobody's"])
async def test_what_has_no_scope_or_cant_be_filtered_is_refused_and_not_run(hub: HubClient, kind: str) -> None:
    before, statement = hub.statements, REFUSED.get(kind)
    if statement is None:
        with pytest.raises(Unauthenticated):
            await reading(hub, hub.hub.database.readers, NOBODY).rows(select(R.c.id))
    else:
        with pytest.raises(UnfilteredError):
            await reading(hub, hub.hub.database.readers, reads(EVERYWHERE)).rows(statement)
    assert hub.statements == before


async def test_without_a_scope_row_level_security_shows_nothing(hub_url: str) -> None:
    service = await connect(hub_url, "test", 5, 5)
    for model in (River, Ferry):
        assert await service.fetchval(f"select count(*) from {model.__tablename__}") == 0
    await service.close()
