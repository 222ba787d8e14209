"""Demo schools of each county, their partners, works and digital resources."""

from decimal import Decimal
from random import Random

from hub.demo.book import Book, Days
from hub.models import Status
from modules.education import models as rows
from modules.education.models import ConstructionKind, ConstructionState, PairingKind, ResourceKind, School, Stage

SEAT = {
    "直属机关幼儿园": Stage.KINDERGARTEN,
    "实验小学": Stage.PRIMARY,
    "第一小学": Stage.PRIMARY,
    "第二小学": Stage.PRIMARY,
    "第一初级中学": Stage.JUNIOR,
    "思源学校": Stage.NINE_YEAR,
    "民族中学": Stage.COMPLETE_SECONDARY,
    "高级中学": Stage.SENIOR,
    "职业技术学校": Stage.VOCATIONAL,
    "特殊教育学校": Stage.SPECIAL,
}
"""The schools at a county's seat."""
PUPILS = {
    Stage.KINDERGARTEN: (90, 360),
    Stage.PRIMARY: (180, 1600),
    Stage.NINE_YEAR: (600, 1800),
    Stage.JUNIOR: (400, 1800),
    Stage.COMPLETE_SECONDARY: (1200, 3200),
    Stage.SENIOR: (1500, 3600),
    Stage.VOCATIONAL: (600, 2400),
    Stage.SPECIAL: (40, 130),
}
FIRST = "平龙百那古六上新东甲巴者定魁城利福义作坡燕敬安德"
SECOND = "马里林同洪桑孟龙凤泉江山甲布塘峒楼阳兴化合良文圩"
WORDS = "启明 远帆 晨光 海月 莲花 梧桐 翠竹 新洲 松坪 红岭 景秀 文汇 育才 康乐 桃源 凤凰 百花 滨河 清湖"
KINDS = {
    Stage.KINDERGARTEN: "幼儿园",
    Stage.PRIMARY: "小学",
    Stage.JUNIOR: "初级中学",
    Stage.SENIOR: "高级中学",
    Stage.VOCATIONAL: "职业技术学校",
    Stage.SPECIAL: "特殊教育学校",
}
WORKS = {
    ConstructionKind.BUILD: ("教学综合楼", "学生宿舍楼", "食堂", "风雨操场"),
    ConstructionKind.RENOVATE: ("校舍加固改造", "运动场改造", "厕所改造"),
    ConstructionKind.EQUIP: ("图书室与实验室设备", "课桌椅更新", "厨房设备"),
}
RUNNING = (
    ConstructionState.UNDER_WAY,
    ConstructionState.UNDER_WAY,
    ConstructionState.PLANNED,
    ConstructionState.STOPPED,
)
RESOURCES = {
    ResourceKind.NETWORK: "校园网络升级",
    ResourceKind.CLASSROOM: "录播教室建设",
    ResourceKind.LIBRARY: "优质课程资源库",
    ResourceKind.PLATFORM: "教育云平台接入",
    ResourceKind.PLANNING: "教育信息化规划编制",
}
COMMON = (Stage.KINDERGARTEN, Stage.PRIMARY, Stage.JUNIOR)
"""Stages of which a county has many schools."""
TOWNS = 7
"""Towns of a county at scale 1."""


def fill(book: Book) -> None:
    """Write schools first, as nearly everything else names one."""
    for county, name in book.counties.items():
        _seat(book, county, name[:2])
        _towns(book, county)
    for county in book.counties:
        _pairings(book, county)
    _constructions(book)
    _resources(book)


def schools(book: Book, county: str, *stages: Stage) -> list[School]:
    """The approved schools of a county, of these stages if any are named."""
    return [school for school in book.approved(School, county) if not stages or school.stage in stages]


def partner(random: Random, stage: Stage) -> str:
    """The name of a Shenzhen school for a stage."""
    return f"深圳市{random.choice(WORDS.split())}{KINDS.get(stage, '学校')}"


def _seat(book: Book, county: str, name: str) -> None:
    bare = county == book.bare
    for kind, stage in SEAT.items():
        if not (bare and stage is Stage.VOCATIONAL):
            _school(book, county, f"{name}{kind}", stage, f"{name}县城")


def _towns(book: Book, county: str) -> None:
    first = book.random.randrange(len(FIRST) * len(SECOND))
    for number in range(TOWNS * book.scale):
        town = f"{_town(first, number)}镇"
        _school(book, county, f"{town}中心小学", Stage.PRIMARY, town)
        if number % 2 == 0:
            _school(book, county, f"{town}初级中学", Stage.JUNIOR, town)
        if number % 3 == 0:
            _school(book, county, f"{town}中心幼儿园", Stage.KINDERGARTEN, town)


def _town(first: int, number: int) -> str:
    """A name of two characters, or of three once those are used up."""
    rounds, place = divmod(number, len(FIRST) * len(SECOND))
    one, two = divmod((first + place * 29) % (len(FIRST) * len(SECOND)), len(SECOND))
    return FIRST[one] + SECOND[two] + (SECOND[rounds % len(SECOND)] if rounds else "")


def _school(book: Book, county: str, name: str, stage: Stage, address: str) -> None:
    """A school; the only one of its kind in the county is approved, so that others can refer to it."""
    pupils = book.random.randint(*PUPILS[stage])
    boarders = 0 if stage is Stage.KINDERGARTEN else int(pupils * book.random.uniform(0.1, 0.8))
    book.add(
        School,
        county,
        book.since(book.years[0], (1,)),
        status=None if stage in COMMON else Status.APPROVED,
        name=name,
        stage=stage,
        address=address,
        pupils=pupils,
        teachers=max(pupils // 17, 4),
        boarders=boarders,
    )


def _pairings(book: Book, county: str) -> None:
    for school in schools(book, county):
        if book.chance(0.85):
            year = book.random.choice(book.years)
            days = book.since(year, (3, 9)) if book.chance(0.7) else book.days(year, (3, 9), 365, 1095)
            book.add(
                rows.SchoolPairing,
                county,
                days,
                school_id=school.id,
                partner_school=partner(book.random, school.stage),
                partner_district_code=book.district(county),
                kind=book.random.choice(list(PairingKind)),
            )


def _constructions(book: Book) -> None:
    for number, (county, year) in enumerate(book.each(2.0), 1):
        school = book.random.choice(schools(book, county))
        kind = book.random.choice(list(ConstructionKind))
        days, state = _progress(book, year)
        planned = Decimal(book.random.randint(20, 900)) * 10_000
        share = Decimal(book.random.randint(10, 95)) / 100
        book.add(
            rows.SchoolConstruction,
            county,
            days,
            name=f"{school.name}{book.random.choice(WORKS[kind])}项目（{year}年第{number}号）",
            school_id=school.id,
            stage=school.stage,
            kind=kind,
            state=state,
            floor_area=None if kind is ConstructionKind.EQUIP else book.random.randint(2, 80) * 100,
            planned_amount=planned,
            paid_amount={ConstructionState.COMPLETED: planned, ConstructionState.PLANNED: Decimal(0)}.get(
                state, (planned * share).quantize(Decimal("0.01"))
            ),
        )


def _progress(book: Book, year: int) -> tuple[Days, ConstructionState]:
    """Works of earlier years are completed; those of the last are planned, under way or stopped, with no end yet."""
    if year < book.years[-1]:
        return book.days(year, (3, 4, 5, 6, 7), 90, 540), ConstructionState.COMPLETED
    return book.since(year, (3, 4, 5, 6, 7)), book.random.choice(RUNNING)


def _resources(book: Book) -> None:
    for number, (county, year) in enumerate(book.each(1.8), 1):
        kind = book.random.choice(list(ResourceKind))
        book.add(
            rows.DigitalResource,
            county,
            book.days(year, (3, 4, 5, 9, 10), 30, 240),
            title=f"{year}年{RESOURCES[kind]}（第{number}号）",
            kind=kind,
            schools_reached=book.random.randint(1, len(schools(book, county))),
            amount=Decimal(book.random.randint(3, 120)) * 10_000,
        )
