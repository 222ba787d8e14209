"""How PostgreSQL runs typical statements for typical readers: by which indexes, never by whole tables. Shapes only."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import pytest

from hub.auth.access import setting_names
from hub.database.session import connect
from hub.testing.client import HubClient
from tests.river.sample import COUNTIES

ROWS = 20_000
MEASURES = ("culture", "health")
RIVER = "county_code, starts_on, ends_on, status, authors, created_by, updated_by"
FILL = (
    "set session_replication_role = replica",
    "delete from river_ferry; delete from river_survey; delete from river_river",
    f"""insert into river_river (id, {RIVER}, synthetic, name, flow, discharge, budget, navigable)
    select n, ($1::text[])[1 + n % 16], '2016-01-01'::date + n % 1800, '2016-01-01'::date + n % 1800 + 30,
    (array['APPROVED', 'DRAFT', 'SUBMITTED'])[1 + n % 3], '{{x}}', 'x', 'x', false, 'r' || n, 'BROOK', 0, 1, false
    from generate_series(1, {ROWS}) n""",
    f"""insert into river_survey (id, {RIVER}, synthetic, number, river_id, surveyor, visitors, fee)
    select n, r.county_code, r.starts_on, r.ends_on, r.status, '{{x}}', 'x', 'x', false, n, r.id, 'Li', 1, 1
    from generate_series(1, {2 * ROWS}) n join river_river r on r.id = 1 + n % {ROWS}""",
    "analyze",
)
STATEMENTS = {
    "a page of all": ("lead-office", "{ rivers(first: 20) { nodes { id name } } }"),
    "a page of a measure": ("health-commission", "{ rivers(first: 20) { nodes { id name } } }"),
    "a page of one county": ("luocheng-county", "{ rivers(first: 20) { nodes { id name } } }"),
    "a page of the paired counties": ("futian-district", "{ rivers(first: 20) { nodes { id name } } }"),
    "a record by its id": ("futian-district", '{ node(id: "Uml2ZXI6MTc") { id } }'),
    "a list below a list": (
        "lead-office",
        "{ rivers(first: 10) { nodes { id surveys(first: 5) { nodes { id } } } } }",
    ),
    "a list below a list of one county": (
        "luocheng-county",
        "{ rivers(first: 10) { nodes { id surveys(first: 5) { nodes { id } } } } }",
    ),
    "a to-one below a list": ("futian-district", "{ surveys(first: 20) { nodes { id river { name } } } }"),
    "a to-one of a record": ("futian-district", '{ survey(id: "U3VydmV5OjE3") { id river { name county { name } } } }'),
    "counts below counties": ("futian-district", "{ counties { code rivers { surveyCount } } }"),
    "lists below counties": (
        "futian-district",
        "{ counties { code rivers { rivers(first: 5) { nodes { id } } } } }",
    ),
    "groups of one county": ("luocheng-county", "{ riverAggregate(groupBy: [YEAR]) { year count } }"),
    "groups of people, where a filter leaves some out": (
        "luocheng-county",
        '{ surveyAggregate(filter: { fee: { gt: "2" } }, groupBy: [YEAR]) { year count } }',
    ),
    "groups of the paired counties": ("futian-district", "{ riverAggregate(groupBy: [COUNTY]) { count } }"),
}
"""What is asked and by whom."""


@pytest.fixture(scope="module")
async def service(hub: HubClient, hub_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A session as the service has them, over tables with many rows."""
    await hub.hub.database.ready()
    owner = await asyncpg.connect(hub_url)
    for statement in FILL:
        await owner.execute(statement, *([list(COUNTIES)] if "$1" in statement else []))
    await owner.close()
    session = await connect(hub_url, "test", 5, 5)
    yield session
    await session.close()


async def sent(hub: HubClient, client: str, query: str, patch: pytest.MonkeyPatch) -> list[tuple[Any, str]]:
    """The rules and the statements by which an operation is answered."""
    readers, found = hub.hub.database.readers, []
    fetch = readers.fetch

    async def noted(rules: Any, sql: str, args: Any = ()) -> Any:
        found.append((rules, sql))
        return await fetch(rules, sql, args)

    patch.setattr(readers, "fetch", noted)
    await hub.ask(query, as_=client)
    return found


async def plan_of(service: asyncpg.Connection, rules: Any, sql: str) -> Any:
    """The generic plan, as the pool's connections use it."""
    for name, value in zip(setting_names(MEASURES), rules, strict=True):
        await service.execute("select set_config($1, $2, false)", name, value)
    await service.execute(f"prepare asked as {sql}")
    of_it = "from pg_prepared_statements where name = 'asked'"
    number = await service.fetchval(f"select cardinality(parameter_types) {of_it}")
    given = f"({', '.join(['null'] * number)})" if number else ""
    found = json.loads(await service.fetchval(f"explain (format json) execute asked{given}"))[0]["Plan"]
    await service.execute("deallocate asked")
    return found


def nodes(plan: Any) -> Iterator[Any]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


@pytest.mark.parametrize("name", STATEMENTS)
async def test_typical_statements_use_indexes_and_no_whole_table(
    hub: HubClient, service: asyncpg.Connection, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, query = STATEMENTS[name]
    found = [
        node
        for rules, sql in await sent(hub, client, query, monkeypatch)
        for node in nodes(await plan_of(service, rules, sql))
    ]
    big = [node for node in found if str(node.get("Relation Name", "")).startswith("river_")]
    assert {node["Node Type"] for node in big} <= {"Index Scan", "Index Only Scan", "Bitmap Heap Scan"}, found
    assert "BitmapAnd" not in {node["Node Type"] for node in found}
    assert any(node.get("Index Name", "").startswith(("ix_river", "pk_river")) for node in found)


async def test_a_page_of_a_county_that_is_asked_for_is_read_in_its_order(
    hub: HubClient, service: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = '{ rivers(first: 1000, filter: { county: { eq: "451225" } }) { nodes { id name } } }'
    ((rules, sql),) = await sent(hub, "futian-district", query, monkeypatch)
    assert "Sort" not in {node["Node Type"] for node in nodes(await plan_of(service, rules, sql))}
