"""What of a statement changes from request to request: which values are bound, and what shape they give it.

A plan is kept for a shape and bound with values. The shape of a filter, an order or a reader's rules is SQLAlchemy's
own cache key of the expression that they mean: where two keys agree, the SQL agrees, and only the values differ.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, literal_column, select, true

from hub.auth.access import Access
from hub.context import Facts
from hub.query import ids
from hub.query.aggregates import AggregateField
from hub.query.connections import ConnectionField
from hub.query.node import CodeField, FindField, NodeField, is_slug
from hub.query.order import Term, past, terms_of
from hub.query.plan.levels import Place, Unplannable
from hub.query.record import RecordInfo
from hub.query.relations import CountField, TotalField
from hub.query.select import Page
from hub.records.status import Status
from hub.texts import Text

ONE = Page(1)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the arguments of a place mean: which rows, in which order, which page."""

    conditions: Sequence[ColumnElement[bool]]
    """Of the arguments, and of the page's cursors; made once, as their values are known by their binds."""
    terms: tuple[Term, ...] = ()
    page: Page = ONE

    def ordering(self) -> list[ColumnElement[Any]]:
        """The order, turned round for a page from the back."""
        return [term.sorted(backward=self.page.backward) for term in self.terms]


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments of a place in one request: the values, the shape, and what they mean when a plan is made."""

    shape: Hashable
    values: Sequence[Any]
    page: Page
    meaning: Callable[[], tuple[Meaning, Sequence[BindParameter[Any]]]]


def asked(place: Place, facts: Facts, given: dict[str, Any]) -> Asked:
    """What one request asks at a place; BadInput as on the ordinary path."""
    declared = place.declared
    if isinstance(declared, FindField | NodeField):
        return _found(place, place.info.key, ids.row_key(given["id"], place.info.name, "id"))
    if isinstance(declared, CodeField):
        code = given["code"]
        return _found(place, "slug" if is_slug(code) else place.info.key, code)
    return _whole(place, facts, given)


def _found(place: Place, by: str, value: Any) -> Asked:
    """One row by a column: nothing of SQLAlchemy's has to be made to know its shape."""

    def meaning() -> tuple[Meaning, Sequence[BindParameter[Any]]]:
        bound: BindParameter[Any] = bindparam(None, value, type_=place.info.codecs[by].storage)
        return Meaning([place.info.column(by) == bound]), [bound]

    return Asked(("by", by), [value], ONE, meaning)


def _whole(place: Place, facts: Facts, given: dict[str, Any]) -> Asked:
    meant = _meant(place, facts, given)
    page = meant.page
    # a page's size stands in the SQL: of a bound one the planner knows nothing, and plans for a tenth of the table
    statement: Select[Any] = select(literal_column(f"{page.size}")).where(*meant.conditions).order_by(*meant.ordering())
    shape, binds = key_of(statement)
    return Asked((shape, page.backward), [bind.effective_value for bind in binds], page, lambda: (meant, binds))


def _meant(place: Place, facts: Facts, given: dict[str, Any]) -> Meaning:
    declared, info = place.declared, place.info
    if isinstance(declared, ConnectionField):
        where, terms, page = declared.asked(info, facts, given)
        return Meaning([where]) if place.counts else Meaning([where, *_past(terms, page)], terms, page)
    if isinstance(declared, AggregateField):
        return Meaning([true() if place.counts else declared.where(info, given)])
    if isinstance(declared, CountField | TotalField):
        return Meaning([info.column("status") == Status.APPROVED.name])
    return Meaning([true()], terms_of(info, None, {}), Page(facts.page_max))


def _past(terms: tuple[Term, ...], page: Page) -> Iterator[ColumnElement[bool]]:
    """The rows after one cursor and before the other."""
    for values, backward in ((page.after, False), (page.before, True)):
        if values is not None:
            yield past(terms, values, backward=backward)


def key_of(statement: Select[Any]) -> tuple[Hashable, list[BindParameter[Any]]]:
    """The shape of a statement and its bound values, in order."""
    found = statement._generate_cache_key()  # noqa: SLF001 - what SQLAlchemy's own engine remembers by
    if found is None:
        raise Unplannable(Text("a condition has no shape to be remembered by", "条件无法按形状缓存"))
    return found.key, list(found.bindparams)


@dataclass(frozen=True, slots=True)
class Scope:
    """One reader's rules for one record type: whether it may read any, and shape and values of its predicate."""

    readable: bool
    shape: Hashable
    values: Sequence[Any]


class Scopes:
    """The scopes of the readers met last: a reader's rules stay the same object for seconds."""

    def __init__(self, size: int = 2_000) -> None:
        self._size = size
        self._known: OrderedDict[int, tuple[Access, dict[RecordInfo, Scope]]] = OrderedDict()
        self._shapes: dict[Hashable, int] = {}

    def of(self, access: Access) -> Callable[[RecordInfo], Scope]:
        """The scope of each record type for this reader."""
        known = self._known.get(id(access))
        if known is None:
            known = self._known[id(access)] = (access, {})  # which keeps the reader, and so its id
            if len(self._known) > self._size:
                self._known.popitem(last=False)
        found = known[1]

        def scope(info: RecordInfo) -> Scope:
            if info not in found:
                found[info] = self._read(info, access)
            return found[info]

        return scope

    def _read(self, info: RecordInfo, access: Access) -> Scope:
        predicate, binds = key_of(scoped(info, access))
        shape = self._shapes.setdefault((info, predicate), len(self._shapes))
        return Scope(info.readable(access), shape, [bind.effective_value for bind in binds])


def scoped(info: RecordInfo, access: Access) -> Select[Any]:
    """Which rows a reader sees of a type, and how it sees them."""
    return select(*info.selected(access)).where(info.rows(access))
