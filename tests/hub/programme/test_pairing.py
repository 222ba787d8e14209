"""Where an organisation stands: own counties, paired counties, for whole or for days."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hub.auth.access import Reach
from hub.auth.access import Span as CountySpan
from hub.programme.kinds import AreaLevel
from hub.programme.pairing import Paired, Place, own, paired
from hub.programme.spans import Span, joined

PROGRAMME = Span(date(2016, 1, 1), date(2020, 12, 31))
PLACES = {
    "city": Place(AreaLevel.CITY, None),
    "east": Place(AreaLevel.COUNTY, "city"),
    "west": Place(AreaLevel.COUNTY, "city"),
    "town": Place(AreaLevel.TOWNSHIP, "east"),
    "other-city": Place(AreaLevel.CITY, None),
    "north": Place(AreaLevel.COUNTY, "other-city"),
}


def test_a_county_is_itself_and_a_city_all_its_counties() -> None:
    assert own(["east"], PLACES) == Reach(counties=frozenset({"east"}))
    assert own(["city"], PLACES) == Reach(counties=frozenset({"east", "west"}))
    assert own(["city", "other-city"], PLACES) == Reach(counties=frozenset({"east", "west", "north"}))


def test_no_area_reaches_nothing() -> None:
    assert not own([], PLACES)
    assert not own(["town"], PLACES)
    assert not paired([], [Paired("district", "east", PROGRAMME)], PROGRAMME)


def test_a_pairing_of_the_whole_programme_opens_the_whole_county() -> None:
    longer = Span(date(2015, 1, 1), date(2021, 1, 1))
    for span in (PROGRAMME, longer):
        assert paired(["d"], [Paired("d", "east", span)], PROGRAMME) == Reach(counties=frozenset({"east"}))


def test_a_shorter_pairing_opens_its_own_days() -> None:
    span = Span(date(2016, 1, 1), date(2018, 6, 30))
    reach = paired(["d"], [Paired("d", "east", span), Paired("e", "west", PROGRAMME)], PROGRAMME)
    assert reach == Reach(dated=frozenset({CountySpan("east", span.start, span.end)}))
    assert reach.covers("east", date(2018, 6, 30), None)
    assert not reach.covers("east", date(2018, 7, 1), None)
    assert not reach.covers("west", date(2017, 1, 1), None)


def test_pairings_that_follow_each_other_count_as_one() -> None:
    first, second = Span(PROGRAMME.start, date(2018, 6, 30)), Span(date(2018, 7, 1), PROGRAMME.end)
    reach = paired(["d"], [Paired("d", "east", second), Paired("d", "east", first)], PROGRAMME)
    assert reach == Reach(counties=frozenset({"east"}))


def test_a_day_between_two_pairings_stays_closed() -> None:
    first, second = Span(PROGRAMME.start, date(2018, 6, 30)), Span(date(2018, 7, 2), PROGRAMME.end)
    reach = paired(["d"], [Paired("d", "east", first), Paired("d", "east", second)], PROGRAMME)
    assert not reach.covers("east", date(2018, 7, 1), date(2018, 7, 1))
    assert reach.covers("east", date(2018, 6, 30), date(2018, 7, 1))


days = st.dates(date(2016, 1, 1), date(2016, 3, 1))
spans = st.builds(lambda start, length: Span(start, start + timedelta(length)), days, st.integers(0, 20))


@given(st.lists(spans), days)
def test_joining_spans_keeps_every_day_and_adds_none(given_spans: list[Span], day: date) -> None:
    whole = joined(given_spans)
    today = Span(day, day)
    assert any(span.meets(today) for span in given_spans) == any(span.meets(today) for span in whole)
    assert all(one.end + timedelta(1) < other.start for one, other in pairwise(whole))


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["east", "west"]), spans)), days)
def test_a_record_of_a_day_is_in_reach_exactly_when_a_pairing_holds_on_it(
    rows: list[tuple[str, str, Span]], day: date
) -> None:
    reach = paired(["a"], [Paired(*row) for row in rows], PROGRAMME)
    for county in ("east", "west"):
        holds = any(d == "a" and c == county and span.meets(Span(day, day)) for d, c, span in rows)
        assert reach.covers(county, day, day) == holds
