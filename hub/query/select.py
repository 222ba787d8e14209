"""The SELECT statements, each built in one place: rows by key, pages, counts, totals and groups."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    String,
    any_,
    bindparam,
    column,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.sql.selectable import LateralFromClause
from sqlalchemy.types import TypeEngine

from hub.auth.access import Access
from hub.query.order import Term, past
from hub.query.record import RecordInfo

Link = Callable[[FromClause, ColumnElement[Any]], ColumnElement[bool]]
"""How a row belongs to a parent, given the row's table and the parent's key."""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of an ordered list: `size` rows after one cursor and before another, from the front or from the back."""

    size: int
    backward: bool = False
    after: tuple[Any, ...] | None = None
    before: tuple[Any, ...] | None = None

    def without_values(self) -> "Page":
        """The same for any cursors."""
        return replace(self, after=None if self.after is None else (), before=None if self.before is None else ())


def keys_of(storage: TypeEngine[Any], keys: Sequence[Any]) -> BindParameter[Any]:
    """Keys of rows or of parents, as one parameter."""
    return bindparam(None, list(keys), type_=ARRAY(storage))


def by_key(
    info: RecordInfo, access: Access, keys: BindParameter[Any], *, by: str | None = None, known: bool = False
) -> Select[Any]:
    """The rows with these keys that the reader may see; of entities `known` from what it sees, all.

    `by` names another column that identifies a row. `_found` is the value by which a row was found.
    """
    key = info.column(by or info.key)
    visible = true() if known and info.measure is None else info.rows(access)
    return select(*info.selected(access), key.label("_found")).where(key == any_(keys), visible)


def page_of(
    info: RecordInfo, access: Access, condition: ColumnElement[bool], terms: Sequence[Term], page: Page
) -> Select[Any]:
    """One page of a list, one row longer than asked, so that it is known whether there is more.

    The condition includes that the rows lie between the page's cursors, see `between`.
    """
    ordering = [term.column.label(f"_by_{i}") for i, term in enumerate(terms)]
    statement = select(*info.selected(access), *ordering).where(info.rows(access), condition)
    return statement.order_by(*(term.sorted(backward=page.backward) for term in terms)).limit(page.size + 1)


def between(terms: Sequence[Term], page: Page) -> Iterator[ColumnElement[bool]]:
    """The rows after one cursor of the page and before the other."""
    for values, backward in ((page.after, False), (page.before, True)):
        if values is not None:
            yield past(terms, values, backward=backward)


def value_of(
    info: RecordInfo, access: Access, condition: ColumnElement[bool], value: ColumnElement[Any]
) -> Select[Any]:
    """One aggregate value over the rows that the reader may see."""
    return select(value.label("value")).select_from(info.table).where(info.rows(access), condition)


def grouped(
    info: RecordInfo,
    access: Access,
    condition: ColumnElement[bool],
    groups: Sequence[ColumnElement[Any]],
    values: Sequence[ColumnElement[Any]],
) -> Select[Any]:
    """Aggregate values for each group of rows, in the groups' order."""
    statement = select(*groups, *values).select_from(info.table).where(info.rows(access), condition)
    return statement.group_by(*groups).order_by(*groups) if groups else statement


def for_each(
    keys: BindParameter[Any], storage: TypeEngine[Any], build: Callable[[ColumnElement[Any]], Select[Any]]
) -> Select[Any]:
    """The same statement for each parent key, all in one: a lateral join, so that a limit holds inside each parent.

    `PARENT` numbers the keys from 1. The rows of one parent keep their order by `ROW`.
    """
    parents = func.unnest(keys).table_valued(column("key", storage), with_ordinality="n").render_derived(name="parent")
    # as text: a column would bring its own FROM along, and proxies of all columns at each level cost more than the rest
    rows = _numbered(build(literal_column("parent.key", storage)))
    return (
        select(parents.c.n.label(PARENT), literal_column("rows.*"))
        .select_from(parents.join(rows, true()))
        .order_by(parents.c.n, literal_column(f'rows."{ROW}"'))
    )


def _numbered(statement: Select[Any]) -> LateralFromClause:
    """The statement with its rows numbered as it orders them."""
    number = func.row_number().over().label(ROW)
    return select(literal_column("ordered.*"), number).select_from(statement.subquery("ordered")).lateral("rows")


@cache
def through(key: str) -> Link:
    """A row belongs to the parent whose key stands in its column `key`."""

    def link(table: FromClause, parent: ColumnElement[Any]) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = table.c[key] == parent
        return condition

    return link


TEXT: TypeEngine[Any] = String()
"""The storage of an entity's key."""
PARENT, ROW = "parent#", "row#"
"""Labels that no declared field has, as theirs are Python names: a to-one `parent` is labelled `_parent`."""
