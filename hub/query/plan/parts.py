"""What of a statement changes from request to request: which values are bound, and what shape they give it.

A plan is kept for a shape and bound with values. The shape of a filter, an order or a reader's rules is SQLAlchemy's
own cache key of the expression that they mean: where two keys agree, the SQL agrees, and only the values differ.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, literal_column, select, true

from hub.auth.access import Access
from hub.context import Facts
from hub.programme.root_lists import MeasureField, RootListField
from hub.query import ids
from hub.query.aggregates import AggregateField
from hub.query.connections import ConnectionField
from hub.query.node import CodeField, FindField, NodeField, is_slug
from hub.query.order import Term, past, terms_of
from hub.query.plan.levels import Place, Unplannable
from hub.query.record import RecordInfo
from hub.query.relations import CountField, TotalField
from hub.query.select import Page
from hub.query.traced import bound, converted, known
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


class Asked(NamedTuple):
    """The arguments of a place in one request: the values, the shape, and what they mean when a plan is made."""

    shape: Hashable
    values: Sequence[Any]
    page: Page
    meaning: Callable[[], tuple[Meaning, Sequence[BindParameter[Any]]]]


def asked(place: Place, facts: Facts, given: dict[str, Any]) -> Asked:
    """What one request asks at a place; BadInput as on the ordinary path."""
    meant = meaning(place, facts, given)
    page = meant.page
    # a page's size stands in the SQL: of a bound one the planner knows nothing, and plans for a tenth of the table
    statement: Select[Any] = select(literal_column(f"{page.size}")).where(*meant.conditions).order_by(*meant.ordering())
    shape, binds = key_of(statement)
    values = [bind.effective_value for bind in binds]
    return Asked((shape, page.backward), values, page, lambda: (meant, binds))


def meaning(place: Place, facts: Facts, given: dict[str, Any]) -> Meaning:
    """What the arguments of a place mean, plain or traced; BadInput as on the ordinary path."""
    declared, info = place.declared, place.info
    if isinstance(declared, FindField | NodeField):
        key = converted(given["id"], partial(ids.row_key, type_name=info.name, field="id"))
        return _found(info, info.key, key)
    if isinstance(declared, CodeField):
        code = given["code"]
        return _found(info, "slug" if known(converted(code, is_slug)) else info.key, code)
    if isinstance(declared, MeasureField):
        return _found(info, info.key, given["code"])
    return _listed(place, facts, given)


def _found(info: RecordInfo, by: str, value: Any) -> Meaning:
    return Meaning([info.column(by) == bound(value, info.codecs[by].storage)])


def _listed(place: Place, facts: Facts, given: dict[str, Any]) -> Meaning:
    declared, info = place.declared, place.info
    if isinstance(declared, RootListField):
        return Meaning([declared.where(info, facts, given)], terms_of(info, None, {}), Page(facts.page_max))
    if isinstance(declared, ConnectionField):
        where, terms, page = declared.asked(info, facts, given)
        return Meaning([where]) if place.counts else Meaning([where, *_past(terms, page)], terms, page)
    if isinstance(declared, AggregateField):
        return Meaning([declared.left_out(info, given) if place.counts else declared.where(info, given)])
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


def scoped(info: RecordInfo, access: Access) -> Select[Any]:
    """Which rows a reader sees of a type, and how it sees them."""
    return select(*info.selected(access)).where(info.rows(access))
