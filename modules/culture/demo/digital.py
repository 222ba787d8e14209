"""Demo projects of the digital culture industry, with the partners of each."""

from datetime import date
from decimal import Decimal

from hub.demo.book import Book, Days
from modules.culture import models as rows
from modules.culture.models import (
    DigitalCultureContribution,
    DigitalCultureKind,
    DigitalCultureProject,
    DigitalCultureStage,
)

SUBJECTS = ("壮族嘹歌", "铜鼓文化", "瑶族刺绣", "红色百色", "刘三姐歌谣", "长寿文化", "壮锦纹样", "天坑传说")
PRODUCTS = {
    DigitalCultureKind.ANIMATION: "动画短片",
    DigitalCultureKind.AUDIOVISUAL: "网络纪录片",
    DigitalCultureKind.HERITAGE: "数字化采集与建档",
    DigitalCultureKind.DESIGN: "文创设计云平台",
    DigitalCultureKind.IMMERSIVE: "沉浸式数字展",
    DigitalCultureKind.PLATFORM: "数字文化馆",
}
PARTNERS = tuple(
    f"深圳市{word}{kind}有限公司"
    for word in ("云帆", "数绘", "鹏影", "幻境", "乐创")
    for kind in ("数字科技", "文化传播", "动漫")
)
BEGUN = (DigitalCultureStage.UNDER_WAY, DigitalCultureStage.LAUNCHED, DigitalCultureStage.PLANNED)
STOPPED = 0.07
"""The share of earlier years' projects that stopped."""
PROJECTS = 1.6
"""How many a county and year."""
SHARE = {DigitalCultureStage.PLANNED: (0, 0), DigitalCultureStage.LAUNCHED: (85, 100)}
"""Per cent of the planned money that is paid, by stage; of the others, part."""


def fill(book: Book) -> None:
    """Write projects, then their partners; the last county by code has none."""
    for county, year, number in book.numbered(PROJECTS):
        if county != book.bare:
            _project(book, county, year, number)
    for project in book.approved(DigitalCultureProject):
        _partners(book, project)


def _project(book: Book, county: str, year: int, number: int) -> None:
    kind, stage = book.random.choice(list(DigitalCultureKind)), _stage(book, year)
    days, launched = _days(book, year, stage)
    planned = Decimal(book.random.randint(8, 400)) * 10_000
    percent = book.random.randint(*SHARE.get(stage, (10, 80)))
    begun = stage is not DigitalCultureStage.PLANNED
    book.add(
        rows.DigitalCultureProject,
        county,
        days,
        name=f"{book.short(county)}{book.random.choice(SUBJECTS)}{PRODUCTS[kind]}项目（{number}号）",
        kind=kind,
        stage=stage,
        institution_id=book.some(rows.CultureInstitution, county, days[0], 0.8),
        planned_amount=planned,
        paid_amount=planned * percent / 100,
        jobs=book.random.randint(0, 40) if begun else 0,
        launched_on=launched,
    )


def _stage(book: Book, year: int) -> DigitalCultureStage:
    if year == book.years[-1]:
        return book.random.choice(BEGUN)
    return DigitalCultureStage.STOPPED if book.chance(STOPPED) else DigitalCultureStage.LAUNCHED


def _days(book: Book, year: int, stage: DigitalCultureStage) -> tuple[Days, date | None]:
    """What was launched goes on; what stopped has an end; some launches of a year fall in the next."""
    first, ready = book.days(year, (2, 4, 6, 9), 60, 300)
    if stage is DigitalCultureStage.LAUNCHED:
        return (first, None), ready
    return (first, ready if stage is DigitalCultureStage.STOPPED else None), None


def _partners(book: Book, project: DigitalCultureProject) -> None:
    for name in book.random.sample(PARTNERS, book.random.choice((1, 1, 2, 2, 3))):
        contribution = book.random.choice(list(DigitalCultureContribution))
        funds = contribution is DigitalCultureContribution.FUNDING
        book.add(
            rows.DigitalCulturePartner,
            project.county_code,
            (project.starts_on, project.ends_on),
            project_id=project.id,
            name=name,
            contribution=contribution,
            district_code=book.district(project.county_code),
            amount=project.planned_amount * book.random.randint(10, 30) / 100 if funds else Decimal(0),
        )
