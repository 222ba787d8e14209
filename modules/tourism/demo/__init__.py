"""Demo records of tourism: synthetic, from a seed, plausible in size and spread, with the awkward among them."""

from hub.contract import DemoContext
from hub.demo.book import Book
from hub.models import Record
from modules.tourism.demo import business, places, planning, promotion, visitors


def demo(context: DemoContext) -> list[Record]:
    """About 5,000 records at scale 1 over 17 counties and five years; the same context gives the same records.

    What is referred to comes before what refers to it, and the records of a table stand together. The last county by
    code has no routes and no demonstration zone. Scale multiplies all but the monthly statistics, of which a county
    has one a month.
    """
    book = Book(context)
    places.fill(book)
    planning.fill(book)
    business.fill(book)
    promotion.fill(book)
    visitors.fill(book)
    return book.records()
