"""The one database that all servers answer from: the demo's records of education, multiplied in SQL."""

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import asyncpg

from hub.database.branches import installed_branches
from hub.database.running import running
from hub.demo.prepare import prepare
from hub.records.base import Record, generated, references
from hub.settings import load
from modules.education import models as rows
from schema.discovery import discover

MULTIPLIED: tuple[type[Record], ...] = (
    rows.School,
    rows.PrincipalPlacement,
    rows.TeacherDispatch,
    rows.TeachingVisit,
    rows.SchoolPairing,
    rows.SchoolConstruction,
    rows.VocationalCooperation,
    rows.DigitalResource,
    rows.SchoolAssessment,
    rows.EntrantGrant,
    rows.VocationalAdmission,
)
"""Everything of education but visits of supervision groups: their codes leave room for a few a year."""

CONNECTIONS = 250
"""Of all servers together: six, each with as many as the hub reads by."""
GROUPS = f"""
select county_code, year, count(*)::int as count, sum(allowance)::bigint as allowance
from public.{rows.TeacherDispatch.__tablename__} where status = 'APPROVED'
group by county_code, year order by county_code, year
"""


def prepared(folder: Path, dispatches: int) -> tuple[Path, Mapping[str, str]]:
    """A data folder with at least so many dispatches and the rest in proportion; the secrets of its demo clients.

    What an earlier run made is kept.
    """
    data = folder / f"peers-{dispatches}"
    data.mkdir(parents=True, exist_ok=True)
    return data, asyncio.run(_prepared(data, dispatches))


async def _prepared(data: Path, dispatches: int) -> Mapping[str, str]:
    settings = load(data_dir=data)
    with running(settings) as url:
        made = await prepare(url, discover(settings.modules), installed_branches(), settings)
        await _multiply(url, dispatches)
        await _opened_to_peers(url)
    return made.clients


async def _multiply(url: str, dispatches: int) -> None:
    """Copy each row as often as needed; all or nothing, and the same rows for everybody."""
    connection = await asyncpg.connect(url)
    try:
        count = await connection.fetchval(f"select count(*) from {_table(rows.TeacherDispatch)}")
        copies = -(-dispatches // count) - 1
        if copies < 1:
            return
        async with connection.transaction():
            await connection.execute(
                "set local session_replication_role = replica"
            )  # no history of what nobody changed
            last = {_table(model): await _last(connection, model) for model in MULTIPLIED}
            for model in MULTIPLIED:
                await connection.execute(_copying(model, last), copies, last[_table(model)])
                await connection.execute(_counting_on(model))
        await connection.execute("vacuum (analyze)")
    finally:
        await connection.close()


async def _last(connection: asyncpg.Connection, model: type[Record]) -> int:
    return int(await connection.fetchval(f"select max(id) from {_table(model)}"))


async def _opened_to_peers(url: str) -> None:
    """Room for the connections of all servers, from the next start, and the view that PostGraphile groups by."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(f"alter system set max_connections = {CONNECTIONS}")
        await connection.execute("create schema if not exists peers")
        await connection.execute(f"create or replace view peers.dispatch_by_county_year as {GROUPS}")
    finally:
        await connection.close()


def _copying(model: type[Record], last: Mapping[str, int]) -> str:
    """One statement for a table: copy number `n` of a row belongs to copy number `n` of what it refers to."""
    given = dict(_changed(model, last))
    names = [column.name for column in _columns(model) if column.name not in generated(model.__table__)]  # type: ignore[attr-defined]
    values = ", ".join(given.get(name, name) for name in names)
    return (
        f"insert into {_table(model)} ({', '.join(names)}) select {values}"
        f" from {_table(model)}, generate_series(1, $1::int) n where id <= $2::bigint order by n, id"
    )


def _changed(model: type[Record], last: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The columns in which a copy differs, with their SQL."""
    own = f"id + n * {last[_table(model)]}"
    yield "id", own
    referred = references(model)
    for name, table in referred.items():
        if table in last:
            yield name, f"{name} + n * {last[table]}"
    for name in model.natural_key:
        if name == "identity_number":
            yield name, f"left(identity_number, 6) || lpad(({own})::text, 12, '0')"
        elif name in {"name", "title", "topic"}:
            yield name, f"{name} || ' ' || n"


def _counting_on(model: type[Record]) -> str:
    table = _table(model)
    return f"select setval(pg_get_serial_sequence('{table}', 'id'), (select max(id) from {table}))"


def _table(model: type[Record]) -> str:
    return str(model.__tablename__)


def _columns(model: type[Record]) -> Any:
    return model.__table__.columns  # type: ignore[attr-defined]
