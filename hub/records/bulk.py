"""Many records at once, as their tables' owner: what demo data is loaded with. One transaction, all or nothing."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import asyncpg

from hub.query.codecs import codec_of
from hub.records.base import Record, generated

WHO = "demo"
"""Who answers for demo records in their history."""
_STAMPED = frozenset({"created_at", "updated_at"})
"""Columns that get their default."""


async def insert_all(url: str, records: Iterable[Record], measures: Sequence[str]) -> int:
    """Insert the records with the ids that they have, and let their tables count on from there; how many there were."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await _allow(connection, measures)
            return sum([await _insert(connection, list(rows)) for _, rows in groupby(records, key=type)])
    finally:
        await connection.close()


async def _allow(connection: asyncpg.Connection, measures: Sequence[str]) -> None:
    """An owner that isn't superuser is under row-level security too."""
    await connection.execute("select set_config('hub.who', $1, true)", WHO)
    for name in (f"hub.{part}_{measure}" for measure in measures for part in ("read", "work", "write")):
        await connection.execute("select set_config($1, '*', true)", name)


async def _insert(connection: asyncpg.Connection, records: list[Record]) -> int:
    model = type(records[0])
    table: Any = model.__table__  # type: ignore[attr-defined]
    left_out = _STAMPED | generated(table)
    encoders = {
        n: codec_of(f.annotation, table.c[n]).encode for n, f in model.model_fields.items() if n not in left_out
    }
    names, places = ", ".join(encoders), ", ".join(f"${i}" for i in range(1, len(encoders) + 1))
    rows = [[_encoded(encode, getattr(record, name)) for name, encode in encoders.items()] for record in records]
    await connection.executemany(f"insert into {table.name} ({names}) values ({places})", rows)  # noqa: S608 - names of ours
    await connection.execute(
        f"select setval(pg_get_serial_sequence('{table.name}', 'id'), (select max(id) from {table.name}))"  # noqa: S608
    )
    return len(rows)


def _encoded(encode: Any, value: Any) -> Any:
    return None if value is None else encode(value)
