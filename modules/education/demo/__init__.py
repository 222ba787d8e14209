"""Demo records of education: synthetic, from a seed, plausible in size and spread, with the awkward among them."""

from hub.contract import DemoContext
from hub.demo.book import Book
from hub.models import Record
from modules.education.demo import schools, staff, students, supervision

REJECTED = ("名单与附件不一致，请核对后重新提交", "金额与拨付凭证不符", "起止日期填写有误")


def demo(context: DemoContext) -> list[Record]:
    """About 20,000 records at scale 1 over 17 counties and five years; the same context gives the same records.

    What is referred to comes before what refers to it, and the records of a table stand together. The last county by
    code has no vocational school, and so nothing that hangs on one.
    """
    book = Book(context, rejected=REJECTED)
    schools.fill(book)
    staff.fill(book)
    supervision.fill(book)
    students.fill(book)
    return book.records()
