"""Synthetic records to try the sector with: the same for the same seed, and marked as synthetic."""

from decimal import Decimal

from hub.contract import DemoContext
from hub.demo.book import Book
from hub.models import Record
from modules.outcome import models as rows

EACH_YEAR = 3
"""Projects of one county in one year, on average at scale 1."""


def demo(context: DemoContext) -> list[Record]:
    """The records, in the order in which they can be saved."""
    book = Book(context)
    for county, year, number in book.numbered(EACH_YEAR):
        book.add(
            rows.Project,
            county,
            book.days(year, (3, 4, 5, 9), 30, 150),
            name=f"{book.counties[county]}主要目标项目{year}-{number:02d}",
            stage=rows.OutcomeStage.COMPLETED,
            amount=Decimal(book.random.randrange(50_000, 2_000_000)),
        )
    return book.records()
