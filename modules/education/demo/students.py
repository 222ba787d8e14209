"""Demo grants to university entrants, students in Shenzhen, and enterprises that train with vocational schools."""

from decimal import Decimal
from itertools import product

from hub.demo.book import Book
from modules.education import models as rows
from modules.education.demo.schools import schools
from modules.education.models import AdmissionKind, Stage

STANDARD = Decimal(3000)
DEVIATIONS = (
    (Decimal(2000), "捐赠方定额捐赠，差额由县里另行补足"),
    (Decimal(5000), "孤儿学生，捐赠方按困难程度提高标准"),
    (Decimal(4000), "考入重点高校，捐赠方另加奖励"),
    (Decimal(1500), "已获学费减免，按实际缺口资助"),
)
DEVIATING = 0.01
"""The share of grants that differ from the standard."""
UNIVERSITIES = (
    "广西大学",
    "广西师范大学",
    "广西民族大学",
    "广西医科大学",
    "桂林理工大学",
    "南宁师范大学",
    "百色学院",
    "河池学院",
    "右江民族医学院",
    "深圳大学",
    "中山大学",
    "武汉大学",
)
DONORS = tuple(
    f"深圳市{word}{kind}"
    for word in ("同心", "春雨", "远航", "向阳", "涓流")
    for kind in ("慈善基金会", "商会", "企业爱心基金")
)
COLLEGES = ("深圳职业技术学院", "深圳信息职业技术学院", "深圳市启航职业技术学校", "深圳市新安技工学校")
MAJORS = ("学前教育", "电子商务", "汽车运用与维修", "计算机应用", "护理", "旅游服务与管理", "物流管理", "数控技术")
ENTERPRISES = tuple(
    f"深圳市{word}{kind}有限公司"
    for word in ("联创", "宏图", "海川", "鼎新", "万物")
    for kind in ("电子", "物流", "酒店管理")
)

PARTNERS = tuple(product(ENTERPRISES, MAJORS))


def fill(book: Book) -> None:
    """Write grants, students and co-operations."""
    _grants(book)
    _admissions(book)
    _cooperations(book)


def _grants(book: Book) -> None:
    for county, year in book.each(182):
        person = book.people.from_county(county, year - 19, year - 18)
        amount, reason = book.random.choice(DEVIATIONS) if book.chance(DEVIATING) else (STANDARD, None)
        book.add(
            rows.EntrantGrant,
            county,
            book.days(year, (8, 9), 1, 1),
            student=person.name,
            identity_number=person.identity_number,
            university=book.random.choice(UNIVERSITIES),
            amount=amount,
            donor=book.random.choice(DONORS),
            deviation_reason=reason,
        )


def _admissions(book: Book) -> None:
    for county, year in book.each(14):
        person = book.people.from_county(county, year - 19, year - 15)
        kind = book.random.choice(list(AdmissionKind))
        transfer = kind is AdmissionKind.FUNDED_TRANSFER
        book.add(
            rows.VocationalAdmission,
            county,
            book.days(year, (9,), 600, 1030),
            student=person.name,
            identity_number=person.identity_number,
            kind=kind,
            from_stage=book.random.choice(rows.ADMITTED_FROM[kind]),
            college=book.random.choice(COLLEGES),
            major=book.random.choice(MAJORS),
            amount=Decimal(book.random.randint(2, 10) * 1000 if transfer else 0),
        )


def _cooperations(book: Book) -> None:
    for number, (county, year) in enumerate(book.each(1.0)):
        enterprise, major = PARTNERS[number % len(PARTNERS)]
        for school in schools(book, county, Stage.VOCATIONAL):
            book.add(
                rows.VocationalCooperation,
                county,
                book.days(year, (3, 9), 300, 730),
                school_id=school.id,
                enterprise=enterprise,
                major=major,
                students=book.random.randint(20, 120),
                workplaces=book.random.randint(5, 60),
            )
