"""Demo institutions of each county, and the bodies in Shenzhen that host, send and support."""

from random import Random

from hub.demo.book import Book
from hub.models import Status
from modules.culture import models as rows
from modules.culture.models import CREATIVE, CultureInstitutionKind

SEAT = {
    "文化体育和旅游局": CultureInstitutionKind.AUTHORITY,
    "文化馆": CultureInstitutionKind.CULTURAL_CENTRE,
    "图书馆": CultureInstitutionKind.LIBRARY,
    "博物馆": CultureInstitutionKind.MUSEUM,
    "民族歌舞团": CultureInstitutionKind.TROUPE,
}
"""What every county has at its seat."""
WORDS = ("红水河", "铜鼓", "壮锦", "瑶绣", "长寿", "左右江", "山水", "歌圩", "天坑", "花山")
NAMES = {
    CultureInstitutionKind.HERITAGE_WORKSHOP: "非遗工坊",
    CultureInstitutionKind.DESIGN_STUDIO: "创意设计工作室",
    CultureInstitutionKind.CREATIVE_ENTERPRISE: "文化创意有限公司",
}
"""What opens in the course of the years."""
STAFF = {
    CultureInstitutionKind.AUTHORITY: (20, 60),
    CultureInstitutionKind.TROUPE: (25, 70),
    CultureInstitutionKind.CREATIVE_ENTERPRISE: (6, 80),
}
FEW = (3, 24)
"""Staff of all other kinds."""
OPENED = 1.1
"""Creative institutions a county and year."""
CLOSED = 0.08
"""The share of them that closed again."""
HOSTS = ("文化馆", "美术馆", "图书馆", "博物院", "歌剧舞剧院", "文化产业园", "设计联合会", "数字创意园")
CITY = ("华强", "福田", "南山", "大芬", "蛇口", "前海", "深圳湾", "梧桐")


def fill(book: Book) -> None:
    """Write institutions first, as nearly everything else names one."""
    for county in book.counties:
        for name, kind in SEAT.items():
            _seat(book, county, name, kind)
    for county, year, number in book.numbered(OPENED):
        _creative(book, county, year, number)


def host(random: Random) -> str:
    """The name of an institution in Shenzhen."""
    return f"深圳市{random.choice(CITY)}{random.choice(HOSTS)}"


def _seat(book: Book, county: str, name: str, kind: CultureInstitutionKind) -> None:
    book.add(
        rows.CultureInstitution,
        county,
        (book.first, None),
        status=Status.APPROVED,
        name=f"{book.short(county)}{name}",
        kind=kind,
        address=f"{book.short(county)}县城",
        staff=book.random.randint(*STAFF.get(kind, FEW)),
    )


def _creative(book: Book, county: str, year: int, number: int) -> None:
    kind = book.random.choice(CREATIVE)
    begins = book.day(year, (1, 3, 6, 9))
    days = book.lasting(begins, book.random.randint(400, 900)) if book.chance(CLOSED) else (begins, None)
    book.add(
        rows.CultureInstitution,
        county,
        days,
        name=f"{book.short(county)}{book.random.choice(WORDS)}{NAMES[kind]}（{number}号）",
        kind=kind,
        address=f"{book.short(county)}文创街{number}号" if book.chance(0.8) else None,
        staff=book.random.randint(*STAFF.get(kind, FEW)),
    )
