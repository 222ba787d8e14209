"""Demo records of finance: synthetic, from a seed, plausible in size and spread, with the awkward among them."""

from hub.contract import DemoContext
from hub.demo.book import Book
from hub.models import Record
from modules.finance.demo import credit, fiscal, loans

REJECTED = ("金额与凭证不符，请核对后重新提交", "附件不全", "日期填写有误")
WITHDRAWN = ("重复填报，予以撤销", "误填至其他县", "资金调整，原记录作废")


def demo(context: DemoContext) -> list[Record]:
    """About 10,000 records at scale 1 over 17 counties and five years; the same context gives the same records.

    What is referred to comes before what refers to it, and the records of a table stand together. The first county by
    code gets nothing from its district in the first year, and in the last one no household is brought along.
    """
    book = Book(context, rejected=REJECTED, withdrawn=WITHDRAWN)
    fiscal.fill(book)
    credit.fill(book)
    loans.fill(book)
    return book.records()
