"""PostgreSQL's own account of a statement, planned as the service has it planned: for any values, not for these."""

from collections.abc import Sequence
from typing import Any

from hub.query.loaders import Loaders

NAME = "hub_explained"


async def analyzed(loaders: Loaders, sql: str, args: Sequence[Any]) -> str:
    """What EXPLAIN (ANALYZE, BUFFERS) says when the statement runs under the reader's rules and row-level security.

    EXPLAIN of the statement itself would be planned for the values at hand, so a prepared one is executed. That takes
    its values as text, which PostgreSQL quotes. The loaders must have one connection alone, which keeps what was
    prepared.
    """
    await loaders.fetch(f"prepare {NAME} as {sql}", ())
    types = "select parameter_types::text[] from pg_prepared_statements where name = $1"
    kinds = (await loaders.fetch(types, [NAME]))[0][0]
    quoted = [f"quote_nullable(${number}::{kind})" for number, kind in enumerate(kinds, 1)]
    values = (await loaders.fetch(f"select {', '.join(quoted)}", args))[0] if quoted else ()
    given = f"({', '.join(values)})" if quoted else ""
    rows = await loaders.fetch(f"explain (analyze, buffers) execute {NAME}{given}", ())
    return "\n".join(row[0] for row in rows)
