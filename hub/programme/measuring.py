"""The values of the plan's targets, computed by the database from approved records."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, Select, and_, bindparam, func, or_, select

from hub.auth.access import SYSTEM, Access
from hub.contract import Indicator
from hub.programme.kinds import AreaLevel, PairingLevel, TargetKind
from hub.programme.models import Area, Pairing
from hub.programme.spans import Span
from hub.query.loaders import Loaders
from hub.query.scope import record_scope
from hub.records.columns import Money, to_yuan
from hub.records.status import Status

HUNDREDTH = Decimal("0.01")
"""An average is cut there, not rounded, so that rounding never makes a target met."""
_AREA = Area.__table__  # type: ignore[attr-defined]
_PAIRING = Pairing.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Goal:
    """What measuring needs to know of a target."""

    key: str
    kind: TargetKind
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    average_over: AreaLevel | None
    lasts: Span


@dataclass(frozen=True, slots=True)
class Measured:
    """A value, and for a STANDARD how many records there are to comply."""

    value: Decimal
    total: Decimal | None = None


async def programme_value(loaders: Loaders, indicator: Indicator, goal: Goal, days: Span) -> Measured:
    """The programme's value over these days: the same for every reader, so it is read under the hub's own rules."""
    table = _table(indicator)
    statement = (
        select(*_values(table, indicator, goal)).select_from(table).where(_counted(table, indicator, days, SYSTEM))
    )
    row = (await loaders.rows(statement))[0]
    value = _read(indicator, row["value"])
    if goal.average_over is not None:
        value = (value / await _number_of(loaders, goal.average_over)).quantize(HUNDREDTH, ROUND_DOWN)
    return Measured(value, Decimal(row["total"]) if indicator.standard else None)


async def values_by_county(
    loaders: Loaders, access: Access, indicator: Indicator, goal: Goal, days: Span
) -> list[tuple[str, Decimal]]:
    """The value of each county in which the reader sees records that count."""
    table = _table(indicator)
    code = table.c.county_code.label("code")
    statement = select(code, _values(table, indicator, goal)[0]).select_from(table)
    return await _grouped(loaders, indicator, statement.where(_counted(table, indicator, days, access)))


async def values_by_district(
    loaders: Loaders, access: Access, indicator: Indicator, goal: Goal, days: Span
) -> list[tuple[str, Decimal]]:
    """The value of each district: the records of its counties that share a day with the pairing."""
    table = _table(indicator)
    shared = and_(
        _PAIRING.c.level == PairingLevel.DISTRICT_COUNTY.name,
        _PAIRING.c.supported_code == table.c.county_code,
        table.c.starts_on <= _PAIRING.c.ends_on,
        or_(table.c.ends_on.is_(None), table.c.ends_on >= _PAIRING.c.starts_on),
    )
    code = _PAIRING.c.supporting_code.label("code")
    statement = select(code, _values(table, indicator, goal)[0]).select_from(table.join(_PAIRING, shared))
    return await _grouped(loaders, indicator, statement.where(_counted(table, indicator, days, access)))


async def _grouped(loaders: Loaders, indicator: Indicator, statement: Select[Any]) -> list[tuple[str, Decimal]]:
    rows = await loaders.rows(statement.group_by("code").order_by("code"))
    return [(row["code"], _read(indicator, row["value"])) for row in rows]


def _read(indicator: Indicator, value: Any) -> Decimal:
    """A value as the API has it; a sum of money is stored in fen."""
    if value is None:
        return Decimal(0)
    in_fen = indicator.standard is None and isinstance(indicator.value(_table(indicator)).type, Money)
    return to_yuan(value) if in_fen else Decimal(value)


def _table(indicator: Indicator) -> FromClause:
    table: FromClause = indicator.model.__table__  # type: ignore[attr-defined]
    return table


def _values(table: FromClause, indicator: Indicator, goal: Goal) -> list[ColumnElement[Any]]:
    if indicator.standard is None:
        return [indicator.value(table).label("value")]
    held = table.c[indicator.standard.column]
    complies = and_(*(c for c in (_at_least(held, goal.lower), _at_most(held, goal.upper)) if c is not None))
    return [func.count().filter(complies).label("value"), func.count().label("total")]


def _at_least(column: Any, bound: Decimal | None) -> ColumnElement[bool] | None:
    return None if bound is None else column >= _stored(column, bound)


def _at_most(column: Any, bound: Decimal | None) -> ColumnElement[bool] | None:
    return None if bound is None else column <= _stored(column, bound)


def _stored(column: Any, bound: Decimal) -> ColumnElement[Any]:
    """The bound as the column stores its values: money in fen."""
    stored = column.type.process_bind_param(bound, None) if hasattr(column.type, "process_bind_param") else bound
    return bindparam(None, stored, type_=getattr(column.type, "impl", column.type))


def _counted(table: FromClause, indicator: Indicator, days: Span, access: Access) -> ColumnElement[bool]:
    """Approved records that the reader may see: begun in these days or, for a standing one, running on the last."""
    first, last = _day(days.start), _day(days.end)
    ends = table.c.ends_on
    begun = table.c.starts_on.between(first, last)
    running = and_(table.c.starts_on <= last, or_(ends.is_(None), ends >= last))
    approved = table.c.status == Status.APPROVED.name
    return and_(
        approved, running if indicator.standing else begun, record_scope(table, access, indicator.model.measure)
    )


def _day(day: date) -> ColumnElement[date]:
    return bindparam(None, day, type_=Date())


async def _number_of(loaders: Loaders, level: AreaLevel) -> int:
    rows = await loaders.rows(select(func.count().label("n")).select_from(_AREA).where(_AREA.c.level == level.name))
    return int(rows[0]["n"]) or 1
