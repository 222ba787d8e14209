"""Demo records of health: synthetic, from a seed, plausible in size and spread, with the awkward among them."""

from hub.contract import DemoContext
from hub.demo.book import Book
from hub.models import Record
from modules.health.demo import institutions, partnerships, staff, teams, telemedicine

REJECTED = ("人员名单与派出函不一致，请核对后重新提交", "数据与月报不符", "起止日期填写有误")


def demo(context: DemoContext) -> list[Record]:
    """About 12,000 records at scale 1 over 17 counties and five years; the same context gives the same records.

    What is referred to comes before what refers to it, and the records of a table stand together. The last county by
    code got its first team too late for the plan, and has no telemedicine.
    """
    book = Book(context, rejected=REJECTED)
    institutions.fill(book)
    partnerships.fill(book)
    teams.fill(book)
    staff.fill(book)
    telemedicine.fill(book)
    return book.records()
