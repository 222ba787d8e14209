"""Demo visitor statistics: each county's months, with seasons, growth, a month without visitors and months amiss."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hub.demo.book import Book
from hub.models import Status
from modules.tourism import models as rows

SEASONS = (0.7, 1.3, 0.9, 1.2, 1.3, 0.8, 1.0, 1.1, 0.9, 1.7, 0.7, 0.6)
"""Visitors of each month beside the average: spring festival, the third of March, the October holidays."""
VISITORS, GROWTH = 110_000, 0.12
"""Visits to a county in an average month of the first year, and what each later year adds."""
CLOSED = 49
"""The number of the month, from 0, in which the last county was closed to visitors."""
MISSING, TWICE = 0.01, 0.01
"""Shares of months that nobody reported, and of those that were withdrawn and reported anew."""


def fill(book: Book) -> None:
    """Write the months that lie wholly within the programme; the last county had none in one of them."""
    for county in book.counties:
        for number, first in enumerate(_months(book)):
            if book.chance(MISSING):
                continue
            if book.chance(TWICE):
                _month(book, county, first, number, status=Status.WITHDRAWN)
            _month(book, county, first, number)


def _months(book: Book) -> Iterator[date]:
    for year in book.years:
        for first in (date(year, month, 1) for month in range(1, 13)):
            if book.first <= first and _last(first) <= book.last:
                yield first


def _last(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _month(book: Book, county: str, first: date, number: int, *, status: Status | None = None) -> None:
    grown = VISITORS * book.size(county) * (1 + GROWTH * number / 12) * SEASONS[first.month - 1]
    closed = county == book.bare and number == CLOSED
    visitors = 0 if closed else int(grown * book.random.uniform(0.85, 1.15))
    overnight = int(visitors * min(0.22 + 0.0015 * number, 0.5) * book.random.uniform(0.9, 1.1))
    book.add(
        rows.VisitorStatistic,
        county,
        (first, _last(first)),
        status=status,
        visitors=visitors,
        overnight_visitors=overnight,
        overnight_stays=int(overnight * book.random.uniform(1.2, 2.1)),
        revenue=Decimal(visitors * book.random.randint(280, 420) + overnight * 260),
    )
