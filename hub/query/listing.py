"""A list as one place of an operation asks for it: its pages and counts, for one parent or for many at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, func

from hub.auth.access import Access
from hub.query.loaders import Loaders, Row, Selects, shape_of
from hub.query.order import Term, cursor
from hub.query.prepared import PREPARED
from hub.query.record import RecordInfo
from hub.query.rows import maker
from hub.query.select import PARENT, TEXT, Link, Page, between, for_each, keys_of, page_of, value_of

Build = Callable[[ColumnElement[bool]], Select[Any]]
"""Makes a statement of the condition of its rows."""


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
    """One list of the operation. `link` ties rows to a parent; a root list has none and its parent key is None.

    A link is the same object in each request, as statements are remembered by it.
    """

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
        where = and_(self.condition, *between(self.terms, self.page))
        shape = shape_of(where)
        name = (self.info, self.link, self.storage, shape.key, self.terms, self.page.size, self.page.backward)
        given = [*(bind.effective_value for bind in shape.bindparams), keys]
        statement = PREPARED.statement(self.access, name, given, partial(self._pages, keys, where, shape.bindparams))
        rows = self._grouped(await self.loaders.fetch(*statement))
        return [self._slice(rows.get(number, [])) for number in range(1, len(keys) + 1)]

    def _pages(
        self, keys: list[Any], where: ColumnElement[bool], given: Sequence[BindParameter[Any]]
    ) -> tuple[Selects, Sequence[BindParameter[Any]]]:
        bound = keys_of(self.storage, keys)
        return self._for_each(bound, where, self._page), given if self.link is None else [*given, bound]

    async def counts(self, keys: list[Any]) -> list[int]:
        """How many rows each parent has, whatever the page."""
        return await self.values(keys, func.count())

    async def values(self, keys: list[Any], value: ColumnElement[Any]) -> list[Any]:
        """One aggregate value of each parent's rows."""
        build = partial(value_of, self.info, self.access, value=value)
        statement = self._for_each(keys_of(self.storage, keys), self.condition, build)
        rows = self._grouped(await self.loaders.rows(statement))
        return [rows[number][0]["value"] for number in range(1, len(keys) + 1)]

    def _for_each(self, keys: BindParameter[Any], where: ColumnElement[bool], build: Build) -> Select[Any]:
        link = self.link
        if link is None:
            return build(where)
        return for_each(keys, self.storage, lambda key: build(where & link(self.info.table, key)))

    def _grouped(self, rows: list[Row]) -> dict[int, list[Row]]:
        """The rows of each parent by its number."""
        if self.link is None:
            return {1: rows}
        grouped: dict[int, list[Row]] = {}
        for row in rows:
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
