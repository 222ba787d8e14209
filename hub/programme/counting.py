"""Which rows an indicator counts, and what it makes of them: the pieces of the statements that measure."""

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, exists, func, or_, select

from hub.auth.access import Access
from hub.contract import Indicator
from hub.programme.goal import Goal
from hub.programme.kinds import AreaLevel, PairingLevel
from hub.programme.models import Area, Pairing
from hub.query.scope import record_scope
from hub.records.columns import Money, to_fen
from hub.records.status import Status

_AREA = Area.__table__  # type: ignore[attr-defined]
_PAIRING = Pairing.__table__  # type: ignore[attr-defined]


def _paired_again() -> ColumnElement[bool]:
    """Whether any district was paired with a county more than once: asked once, as most often none was."""
    one, other = _PAIRING.alias("one_pairing"), _PAIRING.alias("other_pairing")
    same = and_(one.c.supporting_code == other.c.supporting_code, one.c.supported_code == other.c.supported_code)
    return select(1).select_from(one.join(other, and_(same, one.c.id < other.c.id))).correlate(None).exists()


_PAIRED_AGAIN = _paired_again()


def counted(indicator: Indicator, access: Access, first: Any, last: Any) -> ColumnElement[bool]:
    """Approved rows that the reader may see: begun in these days or, for a standing one, running on the last."""
    table = indicator.table
    begun = table.c.starts_on.between(first, last)
    running = and_(table.c.starts_on <= last, or_(table.c.ends_on.is_(None), table.c.ends_on >= last))
    only = (table.c[name] == _stored(table.c[name], value) for name, value in indicator.only.items())
    return and_(
        table.c.status == Status.APPROVED.name,
        running if indicator.standing else begun,
        *only,
        record_scope(table, access, indicator.measure),
    )


def aggregates(indicator: Indicator, goal: Goal) -> list[ColumnElement[Any]]:
    """The `value` and, for a standard, the `total` of all rows that should comply."""
    if indicator.standard is None:
        return [indicator.value(indicator.table).label("value")]
    complies = and_(*_within_bounds(indicator.table.c[indicator.standard.column], goal))
    return [func.count().filter(complies).label("value"), func.count().label("total")]


def in_fen(indicator: Indicator) -> bool:
    """Whether the value is an amount of money as it is stored."""
    return indicator.standard is None and isinstance(indicator.value(indicator.table).type, Money)


def divided(indicator: Indicator, level: AreaLevel) -> tuple[FromClause, ColumnElement[Any]]:
    """The rows, and the code of the area at this level to which each belongs.

    A row may belong to two districts, but to each once, however often the district was paired with its county.
    """
    table = indicator.table
    if level is AreaLevel.COUNTY:
        return table, table.c.county_code
    if level is AreaLevel.CITY:
        county = _AREA.alias("of_county")
        return table.outerjoin(county, county.c.code == table.c.county_code), county.c.parent_code
    if indicator.district is not None:
        return table, table.c[indicator.district]
    pairing, earlier = _PAIRING.alias("of_pairing"), _PAIRING.alias("earlier_pairing")
    same = and_(earlier.c.supporting_code == pairing.c.supporting_code, earlier.c.id < pairing.c.id)
    once = or_(~_PAIRED_AGAIN, ~exists(select(1).where(same, _shares_a_day(table, earlier))))
    return table.join(pairing, and_(_shares_a_day(table, pairing), once)), pairing.c.supporting_code


def _shares_a_day(table: FromClause, pairing: FromClause) -> ColumnElement[bool]:
    """Whether the row's period shares a day with a pairing of a district with the row's county."""
    return and_(
        pairing.c.level == PairingLevel.DISTRICT_COUNTY.name,
        pairing.c.supported_code == table.c.county_code,
        table.c.starts_on <= pairing.c.ends_on,
        or_(table.c.ends_on.is_(None), table.c.ends_on >= pairing.c.starts_on),
    )


def _within_bounds(column: Any, goal: Goal) -> Iterator[ColumnElement[bool]]:
    if goal.lower is not None:
        yield column >= _stored(column, goal.lower)
    if goal.upper is not None:
        yield column <= _stored(column, goal.upper)


def _stored(column: Any, value: Any) -> ColumnElement[Any]:
    """A value as the column stores it: an enumeration by name, money in fen."""
    if isinstance(value, Enum):
        value = value.name
    elif isinstance(column.type, Money):
        value = to_fen(Decimal(value))
    return bindparam(None, value, type_=getattr(column.type, "impl", column.type))
