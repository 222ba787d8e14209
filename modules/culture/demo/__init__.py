"""Demo records of culture: synthetic, from a seed, plausible in size and spread, with the awkward among them."""

from hub.contract import DemoContext
from hub.demo.book import Book
from hub.models import Record
from modules.culture.demo import digital, exchange, institutions, talent, training


def demo(context: DemoContext) -> list[Record]:
    """About 5,000 records at scale 1 over 17 counties and five years; the same context gives the same records.

    What is referred to comes before what refers to it, and the records of a table stand together. The last county by
    code has no digital-culture project.
    """
    book = Book(context)
    institutions.fill(book)
    exchange.fill(book)
    talent.fill(book)
    digital.fill(book)
    training.fill(book)
    return book.records()
