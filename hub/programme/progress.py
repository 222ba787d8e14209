"""How far a target has come by a day: expected value, ratio and status. Pure arithmetic, exact in fractions.

A day means its close: on a period's last day the whole is expected, and what is missing then is late.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hub.programme.kinds import TargetKind, TargetStatus
from hub.programme.spans import Span

PER_YEAR = frozenset({TargetKind.COUNT_PER_YEAR, TargetKind.AVERAGE_PER_YEAR})
"""Kinds whose target is that of one calendar year."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A target's progress as of a day: `value`, `target` and `expected` in the target's unit, `ratio` = value / target.

    `value` is None when nothing measures it, `target`, `expected` and `ratio` when the plan gives no number. `expected`
    is rounded to hundredths; `ratio` is cut after four decimals, so that 1 or more always means met.
    """

    as_of: date
    period: Span
    value: Decimal | None
    target: Decimal | None
    expected: Decimal | None
    ratio: Decimal | None
    status: TargetStatus


def progress(kind: TargetKind, target: Decimal | None, period: Span, value: Decimal | None, as_of: date) -> Progress:
    """The progress of `value`, computed from approved records, towards `target` over `period`.

    For AVERAGE_PER_YEAR `value` is the average, for STANDARD the number of records that comply and `target` that of all
    records. `as_of` is used as given: see `last_known`.
    """
    return Progress(
        as_of,
        period,
        value,
        target,
        _rounded(expected(kind, target, period, as_of)),
        ratio(value, target),
        status(kind, target, period, value, as_of),
    )


def last_known(as_of: date, programme: Span) -> date:
    """The day as of which progress is told: no later than the programme's last."""
    return min(as_of, programme.end)


def period_of(kind: TargetKind, lasts: Span, as_of: date) -> Span:
    """The period in which a target is pursued on a day: that calendar year's part of it, or the whole of it.

    A day outside the target's own days belongs to its first or last year.
    """
    if kind not in PER_YEAR:
        return lasts
    year = min(max(as_of, lasts.start), lasts.end).year
    return Span(max(lasts.start, date(year, 1, 1)), min(lasts.end, date(year, 12, 31)))


def expected(kind: TargetKind, target: Decimal | None, period: Span, as_of: date) -> Fraction | None:
    """What should have been reached: nothing before the period, linear in its days, the whole at its end.

    STANDARD expects the whole at any time, for every record is to comply. None when there is no number.
    """
    if target is None:
        return None
    return Fraction(target) * (1 if kind is TargetKind.STANDARD else elapsed(period, as_of))


def elapsed(period: Span, as_of: date) -> Fraction:
    """The share of the period's days that are over at the close of a day, from 0 to 1."""
    days = (period.end - period.start).days + 1
    return Fraction(min(max((as_of - period.start).days + 1, 0), days), days)


def ratio(value: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Value over target, cut (not rounded) after four decimals; None without a value or a target above 0."""
    if value is None or not target:
        return None
    return Decimal(int(Fraction(value) * 10_000 / Fraction(target))).scaleb(-4)


def status(kind: TargetKind, target: Decimal | None, period: Span, value: Decimal | None, as_of: date) -> TargetStatus:
    """Met, on course, behind (the period runs), late (it is over), or not measured.

    Without a number to reach there is no verdict: it is counted, and that is all.
    """
    if value is None or (kind is TargetKind.STANDARD and not target):
        return TargetStatus.NOT_MEASURED
    if target is None:
        return TargetStatus.COUNTED
    if value >= target:
        return TargetStatus.MET
    if as_of >= period.end:
        return TargetStatus.LATE
    wanted = expected(kind, target, period, as_of) or 0
    return TargetStatus.ON_COURSE if Fraction(value) >= wanted else TargetStatus.BEHIND


def towards(values: Mapping[str, Decimal], parts: Mapping[str, Decimal]) -> Decimal:
    """What counts towards a target that is set by area: no area makes up for another's want."""
    return sum((min(values.get(area, Decimal(0)), part) for area, part in parts.items()), Decimal(0))


def _rounded(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else Decimal(round(amount * 100)).scaleb(-2)
