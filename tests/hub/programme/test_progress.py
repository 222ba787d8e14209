"""A target's progress: examples worked by hand, and what holds for every target."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hub.programme.kinds import TargetKind, TargetStatus
from hub.programme.progress import Progress, elapsed, expected, last_known, period_of, progress, towards
from hub.programme.spans import Span

PLAN = Span(date(2016, 1, 1), date(2020, 12, 31))
MET, ON_COURSE, BEHIND, LATE, COUNTED, NOT_MEASURED = TargetStatus
YEAR_2017 = Span(date(2017, 1, 1), date(2017, 12, 31))


@pytest.mark.parametrize(
    ("as_of", "value", "wanted", "share", "said"),
    [
        (date(2017, 1, 1), 0, "0.27", "0", BEHIND),  # 1 of 365 days is over
        (date(2017, 3, 14), 20, "20.00", "0.2", ON_COURSE),  # day 73 = 365 / 5
        (date(2017, 3, 14), 19, "20.00", "0.19", BEHIND),
        (date(2017, 3, 14), 100, "20.00", "1", MET),
        (date(2017, 12, 31), 99, "100.00", "0.99", LATE),  # at the close of the last day the year is over
        (date(2017, 12, 31), 120, "100.00", "1.2", MET),
        (date(2016, 12, 31), 0, "0.00", "0", ON_COURSE),  # before its year nothing is expected
        (date(2018, 6, 1), 40, "100.00", "0.4", LATE),
    ],
)
def test_a_hundred_principals_a_year(as_of: date, value: int, wanted: str, share: str, said: TargetStatus) -> None:
    got = progress(TargetKind.COUNT_PER_YEAR, Decimal(100), YEAR_2017, Decimal(value), as_of)
    assert (got.expected, got.ratio, got.status) == (Decimal(wanted), Decimal(share), said)


def test_medical_teams_cover_17_counties_from_the_plans_first_day_to_the_end_of_2017() -> None:
    lasts = Span(date(2016, 1, 1), date(2017, 12, 31))
    kind = TargetKind.COVERAGE_BY_DATE
    assert period_of(kind, lasts, date(2017, 5, 1)) == lasts
    leap_year = progress(kind, Decimal(17), lasts, Decimal(9), date(2016, 12, 31))
    assert leap_year.expected == Decimal("8.51")  # 17 x 366 / 731
    assert (leap_year.status, leap_year.ratio) == (ON_COURSE, Decimal("0.5294"))
    assert progress(kind, Decimal(17), lasts, Decimal(16), date(2017, 12, 31)).status is LATE
    assert progress(kind, Decimal(17), lasts, Decimal(17), date(2017, 2, 1)).status is MET


def test_fiscal_support_is_an_average_of_each_year() -> None:
    got = progress(
        TargetKind.AVERAGE_PER_YEAR, Decimal(10_000_000), YEAR_2017, Decimal("2000000.00"), date(2017, 3, 14)
    )
    assert (got.expected, got.ratio, got.status) == (Decimal(2_000_000), Decimal("0.2"), ON_COURSE)


def test_a_standard_expects_every_record_to_comply_at_any_time() -> None:
    kind, day = TargetKind.STANDARD, date(2018, 1, 1)
    assert progress(kind, Decimal(4), PLAN, Decimal(3), day) == Progress(
        day, PLAN, Decimal(3), Decimal(4), Decimal(4), Decimal("0.75"), BEHIND
    )
    assert progress(kind, Decimal(4), PLAN, Decimal(4), day).status is MET
    assert progress(kind, Decimal(4), PLAN, Decimal(3), PLAN.end).status is LATE
    assert progress(kind, Decimal(0), PLAN, Decimal(0), day).status is NOT_MEASURED


def test_a_target_without_a_number_is_counted_and_nothing_is_said_of_it() -> None:
    for value, day in ((1, date(2017, 1, 1)), (0, date(2017, 1, 1)), (0, PLAN.end), (9, PLAN.end)):
        got = progress(TargetKind.STANDING, None, PLAN, Decimal(value), day)
        assert (got.expected, got.ratio, got.status) == (None, None, COUNTED)


def test_what_nothing_measures_is_not_measured() -> None:
    got = progress(TargetKind.STANDING, Decimal(10), PLAN, None, date(2017, 1, 1))
    assert (got.value, got.ratio, got.status) == (None, None, NOT_MEASURED)


def test_no_district_makes_up_for_anothers_want() -> None:
    parts = {"futian": Decimal(2), "luohu": Decimal(2), "dapeng": Decimal(1)}
    assert towards({"futian": Decimal(9), "dapeng": Decimal(1), "baise": Decimal(7)}, parts) == 3
    got = progress(TargetKind.MINIMUM_PER_AREA, Decimal(5), PLAN, Decimal(3), PLAN.end)
    assert (got.ratio, got.status) == (Decimal("0.6"), LATE)


def test_the_year_of_a_day_is_clipped_to_the_targets_own_days() -> None:
    lasts = Span(date(2021, 4, 1), date(2023, 3, 31))
    kind = TargetKind.COUNT_PER_YEAR
    assert period_of(kind, lasts, date(2021, 6, 1)) == Span(date(2021, 4, 1), date(2021, 12, 31))
    assert period_of(kind, lasts, date(2022, 6, 1)) == Span(date(2022, 1, 1), date(2022, 12, 31))
    assert period_of(kind, lasts, date(2019, 6, 1)) == Span(date(2021, 4, 1), date(2021, 12, 31))
    assert period_of(kind, lasts, date(2030, 6, 1)) == Span(date(2023, 1, 1), date(2023, 3, 31))
    assert period_of(TargetKind.STANDING, lasts, date(2022, 6, 1)) == lasts


def test_progress_is_told_no_later_than_the_programmes_last_day() -> None:
    assert last_known(date(2026, 1, 1), PLAN) == date(2020, 12, 31)
    assert last_known(date(2018, 1, 1), PLAN) == date(2018, 1, 1)


days = st.dates(date(1990, 1, 1), date(2050, 1, 1))
spans = st.builds(lambda start, length: Span(start, start + timedelta(length)), days, st.integers(0, 4000))
amounts = st.decimals(0, 10**9, places=2)
targets = st.decimals(Decimal("0.01"), 10**9, places=2)
linear = st.sampled_from([kind for kind in TargetKind if kind is not TargetKind.STANDARD])


@given(linear, targets, spans, days, days)
def test_what_is_expected_never_shrinks(
    kind: TargetKind, target: Decimal, period: Span, one: date, other: date
) -> None:
    early, late = sorted((one, other))
    before, after = expected(kind, target, period, early), expected(kind, target, period, late)
    assert before is not None
    assert after is not None
    assert 0 <= before <= after <= Fraction(target)


@given(linear, targets, spans)
def test_nothing_is_expected_before_and_the_whole_at_the_end(kind: TargetKind, target: Decimal, period: Span) -> None:
    assert expected(kind, target, period, period.start - timedelta(1)) == 0
    assert expected(kind, target, period, period.end) == Fraction(target)


@given(spans, st.integers(0, 4000), st.integers(0, 4000))
def test_equal_numbers_of_days_count_equally(period: Span, first: int, second: int) -> None:
    length = (period.end - period.start).days
    assume(max(first, second) < length)
    steps = [
        elapsed(period, period.start + timedelta(n + 1)) - elapsed(period, period.start + timedelta(n))
        for n in (first, second)
    ]
    assert steps[0] == steps[1] > 0


@given(st.sampled_from(TargetKind), targets, spans, amounts, days)
def test_ratio_reaches_one_exactly_when_met(
    kind: TargetKind, target: Decimal, period: Span, value: Decimal, day: date
) -> None:
    got = progress(kind, target, period, value, day)
    assert got.ratio is not None
    assert (got.ratio >= 1) == (got.status is MET)


@given(linear, targets, spans, amounts, days)
def test_behind_only_while_the_period_runs_and_late_only_when_it_is_over(
    kind: TargetKind, target: Decimal, period: Span, value: Decimal, day: date
) -> None:
    got = progress(kind, target, period, value, day)
    over = day >= period.end
    assert got.status in ({MET, LATE} if over else {MET, ON_COURSE, BEHIND})
    assert (got.status is BEHIND) == (not over and Fraction(value) < (expected(kind, target, period, day) or 0))


@given(st.sampled_from(TargetKind), targets, spans, amounts, amounts, days)
def test_more_is_never_worse(  # noqa: PLR0917
    kind: TargetKind, target: Decimal, period: Span, one: Decimal, other: Decimal, day: date
) -> None:
    rank = {BEHIND: 0, LATE: 0, ON_COURSE: 1, MET: 2}
    less, more = (progress(kind, target, period, value, day).status for value in sorted((one, other)))
    assert rank[less] <= rank[more]


areas = st.dictionaries(st.sampled_from("abcdef"), targets)


@given(areas, areas)
def test_parts_reach_the_whole_exactly_when_every_area_reaches_its_own(
    values: dict[str, Decimal], parts: dict[str, Decimal]
) -> None:
    every = all(values.get(area, Decimal(0)) >= part for area, part in parts.items())
    assert (towards(values, parts) == sum(parts.values())) == every
