"""Demo hospitals and health centres of each county, and works on them."""

from decimal import Decimal
from random import Random

from hub.demo.book import Book, Days
from hub.models import Status
from modules.health import models as rows
from modules.health.models import (
    COUNTY_HOSPITALS,
    HealthConstructionKind,
    HealthConstructionState,
    HospitalGrade,
    MedicalInstitutionKind,
)

SEAT = {
    "人民医院": (MedicalInstitutionKind.COUNTY_HOSPITAL, HospitalGrade.SECOND_A, (240, 620)),
    "中医医院": (MedicalInstitutionKind.CHINESE_MEDICINE_HOSPITAL, HospitalGrade.SECOND_B, (90, 260)),
    "妇幼保健院": (MedicalInstitutionKind.MATERNAL_CHILD_HOSPITAL, HospitalGrade.SECOND_B, (60, 180)),
    "疾病预防控制中心": (MedicalInstitutionKind.DISEASE_CONTROL_CENTRE, None, (0, 0)),
}
"""The institutions at a county's seat: kind, grade, and the fewest and most beds."""
TOWNS = 10
"""Towns of a county at scale 1, each with a health centre."""
FIRST = "平龙百那古六上新东甲巴者定魁城利福义作坡燕敬安德"
SECOND = "马里林同洪桑孟凤泉江山布塘峒楼阳兴化合良文圩"
WORDS = (
    "鹏程",
    "海悦",
    "莲塘",
    "梧桐山",
    "翠竹",
    "新洲",
    "松坪",
    "红岭",
    "景田",
    "文锦",
    "宝岗",
    "康宁",
    "桃源居",
    "百花",
)
WORKS = {
    HealthConstructionKind.BUILD: ("住院综合楼", "门诊医技楼", "业务用房"),
    HealthConstructionKind.RENOVATE: ("急诊科改造", "手术室改造", "污水处理设施改造"),
    HealthConstructionKind.EQUIP: ("CT 设备配置", "远程会诊设备配置", "救护车与急救设备配置"),
}
RUNNING = (
    HealthConstructionState.UNDER_WAY,
    HealthConstructionState.UNDER_WAY,
    HealthConstructionState.PLANNED,
    HealthConstructionState.STOPPED,
)


def fill(book: Book) -> None:
    """Write institutions first, as nearly everything else names one."""
    for county, name in book.counties.items():
        _seat(book, county, name[:2])
        _towns(book, county)
    _constructions(book)


def partner(random: Random) -> str:
    """The name of a Shenzhen hospital that doesn't exist."""
    return f"深圳市{random.choice(WORDS)}{random.choice(('医院', '人民医院', '中医院', '妇幼保健院'))}"


def hospitals(book: Book, county: str) -> list[rows.MedicalInstitution]:
    """The approved hospitals of a county's seat; its general hospital is the first."""
    found = [i for i in book.approved(rows.MedicalInstitution, county) if i.kind in COUNTY_HOSPITALS]
    return sorted(found, key=lambda institution: COUNTY_HOSPITALS.index(institution.kind))


def _seat(book: Book, county: str, name: str) -> None:
    for suffix, (kind, grade, beds) in SEAT.items():
        _institution(book, county, f"{name}{suffix}", kind, grade=grade, address=f"{name}县城", beds=beds)


def _towns(book: Book, county: str) -> None:
    """Of the first town's centre neither grade nor beds are known."""
    first = book.random.randrange(len(FIRST) * len(SECOND))
    for number in range(TOWNS * book.scale):
        town = f"{_town(first, number)}镇"
        kind = MedicalInstitutionKind.TOWNSHIP_HEALTH_CENTRE
        grade = book.random.choice((HospitalGrade.FIRST_A, HospitalGrade.FIRST_B, HospitalGrade.UNGRADED))
        known = {"grade": grade, "beds": (15, 90)} if number else {"grade": None, "beds": None}
        _institution(book, county, f"{town}卫生院", kind, address=town, **known)


def _town(first: int, number: int) -> str:
    """A name of two characters, or of three once those are used up."""
    rounds, place = divmod(number, len(FIRST) * len(SECOND))
    one, two = divmod((first + place * 29) % (len(FIRST) * len(SECOND)), len(SECOND))
    return FIRST[one] + SECOND[two] + (SECOND[rounds % len(SECOND)] if rounds else "")


def _institution(
    book: Book,
    county: str,
    name: str,
    kind: MedicalInstitutionKind,
    *,
    grade: HospitalGrade | None,
    address: str,
    beds: tuple[int, int] | None,
) -> None:
    number = book.random.randint(*beds) if beds else None
    book.add(
        rows.MedicalInstitution,
        county,
        book.since(book.years[0], (1,)),
        status=None if kind is MedicalInstitutionKind.TOWNSHIP_HEALTH_CENTRE else Status.APPROVED,
        name=name,
        kind=kind,
        grade=grade,
        address=address,
        beds=number,
        health_workers=None if number is None else int(number * 1.2) + 40,
    )


def _constructions(book: Book) -> None:
    for number, (county, year) in enumerate(book.each(1.5), 1):
        institution = book.random.choice(book.approved(rows.MedicalInstitution, county))
        kind = book.random.choice(list(HealthConstructionKind))
        days, state = _progress(book, year)
        planned = Decimal(book.random.randint(15, 1200)) * 10_000
        book.add(
            rows.HealthConstruction,
            county,
            days,
            name=f"{institution.name}{book.random.choice(WORKS[kind])}项目（{year}年第{number}号）",
            institution_id=institution.id,
            kind=kind,
            state=state,
            floor_area=None if kind is HealthConstructionKind.EQUIP else book.random.randint(2, 120) * 100,
            beds_added=book.random.randint(10, 120) if kind is HealthConstructionKind.BUILD else 0,
            planned_amount=planned,
            paid_amount=_paid(book, planned, state),
        )


def _progress(book: Book, year: int) -> tuple[Days, HealthConstructionState]:
    """Works of earlier years are completed; those of the last are planned, under way or stopped, with no end yet."""
    if year < book.years[-1]:
        return book.days(year, (3, 4, 5, 6, 7), 90, 540), HealthConstructionState.COMPLETED
    return book.since(year, (3, 4, 5, 6, 7)), book.random.choice(RUNNING)


def _paid(book: Book, planned: Decimal, state: HealthConstructionState) -> Decimal:
    part = (planned * book.random.randint(10, 95) / 100).quantize(Decimal("0.01"))
    settled = {HealthConstructionState.COMPLETED: planned, HealthConstructionState.PLANNED: Decimal(0)}
    return settled.get(state, part)
