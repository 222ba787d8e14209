"""Demo channels of the smart-promotion system, campaigns over them and others, events and joint promotions."""

from datetime import date
from decimal import Decimal

from hub.demo.book import Book
from modules.tourism import models as rows
from modules.tourism.models import DIGITAL, PromotionChannel, PromotionEventKind

REACH = {
    PromotionChannel.WECHAT: (8, 300),
    PromotionChannel.SHORT_VIDEO: (50, 4000),
    PromotionChannel.LIVE_STREAM: (20, 900),
    PromotionChannel.WEBSITE: (3, 80),
    PromotionChannel.ONLINE_TRAVEL: (20, 600),
    PromotionChannel.TELEVISION: (200, 3000),
    PromotionChannel.PRESS: (30, 400),
    PromotionChannel.OUTDOOR: (100, 2000),
}
"""Thousands of people that one campaign reaches, from the fewest to the most."""
THEMES = ("壮族三月三", "深圳人游山乡", "长寿之乡过大年", "红色研学季", "金秋采摘季", "亲水避暑季")
VENUES = ("深圳会展中心", "深圳市民中心广场", "深圳书城中心城", "深圳湾体育中心", "县文化广场")
EVENTS = {
    PromotionEventKind.PRESENTATION: "旅游专场推介会",
    PromotionEventKind.EXHIBITION: "文博会旅游展位",
    PromotionEventKind.CULTURE: "文化周旅游推广",
    PromotionEventKind.SPORT: "马拉松赛事旅游推广",
    PromotionEventKind.EXCHANGE: "旅行商踩线交流",
}
PARTNERS = tuple(
    f"深圳市{word}{kind}"
    for word in ("鹏游", "乐途", "海天", "畅行")
    for kind in ("国际旅行社有限公司", "旅游协会", "自驾俱乐部")
)
SMART, CAMPAIGNS, PROMOTED, JOINT = 1.3, 7.8, 4.8, 2.5
"""How many a county and year; a campaign runs over one to three channels."""


def fill(book: Book) -> None:
    """Write the system's channels first, as campaigns go over them."""
    for county, year, number in book.numbered(SMART):
        _smart(book, county, year, number)
    for county, year, number in book.numbered(CAMPAIGNS):
        _campaign(book, county, year, number)
    for county, year, number in book.numbered(PROMOTED):
        _event(book, county, year, number)
    for county, year, number in book.numbered(JOINT):
        _joint(book, county, year, number)


def _smart(book: Book, county: str, year: int, number: int) -> None:
    kind = book.random.choice(DIGITAL)
    days = book.since(year, (1, 4, 8))
    followers = book.random.randint(2, 220) * 1000 + book.random.randrange(1000)
    book.add(
        rows.SmartPromotionChannel,
        county,
        days,
        name=f"{book.short(county)}旅游{kind.text.zh}{number}号",
        kind=kind,
        operator_id=book.some(rows.TourismOperator, county, days[0], 0.5),
        address=f"演示账号{county}-{number}" if book.chance(0.9) else None,
        followers=followers,
        monthly_reach=int(followers * book.random.uniform(0.3, 4)),
    )


def _campaign(book: Book, county: str, year: int, number: int) -> None:
    """Over different channels, which share the title and the days; one begun in November crosses the year's end."""
    days = book.days(year, (2, 3, 5, 9, 11), 10, 75)
    title = f"{book.short(county)}{book.random.choice(THEMES)}（{year}年第{number}号）"
    district = book.district(county)
    for channel in book.random.sample(list(PromotionChannel), book.random.choice((1, 2, 2, 3))):
        book.add(
            rows.PromotionCampaign,
            county,
            days,
            title=title,
            channel=channel,
            smart_channel_id=_over(book, county, days[0], channel),
            district_code=district,
            reach=book.random.randint(*REACH[channel]) * 1000 + book.random.randrange(1000),
            amount=Decimal(book.random.randint(1, 80)) * 5000 if book.chance(0.9) else Decimal(0),
        )


def _over(book: Book, county: str, day: date, channel: PromotionChannel) -> int | None:
    """A channel of the county's system of this medium that runs on the day, if it has one."""
    running = book.approved(rows.SmartPromotionChannel, county, by=day)
    return next((smart.id for smart in running if smart.kind is channel), None)


def _event(book: Book, county: str, year: int, number: int) -> None:
    kind = book.random.choice(list(PromotionEventKind))
    attendees = book.random.randint(20, 60) if kind is PromotionEventKind.EXCHANGE else book.random.randint(80, 9000)
    book.add(
        rows.PromotionEvent,
        county,
        book.days(year, (3, 4, 5, 9, 10, 11, 12), 1, 6),
        title=f"{book.short(county)}{EVENTS[kind]}（{year}年第{number}场）",
        kind=kind,
        venue=book.random.choice(VENUES),
        district_code=book.district(county),
        attendees=attendees,
        reach=attendees * book.random.randint(1, 40),
        amount=Decimal(book.random.randint(0, 60)) * 10_000,
    )


def _joint(book: Book, county: str, year: int, number: int) -> None:
    days = book.days(year, (3, 4, 7, 9, 12), 20, 120)
    book.add(
        rows.JointPromotion,
        county,
        days,
        title=f"{book.short(county)}深圳游客专列与优惠季（{year}年第{number}期）",
        partner=book.random.choice(PARTNERS),
        route_id=book.some(rows.TourRoute, county, days[0], 0.7),
        district_code=book.district(county),
        visitors=book.random.randint(0, 4200),
        amount=Decimal(book.random.randint(0, 90)) * 10_000,
    )
