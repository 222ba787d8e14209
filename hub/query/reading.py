"""Reading by a module's own code: any SELECT over records, of which it gets what its reader may see and no more.

Each record table that a statement names is shadowed by a common table expression of the same name, which holds the
reader's rows with personal columns masked. So every mention of the table, however deep and in whatever kind of
statement, means those rows; nothing has to be found and filtered place by place. What can't be shadowed is refused.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, CompoundSelect, Select, TableClause, column, select, table
from sqlalchemy.sql import visitors
from sqlalchemy.sql.dml import UpdateBase
from sqlmodel import SQLModel

from hub.auth.access import Access
from hub.errors import Unauthenticated
from hub.programme import models as programme
from hub.query.loaders import Loaders, Row, Selects, compiled
from hub.query.masks import MASKS
from hub.query.record import RecordInfo

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_$]*")
PUBLIC: frozenset[str] = frozenset(
    str(model.__tablename__)
    for model in vars(programme).values()
    if isinstance(model, type) and issubclass(model, SQLModel) and hasattr(model, "__table__")
)
"""The programme's facts, which everybody may read."""
UNSAFE = re.compile(r"public|pg_\w+|information_schema|set_config|current_setting|\w+_to_xml\w*|dblink\w*|lo_\w+")
"""Names by which a statement could pass the shadows by: schemas, and functions that run SQL or change the session."""


class UnfilteredError(Exception):
    """A module's statement that can't be put under the reader's rules; it was not run."""


class Reading:
    """What a hand-written field reads with: `await info.context.reading.rows(select(…))`."""

    def __init__(self, loaders: Loaders, access: Access, records: Mapping[str, RecordInfo]) -> None:
        self._loaders, self._access, self._records = loaders, access, records

    async def rows(self, statement: Selects) -> list[Row]:
        """The statement's rows, over the records that the reader may see, personal columns masked.

        Raises UnfilteredError for what is no SELECT, or names a table that is neither a record's nor public, and
        Unauthenticated when nobody asks.
        """
        if self._access.subject is None:
            raise Unauthenticated("sign in: send an access token", "请先登录：提供访问令牌")
        if not isinstance(statement, Select | CompoundSelect) or _writes(statement):
            raise UnfilteredError("only what reads can be filtered: give a SELECT without any write in it")
        names = _tables_in(compiled(statement)[0], self._records)
        shadows = (shadow(self._records[name], self._access) for name in sorted(names))
        return await self._loaders.rows(statement.add_cte(*shadows))


def shadow(info: RecordInfo, access: Access) -> CTE:
    """The rows of a record type that the reader may see, under the name of its table."""
    stored, columns = _stored(info)
    rows = select(*columns)
    visible = rows if info.scope is None else rows.where(info.scope(stored, access))
    return visible.cte(info.table.name).prefix_with("not materialized")


@cache
def _stored(info: RecordInfo) -> tuple[TableClause, tuple[ColumnElement[Any], ...]]:
    """The table by a name that can't be shadowed, and its columns, personal ones masked."""
    columns = (column(c.name, c.type) for c in info.table.c)
    stored = table(info.table.name, *columns, schema="public")
    masks = {name: MASKS[mark.mask] for name, mark in info.personal.items()}
    return stored, tuple(masks[c.name](c).label(c.name) if c.name in masks else c for c in stored.c)


def _writes(statement: Selects) -> bool:
    return any(isinstance(part, UpdateBase) for part in visitors.iterate(statement))


def _tables_in(sql: str, records: Mapping[str, RecordInfo]) -> set[str]:
    """The record tables that a statement names; whatever else is a table, or could reach one, must be public."""
    words = {word.lower() for word in NAME.findall(sql)}
    refused = sorted(_refused(words, records))
    if refused:
        raise UnfilteredError(f"a module's own statement can't use {', '.join(refused)}")
    return words & records.keys()


def _refused(words: Iterable[str], records: Mapping[str, RecordInfo]) -> Iterable[str]:
    known = SQLModel.metadata.tables.keys()
    for word in words:
        if UNSAFE.fullmatch(word) or (word in known and word not in PUBLIC and word not in records):
            yield word
