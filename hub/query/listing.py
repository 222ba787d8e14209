"""A list as one place of an operation asks for it: its pages and counts, for one parent or for many at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, func

from hub.auth.access import Access
from hub.query.loaders import Loaders, Row
from hub.query.order import Term, cursor
from hub.query.record import RecordInfo
from hub.query.rows import maker
from hub.query.select import PARENT, TEXT, Link, Page, for_each, page_of, value_of


@dataclass(slots=True)
class Slice:
    """The rows of one page, in order, and whether there are more on either side."""

    terms: tuple[Term, ...]
    rows: list[Row]
    nodes: list[Any]
    more_before: bool
    more_after: bool

    def cursor(self, index: int) -> str:
        """The cursor of one of the rows; made when asked for, as most readers of a page take one or two."""
        row = self.rows[index]
        return cursor(self.terms, [row[f"_by_{i}"] for i in range(len(self.terms))])


@dataclass(eq=False, slots=True)
class Listing:
    """One list of the operation. `link` ties rows to a parent; a root list has none and its parent key is None."""

    info: RecordInfo
    access: Access
    loaders: Loaders
    condition: ColumnElement[bool]
    terms: tuple[Term, ...] = ()
    page: Page = field(default_factory=lambda: Page(0))
    link: Link | None = None
    storage: Any = TEXT

    async def slices(self, keys: list[Any]) -> list[Slice]:
        """The page of each parent."""
        rows = await self._rows(keys, self._page)
        return [self._slice(rows.get(number, [])) for number in range(1, len(keys) + 1)]

    async def counts(self, keys: list[Any]) -> list[int]:
        """How many rows each parent has, whatever the page."""
        return await self.values(keys, func.count())

    async def values(self, keys: list[Any], value: ColumnElement[Any]) -> list[Any]:
        """One aggregate value of each parent's rows."""
        rows = await self._rows(keys, lambda where: value_of(self.info, self.access, where, value))
        return [rows[number][0]["value"] for number in range(1, len(keys) + 1)]

    async def _rows(self, keys: Sequence[Any], build: Any) -> dict[int, list[Row]]:
        if self.link is None:
            return {1: await self.loaders.rows(build(self.condition))}
        link = self.link
        statement: Select[Any] = for_each(
            keys, self.storage, lambda key: build(self.condition & link(self.info.table, key))
        )
        grouped: dict[int, list[Row]] = {}
        for row in await self.loaders.rows(statement):
            grouped.setdefault(row[PARENT], []).append(row)
        return grouped

    def _page(self, where: ColumnElement[bool]) -> Select[Any]:
        return page_of(self.info, self.access, where, self.terms, self.page)

    def _slice(self, rows: list[Row]) -> Slice:
        page, more = self.page, len(rows) > self.page.size
        kept = rows[: page.size]
        if page.backward:
            kept.reverse()
        make = maker(self.info)
        return Slice(
            self.terms,
            kept,
            [make(row) for row in kept],
            more_before=more if page.backward else page.after is not None,
            more_after=page.before is not None if page.backward else more,
        )
