"""Demo supervision groups: which counties each visits, and how it finds their schools."""

from hub.demo.book import Book
from hub.models import Status
from modules.education import models as rows
from modules.education.demo.schools import schools
from modules.education.models import COMPULSORY, Grade

GROUPS = (0, 1, 1, 2, 1)
"""Groups sent in each year, none in the first: the plan only strives for one."""
GRADES = {85: Grade.EXCELLENT, 75: Grade.GOOD, 60: Grade.QUALIFIED, 0: Grade.UNQUALIFIED}
FINDINGS = ("专任教师学科结构不均衡", "功能室使用率偏低", "寄宿条件需改善", "校本教研制度有待健全", None, None)


def fill(book: Book) -> None:
    """Write all visits, then what they found."""
    for index, year in enumerate(book.years):
        for number in range(1, GROUPS[index % len(GROUPS)] + 1):
            _group(book, year, number, GROUPS[index % len(GROUPS)])
    for visit in book.approved(rows.SupervisionVisit):
        _assess(book, visit)


def _group(book: Book, year: int, number: int, groups: int) -> None:
    """The groups of a year share the counties out between them."""
    leader, members = book.people.from_shenzhen(1958, 1972).name, book.random.randint(5, 12)
    for county in list(book.counties)[number - 1 :: groups]:
        book.add(
            rows.SupervisionVisit,
            county,
            book.days(year, (4, 5, 10, 11), 4, 9),
            status=Status.APPROVED,
            group_code=f"{year}-{number}",
            leader=leader,
            members=members,
        )


def _assess(book: Book, visit: rows.SupervisionVisit) -> None:
    for school in schools(book, visit.county_code, *COMPULSORY):
        score = min(max(round(book.random.gauss(77, 9)), 0), 100)
        book.add(
            rows.SchoolAssessment,
            visit.county_code,
            (visit.starts_on, visit.ends_on),
            visit_id=visit.id,
            school_id=school.id,
            score=score,
            grade=next(grade for least, grade in GRADES.items() if score >= least),
            findings=book.random.choice(FINDINGS),
        )
