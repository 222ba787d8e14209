"""Demo records of the outcome: synthetic, from a seed; no county's real figures."""

from datetime import date

from hub.contract import DemoContext
from hub.demo.book import Book
from hub.models import Record, Status
from modules.outcome.models import YearlyOutcome


def demo(context: DemoContext) -> list[Record]:
    """One record a county and year, whatever the scale; the same context gives the same records.

    The first county by code wrote its first year wrongly, withdrew it and wrote it anew; the last county's last year
    is a draft, so its way out of poverty is still open.
    """
    book = Book(context)
    for county in book.counties:
        _write(book, county)
    return book.records()


def _write(book: Book, county: str) -> None:
    """A county's years: each lifts a share of who is left, the year of delisting and those after it all but few."""
    people, villages = round(60_000 * book.size(county)), round(90 * book.size(county))
    delisted = book.random.choice(book.years[2:])
    if county == next(iter(book.counties)):
        _add(book, county, book.years[0], (people, 0), (villages, 0), Status.WITHDRAWN)
    for year in book.years:
        share = 0.9 if year >= delisted else book.random.uniform(0.2, 0.45)
        lifted, out = round(people * share), round(villages * share)
        people, villages = people - lifted, villages - out
        status = Status.DRAFT if county == book.bare and year == book.years[-1] else Status.APPROVED
        _add(book, county, year, (people, lifted), (villages, out), status, delisted=year == delisted)


def _add(  # noqa: PLR0917 - the parts of one record
    book: Book,
    county: str,
    year: int,
    people: tuple[int, int],
    villages: tuple[int, int],
    status: Status,
    *,
    delisted: bool = False,
) -> None:
    """What is left and what was achieved, of people and of villages."""
    book.add(
        YearlyOutcome,
        county,
        (date(year, 1, 1), date(year, 12, 31)),
        status=status,
        poor_households=round(people[0] / 4),
        poor_people=people[0],
        poor_villages=villages[0],
        people_lifted=people[1],
        villages_delisted=villages[1],
        county_delisted=delisted,
    )
