"""Connections (Relay): the types, the paging arguments, and the fields that answer with them."""

from asyncio import gather
from collections.abc import Awaitable
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import strawberry
from graphql import GraphQLResolveInfo
from sqlalchemy import ColumnElement, true
from strawberry.types.arguments import StrawberryArgument

from hub.context import Facts, HubContext, Info
from hub.errors import BadInput, LimitExceeded
from hub.query.ahead import Selected, look_ahead, selected_below
from hub.query.fields import argument
from hub.query.filters import condition
from hub.query.forms import forms_of
from hub.query.listing import Listing, Slice
from hub.query.made import Part, object_type
from hub.query.order import Term, read_cursor, terms_of
from hub.query.record import RecordInfo, Shape, info_of
from hub.query.relations import Related, require, storage_of
from hub.query.select import Link, Page
from hub.query.traced import known
from hub.texts import Text


@strawberry.type(description=str(Text("Where a page lies in its list", "分页信息")))
class PageInfo:
    """Relay's page information (GraphQL Cursor Connections Specification, section 5)."""

    has_next_page: bool = strawberry.field(description=str(Text("Whether rows follow", "是否有后续记录")))
    has_previous_page: bool = strawberry.field(description=str(Text("Whether rows precede", "是否有前面的记录")))
    start_cursor: str | None = strawberry.field(description=str(Text("Cursor of the first row", "首条记录的游标")))
    end_cursor: str | None = strawberry.field(description=str(Text("Cursor of the last row", "末条记录的游标")))


@dataclass(eq=False, slots=True)
class Connection:
    """A list at one parent. Nothing runs until a field of it is asked for, and then only what that field needs."""

    listing: Listing
    parent: Any

    def slice(self) -> Awaitable[Slice]:
        """The page."""
        return self.listing.loaders.load((self.listing, "page"), self.parent, self.listing.slices)

    def slice_ahead(self, declared: type, selected: Selected, request: GraphQLResolveInfo[Any]) -> Awaitable[Slice]:
        """The page, when the pages of all parents at this place have looked ahead: in step, none costs a statement."""

        async def looked(parents: list[Any]) -> list[Slice]:
            pages = await gather(*(Connection(self.listing, parent).slice() for parent in parents))
            await look_ahead([row for page in pages for row in page.nodes], declared, selected, request)
            return pages

        place = (self.listing, id(request.field_nodes[0]))
        return self.listing.loaders.load(place, self.parent, looked)

    def count(self) -> Awaitable[int]:
        """The number of rows, whatever the page."""
        return self.listing.loaders.load((self.listing, "count"), self.parent, self.listing.counts)


@cache
def connection_type(declared: type) -> Any:
    """The connection over a record type, such as `SchoolConnection`."""
    edge = _edge_type(declared)
    rows, ends = list[declared], list[edge]  # type: ignore[valid-type]

    async def nodes(source: Connection, request: GraphQLResolveInfo[Any]) -> list[Any]:
        page = await source.slice_ahead(declared, selected_below(request.field_nodes, request), request)
        return page.nodes

    async def edges(source: Connection, request: GraphQLResolveInfo[Any]) -> list[Any]:
        below = selected_below(request.field_nodes, request).get("node", ())
        page = await source.slice_ahead(declared, selected_below(below, request), request)
        return [edge(node=node, cursor=page.cursor(index)) for index, node in enumerate(page.nodes)]

    parts = (
        Part("nodes", rows, Text("The rows of the page", "本页记录"), read=nodes),
        Part("edges", ends, Text("The rows with their cursors", "带游标的记录"), read=edges),
        Part("page_info", PageInfo, Text("Where the page lies", "分页信息"), read=_page_info),
        Part("total_count", int, Text("How many rows there are on all pages", "全部记录数"), read=_total_count),
    )
    described = Text(f"A page of {declared.__name__} rows", f"{info_of(declared).text.zh}分页列表")
    return object_type(f"{declared.__name__}Connection", parts, described)


def _edge_type(declared: type) -> Any:
    parts = (
        Part("node", declared, Text("The row", "记录")),
        Part("cursor", str, Text("Where it stands in the list", "游标")),
    )
    described = Text(f"One {declared.__name__} row of a page", f"{info_of(declared).text.zh}列表项")
    return object_type(f"{declared.__name__}Edge", parts, described)


async def _page_info(source: Connection, _: GraphQLResolveInfo[Any]) -> PageInfo:
    page = await source.slice()
    ends = (page.cursor(0), page.cursor(-1)) if page.rows else (None, None)
    return PageInfo(
        has_next_page=page.more_after, has_previous_page=page.more_before, start_cursor=ends[0], end_cursor=ends[1]
    )


async def _total_count(source: Connection, _: GraphQLResolveInfo[Any]) -> int:
    return await source.count()


class ConnectionField(Related):
    """A list of the records that belong to the parent, page by page."""

    @property
    def related(self) -> RecordInfo:
        """The record type named on the left."""
        return info_of(self.target())

    def shape(self) -> Shape:
        """A page of rows."""
        keys = None if self.attribute is None else self.column
        return Shape(self.related, "page", keys, (self.related.key,))

    def graphql_kind(self) -> Any:
        """The connection; nullable, so that a refused list costs itself only."""
        return connection_type(self.target()) | None

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """Paging, filter and order."""
        return list(_arguments(self.related))

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        """Given above."""

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The connection at this parent."""
        request = cast("Info", info)
        require(self.related, request)
        key, link = self.parent_of(source)
        name = (self, type(source), repr(kwargs))
        listing = request.context.loaders.once(name, lambda: self._listing(source, link, request.context, kwargs))
        return Connection(listing, key)

    def parent_of(self, source: Any) -> tuple[Any, Link | None]:
        """The parent's key, and how rows belong to it."""
        return source._key, self.link(type(source))  # noqa: SLF001

    def _listing(self, source: Any, link: Link | None, context: HubContext, given: dict[str, Any]) -> Listing:
        where, terms, page = self.asked(self.related, context.facts, given)
        storage = None if link is None else storage_of(type(source))
        return Listing(self.related, context.access, context.loaders, where, terms, page, link, storage)

    def terms(self, info: RecordInfo, given: dict[str, Any]) -> tuple[Term, ...]:
        """The order that the arguments ask for."""
        return terms_of(info, given.get("orderBy"), forms_of(info.declared).sortable)

    def asked(
        self, info: RecordInfo, facts: Facts, given: dict[str, Any]
    ) -> tuple[ColumnElement[bool], tuple[Term, ...], Page]:
        """Which rows the arguments mean, in which order, and which page; BadInput for what they can't."""
        forms, terms = forms_of(info.declared), self.terms(info, given)
        where = condition(info, forms.filterable, given["filter"]) if given.get("filter") else true()
        return where, terms, page_asked(terms, facts, given)


class RootConnectionField(ConnectionField):
    """All records of a type that the reader may see, such as `Query.schools`."""

    def __init__(self, declared: type) -> None:
        info = info_of(declared)
        super().__init__(Text(f"{info.text.en} All that the reader may see.", f"{info.text.zh}：可查看的全部记录"))
        self.python_name = info.plural
        self.annotated(declared, declared.__module__)

    def parent_of(self, source: Any) -> tuple[Any, Link | None]:  # noqa: ARG002
        """A root list has no parent."""
        return None, None


def page_asked(terms: tuple[Term, ...], facts: Facts, given: dict[str, Any]) -> Page:
    """The page that the arguments ask for; BadInput where they contradict each other or Relay."""
    first, last = known(given.get("first")), known(given.get("last"))
    after, before = given.get("after"), given.get("before")
    if first is not None and last is not None:
        raise BadInput("give first or last, not both", "first 与 last 不能同时使用", "first")
    size = next((n for n in (first, last) if n is not None), facts.page_default)
    _check_size(size, "first" if last is None else "last", facts.page_max)
    return Page(
        size,
        backward=last is not None,
        after=None if after is None else read_cursor(terms, after, "after"),
        before=None if before is None else read_cursor(terms, before, "before"),
    )


def _check_size(size: int, field: str, most: int) -> None:
    if size < 0:
        raise BadInput(f"{field} is negative; ask for 0 or more", f"{field} 不能为负数", field)
    if size > most:
        raise LimitExceeded(
            f"{field}: a page has at most {most} rows; ask for less and follow endCursor",
            f"{field}：每页至多 {most} 条，请减小并用 endCursor 翻页",
            field,
        )


_PAGING = (
    argument(
        "first",
        int | None,
        Text("How many rows from the front; 50 by default, 1,000 at most", "从头取的条数，默认 50，至多 1000"),
    ),
    argument("after", str | None, Text("Only rows after this cursor", "仅取该游标之后的记录")),
    argument("last", int | None, Text("How many rows from the back", "从尾取的条数")),
    argument("before", str | None, Text("Only rows before this cursor", "仅取该游标之前的记录")),
)


@cache
def _arguments(info: RecordInfo) -> tuple[StrawberryArgument, ...]:
    forms = forms_of(info.declared)
    return (
        *_PAGING,
        argument("filter", forms.filter | None, Text("Which rows", "筛选条件")),
        argument("order_by", list[forms.order] | None, Text("In which order", "排序")),  # type: ignore[name-defined]
    )
