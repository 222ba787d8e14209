"""Demo records of finance: synthetic, from a seed, plausible in size and spread, with the awkward among them."""

from hub.contract import DemoContext
from hub.models import Record
from modules.finance.demo import credit, fiscal, loans
from modules.finance.demo.book import Book


def demo(context: DemoContext) -> list[Record]:
    """About 10,000 records at scale 1 over 17 counties and five years; the same context gives the same records.

    What is referred to comes before what refers to it, and the records of a table stand together. The first county by
    code gets nothing from its district in the first year, and in the last one no household is brought along.
    """
    book = Book(context)
    fiscal.fill(book)
    credit.fill(book)
    loans.fill(book)
    return book.records()
