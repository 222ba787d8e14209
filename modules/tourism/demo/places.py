"""Demo destinations of each county, and routes through them."""

from decimal import Decimal
from itertools import product

from hub.demo.book import Book
from hub.models import Status
from modules.tourism import models as rows
from modules.tourism.models import DestinationGrade, TourismKind

WORDS = ("石马", "龙泉", "凤鸣", "云岭", "月亮", "金竹", "百合", "银滩", "古榕", "仙人", "红枫", "碧水")
SITES = {
    TourismKind.RED: ("革命纪念园", "红军旧址", "农运讲习所旧址"),
    TourismKind.ECOLOGICAL: ("天坑", "峡谷", "湿地公园", "溶洞"),
    TourismKind.LEISURE: ("温泉度假区", "水岸营地", "田园综合体"),
    TourismKind.HEALTH: ("长寿养生园", "康养基地", "森林康养谷"),
}
PLACES = tuple((kind, word + site) for word, (kind, sites) in product(WORDS, SITES.items()) for site in sites)
"""Kinds and names of destinations; numbered beyond these."""
STRIDE = 7
"""A step that reaches all of them, so that neighbours are of different words."""
GRADES = {
    DestinationGrade.AAAAA: 1,
    DestinationGrade.AAAA: 12,
    DestinationGrade.AAA: 25,
    DestinationGrade.AA: 8,
    DestinationGrade.A: 2,
    DestinationGrade.UNGRADED: 52,
}
TOWNS = ("城厢", "平安", "龙岩", "那坡屯", "甲篆", "坡月", "三石", "同乐")
ROUTES = {
    TourismKind.RED: "红色记忆之旅",
    TourismKind.ECOLOGICAL: "山水生态之旅",
    TourismKind.LEISURE: "乡村休闲之旅",
    TourismKind.HEALTH: "长寿康养之旅",
}
NOTES = ("讲解约一小时", "午餐在村中合作社", "徒步线路，备雨具", "可参加民俗体验", None, None)
DESTINATIONS, ROUTES_A_YEAR = 18, 1.5
CORNERS = ((104.8, 109.0), (23.0, 25.0))
"""Within these degrees east and north each county gets a made-up middle."""


def fill(book: Book) -> None:
    """Write destinations, then routes, then the routes' stops."""
    for county in book.counties:
        _destinations(book, county)
    for county, year, number in book.numbered(ROUTES_A_YEAR):
        if county != book.bare:
            _route(book, county, year, number)
    for county in book.counties:
        for route in book.approved(rows.TourRoute, county):
            _stops(book, route)


def _destinations(book: Book, county: str) -> None:
    """The first is there and approved from the beginning, so that every county has one to refer to."""
    middle = [book.random.uniform(*corner) for corner in CORNERS]
    first = book.random.randrange(len(PLACES))
    for number in range(max(book.times(DESTINATIONS * book.size(county)), 1)):
        rounds, place = divmod(number, len(PLACES))
        kind, name = PLACES[(first + place * STRIDE) % len(PLACES)]
        point = [round(degrees + book.random.gauss(0, 0.08), 4) for degrees in middle] if book.chance(0.85) else None
        year = book.random.choice(book.years) if number and book.chance(0.3) else book.years[0]
        book.add(
            rows.Destination,
            county,
            (book.first, None) if year == book.years[0] else book.since(year, (1, 4, 9)),
            status=None if number else Status.APPROVED,
            name=f"{book.short(county)}{name}{rounds + 1 if rounds else ''}",
            kind=kind,
            grade=book.random.choices(list(GRADES), list(GRADES.values()))[0],
            address=f"{book.random.choice(TOWNS)}镇" if book.chance(0.9) else None,
            longitude=point[0] if point else None,
            latitude=point[1] if point else None,
        )


def _route(book: Book, county: str, year: int, number: int) -> None:
    theme = book.random.choice(list(TourismKind))
    days = book.random.randint(1, 5)
    book.add(
        rows.TourRoute,
        county,
        book.since(year, (3, 4, 9)) if book.chance(0.85) else book.days(year, (3, 4), 300, 700),
        name=f"{book.short(county)}{ROUTES[theme]}{number}号线",
        theme=theme,
        days=days,
        price=Decimal(days * book.random.randint(28, 60)) * 10 if book.chance(0.9) else None,
    )


def _stops(book: Book, route: rows.TourRoute) -> None:
    """Different destinations, every second one with a night on routes of several days; written in their order."""
    open_by_then = book.approved(rows.Destination, route.county_code, by=route.starts_on)
    chosen = book.random.sample(open_by_then, min(len(open_by_then), book.random.randint(3, 7)))
    for position, destination in enumerate(chosen, 1):
        overnight = route.days > 1 and position < len(chosen) and position % 2 == 0
        book.add(
            rows.RouteStop,
            route.county_code,
            (route.starts_on, route.ends_on),
            route_id=route.id,
            position=position,
            destination_id=destination.id,
            stay_minutes=book.random.randint(13, 18) * 60 if overnight else book.random.randint(3, 16) * 15,
            overnight=overnight,
            note=book.random.choice(NOTES),
        )
