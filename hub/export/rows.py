"""The rows of an export: those of one record type that the reader may export, in pages by their key."""

from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, FromClause, Select, bindparam, func, literal_column, select, true

from hub.auth.access import Access, Act
from hub.export.columns import Columns
from hub.query.loaders import Loaders, Row
from hub.query.record import RecordInfo
from hub.query.scope import within

PAGE = 500
"""Rows that are in memory at a time."""


def exportable(info: RecordInfo, access: Access) -> ColumnElement[bool]:
    """The rows that the reader both sees and may export; entities of the programme are public."""
    if info.measure is None:
        return info.only(info.table) if info.only else true()
    read, export = info.rows(access), access.reach(info.measure, Act.EXPORT)
    return read if access.reach(info.measure, Act.READ) | export == export else read & within(info.table, export)


@dataclass(frozen=True, slots=True)
class Extent:
    """How many rows there are, and the last of them: what is written later isn't part of the export."""

    count: int
    last: int


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one export; `condition` is what its filter means."""

    info: RecordInfo
    columns: Columns
    access: Access
    loaders: Loaders
    condition: ColumnElement[bool]

    async def extent(self) -> Extent:
        """The rows as they are now; raises TooSlow."""
        key = self.info.column(self.info.key)
        values: tuple[ColumnElement[Any], ...] = (func.count().label("count"), func.max(key).label("last"))
        statement = select(*values).select_from(self.info.table).where(*self._conditions())
        (row,) = await self.loaders.rows(statement)
        return Extent(row["count"], row["last"] or 0)

    async def pages(self, extent: Extent) -> AsyncGenerator[list[list[str]], None]:
        """The cells of all rows by pages, each read when the one before has been taken; raises TooSlow."""
        key, after = self.info.column(self.info.key), 0
        first = self._selected().where(key <= _bound(extent.last)).order_by(key).limit(literal_column(str(PAGE)))
        while after < extent.last:
            rows = await self.loaders.rows(first.where(key > _bound(after)))
            if not rows:
                return
            yield [self._cells(row) for row in rows]
            after = rows[-1]["_key"]

    def _selected(self) -> Select[Any]:
        key = self.info.column(self.info.key).label("_key")
        values = (column.value.label(f"c{number}") for number, column in enumerate(self.columns.every))
        return select(key, *values).select_from(self._joined()).where(*self._conditions())

    def _joined(self) -> FromClause:
        """The table with its to-ones; a target that the reader may not export is as if there were none."""
        found: FromClause = self.info.table
        for join in self.columns.joins:
            target = join.target
            tied = target.column(target.key) == self.info.column(join.column)
            found = found.outerjoin(target.table, tied & exportable(target, self.access))
        return found

    def _conditions(self) -> Iterator[ColumnElement[bool]]:
        yield exportable(self.info, self.access)
        yield self.condition

    def _cells(self, row: Row) -> list[str]:
        values = zip(self.columns.every, row[1:], strict=True)
        return ["" if value is None else column.say(value) for column, value in values]


def _bound(key: int) -> ColumnElement[int]:
    return bindparam(None, key, type_=BigInteger())
