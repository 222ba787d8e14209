"""The row predicate: which rows of a table a reader may see. The second wall; row-level security is the third."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    FromClause,
    String,
    and_,
    any_,
    bindparam,
    false,
    literal_column,
    or_,
    true,
)

from hub.auth.access import Access, Act, Reach
from hub.records.status import WORKING


def one_of(column: ColumnElement[Any], values: Sequence[str]) -> ColumnElement[bool]:
    """`column = any(:values)`, one bind whatever their number; one value by `=`, which walks an index in order."""
    if len(values) == 1:
        return column == bindparam(None, values[0], type_=String())
    return column == any_(bindparam(None, sorted(values), type_=ARRAY(String)))


def record_scope(table: FromClause, access: Access, measure: str) -> ColumnElement[bool]:
    """The rows of a sector's table that a reader may see: within reach, and drafts only where it works on them."""
    read, work = access.reach(measure, Act.READ), access.work(measure)
    if read | work == work:
        return within(table, read)
    return and_(within(table, read), or_(true() if work.everywhere else _settled(table), within(table, work)))


def _settled(table: FromClause) -> ColumnElement[bool]:
    """Written as values in the statement, as they are the hub's own: PostgreSQL compares them faster than an array."""
    return and_(*(table.c.status != literal_column(f"'{status.name}'") for status in WORKING))


def within(table: FromClause, reach: Reach) -> ColumnElement[bool]:
    """The rows that lie within a reach."""
    if reach.everywhere:
        return true()
    parts = [_dated(table, span.county, span.start, span.end) for span in sorted(reach.dated)]
    if reach.counties:
        parts.append(one_of(table.c.county_code, list(reach.counties)))
    return or_(*parts) if parts else false()


def _dated(table: FromClause, county: str, start: Any, end: Any) -> ColumnElement[bool]:
    first, last = (bindparam(None, day, type_=Date()) for day in (start, end))
    code = bindparam(None, county, type_=String())
    ends = table.c.ends_on
    return and_(table.c.county_code == code, table.c.starts_on <= last, or_(ends.is_(None), ends >= first))


def area_scope(column: ColumnElement[str], access: Access) -> ColumnElement[bool]:
    """The counties of which a reader may read anything: a county whenever a pairing with it exists."""
    reach = access.counties()
    if reach.everywhere:
        return true()
    return one_of(column, list(reach.named)) if reach else false()
