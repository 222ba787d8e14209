"""Demo operators of each county, and investments with the jobs and incomes that they bring."""

from decimal import Decimal

from hub.demo.book import Book, Days
from modules.tourism import models as rows
from modules.tourism.models import OperatorOrigin, TourismInvestmentState, TourismOperatorKind

NAMES = {
    TourismOperatorKind.ATTRACTION: "景区管理有限公司",
    TourismOperatorKind.HOTEL: "酒店",
    TourismOperatorKind.HOMESTAY: "民宿",
    TourismOperatorKind.FARM_STAY: "农家乐专业合作社",
    TourismOperatorKind.TRAVEL_AGENCY: "旅行社有限公司",
    TourismOperatorKind.TRANSPORT: "旅游客运有限公司",
    TourismOperatorKind.MANAGEMENT: "文旅运营管理有限公司",
}
STAFF = {
    TourismOperatorKind.ATTRACTION: (20, 180),
    TourismOperatorKind.HOTEL: (15, 120),
    TourismOperatorKind.HOMESTAY: (2, 12),
    TourismOperatorKind.FARM_STAY: (4, 30),
    TourismOperatorKind.TRAVEL_AGENCY: (5, 40),
    TourismOperatorKind.TRANSPORT: (10, 60),
    TourismOperatorKind.MANAGEMENT: (10, 80),
}
SHARES = (18, 14, 24, 22, 10, 6, 6)
ORIGINS = {OperatorOrigin.SHENZHEN: 15, OperatorOrigin.LOCAL: 75, OperatorOrigin.OTHER: 10}
WORDS = ("山水间", "云上", "归园", "鸿运", "青禾", "远方", "锦绣", "瑞景", "悦来", "星河")
INVESTORS = tuple(f"深圳市{word}文旅投资有限公司" for word in ("鹏程", "海岸", "华景", "南山行", "湾区", "同行"))
PROJECTS = ("度假酒店", "民宿集群", "游客中心", "索道与步道", "康养小镇", "夜游街区", "露营基地")
BORN = (1962, 1992)
"""When people who run an enterprise were born, from and to."""
OPERATORS, INVESTMENTS = 8.0, 3.2
"""How many a county and year."""


def fill(book: Book) -> None:
    """Write operators, then investments."""
    for county, year, number in book.numbered(OPERATORS):
        _operator(book, county, year, number)
    for county, year, number in book.numbered(INVESTMENTS):
        _investment(book, county, year, number)


def _operator(book: Book, county: str, year: int, number: int) -> None:
    kind = book.random.choices(list(STAFF), SHARES)[0]
    origin = book.random.choices(list(ORIGINS), list(ORIGINS.values()))[0]
    days = book.since(year, (1, 3, 5, 9)) if book.chance(0.92) else book.days(year, (1, 3), 300, 900)
    staff = book.random.randint(*STAFF[kind])
    local = origin is OperatorOrigin.LOCAL
    contact = book.people.from_county(county, *BORN) if local else book.people.from_shenzhen(*BORN)
    book.add(
        rows.TourismOperator,
        county,
        days,
        name=f"{book.short(county)}{book.random.choice(WORDS)}{NAMES[kind]}（{number}号）",
        kind=kind,
        origin=origin,
        destination_id=book.some(rows.Destination, county, days[0], 0.7),
        contact=contact.name,
        phone=contact.phone if book.chance(0.9) else None,
        employees=staff,
        poor_employees=int(staff * book.random.uniform(0, 0.6)),
    )


def _investment(book: Book, county: str, year: int, number: int) -> None:
    days, state, paid = _progress(book, year)
    agreed = Decimal(book.random.randint(30, 3000)) * 100_000
    jobs = 0 if state is TourismInvestmentState.SIGNED else book.random.randint(5, 260)
    poor = int(jobs * book.random.uniform(0.1, 0.7))
    earning = poor if state is TourismInvestmentState.OPERATING else 0
    book.add(
        rows.TourismInvestment,
        county,
        days,
        project=f"{book.short(county)}{book.random.choice(PROJECTS)}项目（{year}年第{number}号）",
        investor=book.random.choice(INVESTORS),
        state=state,
        operator_id=book.some(rows.TourismOperator, county, days[0], 0.6),
        destination_id=book.some(rows.Destination, county, days[0], 0.75),
        district_code=book.district(county),
        agreed_amount=agreed,
        paid_amount=(agreed * paid).quantize(Decimal("0.01")),
        jobs=jobs,
        poor_jobs=poor,
        poor_income=Decimal(earning * book.random.randint(120, 340)) * 100,
    )


def _progress(book: Book, year: int) -> tuple[Days, TourismInvestmentState, Decimal]:
    """Period, state and the share that is paid: the older, the further; some were given up."""
    share = Decimal(book.random.randint(5, 90)) / 100
    if book.chance(0.07):
        return book.days(year, (3, 5, 9), 90, 500), TourismInvestmentState.STOPPED, share / 3
    if year < book.years[-1] - 1:
        return book.days(year, (3, 5, 9), 400, 900), TourismInvestmentState.OPERATING, Decimal(1)
    state = book.random.choice((TourismInvestmentState.SIGNED, TourismInvestmentState.BUILDING))
    return book.since(year, (3, 5, 9)), state, Decimal(0) if state is TourismInvestmentState.SIGNED else share
