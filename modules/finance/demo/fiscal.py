"""Demo fiscal support: about CNY 10,000,000 a county and year, growing, the growth going to the poorest counties."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hub.demo.book import Book
from modules.finance import models as rows
from modules.finance.models import FundPurpose, FundSource

CITY, DISTRICT = Decimal(7_300_000), Decimal(3_300_000)
"""What each gives a county in the first year."""
GROWTH = 450_000
"""What the city adds each year, multiplied for a county in deep poverty and left out for most others."""
DEEP = (1, 4, 9, 11, 14)
"""Places of the counties in deep poverty, in the order of their codes."""
SHARES = {
    FundSource.CITY: {
        FundPurpose.INFRASTRUCTURE: 40,
        FundPurpose.HOUSING: 25,
        FundPurpose.INDUSTRY: 20,
        FundPurpose.EDUCATION: 15,
    },
    FundSource.DISTRICT: {FundPurpose.INDUSTRY: 45, FundPurpose.HEALTH: 30, FundPurpose.LABOUR: 25},
}
"""Percent by purpose."""
CENT = Decimal("0.01")


def fill(book: Book) -> None:
    """Write what the city and the districts allocate; the first county gets nothing from its district at first."""
    for year in book.years:
        for place, county in enumerate(book.counties):
            grown = (year - book.years[0]) * GROWTH * (Decimal(3) if place in DEEP else Decimal("0.2"))
            _allocate(book, county, year, FundSource.CITY, CITY + grown)
            if place or year > book.years[0]:
                _allocate(book, county, year, FundSource.DISTRICT, DISTRICT)


def _allocate(book: Book, county: str, year: int, source: FundSource, amount: Decimal) -> None:
    """The parts of one document. At a larger scale more documents share the same money."""
    district = next(iter(book.districts.get(county, ())), None)
    if source is FundSource.DISTRICT and district is None:
        return
    for document in range(1, book.scale + 1):
        for purpose, part in _parts(book, source, amount / book.scale):
            disbursed, used = _progress(book, year, part)
            book.add(
                rows.FiscalAllocation,
                county,
                (book.day(year, (3, 4, 5)), min(date(year, 12, 31), book.last)),
                source=source,
                district_code=district if source is FundSource.DISTRICT else None,
                purpose=purpose,
                document_number=f"深{'财' if source is FundSource.CITY else '区财'}〔{year}〕{document}号",
                allocated_amount=part,
                disbursed_amount=disbursed,
                used_amount=used,
            )


def _parts(book: Book, source: FundSource, amount: Decimal) -> Iterator[tuple[FundPurpose, Decimal]]:
    for purpose, share in SHARES[source].items():
        wobble = Decimal(book.random.randint(90, 110)) / 100
        yield purpose, (amount * share / 100 * wobble).quantize(CENT)


def _progress(book: Book, year: int, allocated: Decimal) -> tuple[Decimal, Decimal]:
    """Money of earlier years has come and is mostly used; that of the last year is on its way."""
    came, used = ((60, 90), (30, 70)) if year == book.years[-1] else ((97, 100), (85, 100))
    disbursed = (allocated * book.random.randint(*came) / 100).quantize(CENT)
    return disbursed, (disbursed * book.random.randint(*used) / 100).quantize(CENT)
