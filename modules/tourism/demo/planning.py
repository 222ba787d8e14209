"""Demo plans, demonstration zones and preferential policies of each county."""

from datetime import date, timedelta
from decimal import Decimal

from hub.demo.book import Book
from modules.tourism import models as rows
from modules.tourism.models import (
    DemonstrationZoneKind,
    DemonstrationZoneState,
    PolicyIssuer,
    TourismPlanKind,
    TourismPlanState,
    TourismPolicyKind,
)

PLANNERS = ("深圳市山海旅游规划设计有限公司", "深圳市远行文旅咨询有限公司", "深圳市城景规划研究院有限公司")
BENEFITS = {
    TourismPolicyKind.LAND: "旅游项目用地优先纳入年度计划，按规定实行点状供地",
    TourismPolicyKind.TAX: "来县投资的旅游企业按规定享受西部大开发所得税优惠",
    TourismPolicyKind.CREDIT: "带动建档立卡贫困户的旅游经营主体贷款给予贴息，最长三年",
    TourismPolicyKind.SUBSIDY: "新评为4A级景区的经营单位给予一次性奖励",
    TourismPolicyKind.TICKETS: "深圳市民凭身份证件游览县内景区门票半价",
    TourismPolicyKind.SERVICE: "旅游项目审批全程代办，重点项目由专人负责落地",
}
SIGNS = {
    PolicyIssuer.REGION: "桂旅演示",
    PolicyIssuer.CITY: "市旅演示",
    PolicyIssuer.COUNTY: "县旅演示",
    PolicyIssuer.SHENZHEN: "深旅演示",
}
"""How document numbers begin: none that a government uses."""
PLANS, ZONES, POLICIES = 0.9, 0.4, 1.2
"""How many a county and year."""


def fill(book: Book) -> None:
    """Write plans, zones and policies."""
    for county, year, number in book.numbered(PLANS):
        _plan(book, county, year, number)
    for county, year, number in book.numbered(ZONES):
        if county != book.bare:
            _zone(book, county, year, number)
    for county, year, number in book.numbered(POLICIES):
        _policy(book, county, year, number)


def _plan(book: Book, county: str, year: int, number: int) -> None:
    """Plans of the last year are under way."""
    begin, end = book.days(year, (2, 3, 4, 5, 6), 120, 400)
    site = book.random.choice(book.approved(rows.Destination, county, by=begin)) if book.chance(0.5) else None
    kind = TourismPlanKind.SITE if site else book.random.choice(list(TourismPlanKind)[:-1])
    adopted = year < book.years[-1] and book.chance(0.8)
    state = TourismPlanState.ADOPTED if adopted else book.random.choice(list(TourismPlanState)[:-1])
    book.add(
        rows.TourismPlan,
        county,
        (begin, end if adopted else None),
        title=f"{site.name if site else book.short(county)}{kind.text.zh}（{year}年第{number}号）",
        kind=kind,
        state=state,
        destination_id=site.id if site else None,
        planner=book.random.choice(PLANNERS),
        district_code=book.district(county),
        amount=Decimal(book.random.randint(10, 180)) * 10_000,
        adopted_on=_late(book, begin, end) if adopted else None,
    )


def _zone(book: Book, county: str, year: int, number: int) -> None:
    """Zones of the first years are mostly recognised by now; the work goes on."""
    begin, end = book.days(year, (3, 4, 5), 200, 500)
    recognised = year < book.years[-1] and book.chance(0.5)
    kind = book.random.choice(list(DemonstrationZoneKind))
    state = DemonstrationZoneState.RECOGNISED if recognised else book.random.choice(list(DemonstrationZoneState)[:-1])
    book.add(
        rows.DemonstrationZone,
        county,
        (begin, None),
        name=f"{book.short(county)}{kind.text.zh[2:]}{number}号片区",
        kind=kind,
        state=state,
        poor_households=book.random.randint(40, 1800),
        amount=Decimal(book.random.randint(20, 600)) * 10_000,
        recognised_on=_late(book, begin, end) if recognised else None,
    )


def _late(book: Book, begin: date, end: date) -> date:
    """A day in the second half of a period."""
    length = (end - begin).days
    return end - timedelta(days=book.random.randint(0, length // 2))


def _policy(book: Book, county: str, year: int, number: int) -> None:
    issuer = book.random.choice(list(PolicyIssuer))
    kind = book.random.choice(list(TourismPolicyKind))
    valid_from, valid_until = _validity(book, year)
    book.add(
        rows.PreferentialPolicy,
        county,
        (max(valid_from, book.first), valid_until and min(valid_until, book.last)),
        title=f"关于促进旅游发展{kind.text.zh}的若干措施",
        document_number=f"{SIGNS[issuer]}〔{valid_from.year}〕{number}号",
        issuer=issuer,
        kind=kind,
        benefit=BENEFITS[kind],
        valid_from=valid_from,
        valid_until=valid_until,
    )


def _validity(book: Book, year: int) -> tuple[date, date | None]:
    """Some policies of the first year are older than the programme, and some of the last outlive it."""
    begin = book.days(year, (1, 3, 5, 7), 1, 1)[0]
    if year == book.years[0] and book.chance(0.4):
        begin -= timedelta(days=365 * book.random.randint(1, 2))
    until = begin + timedelta(days=365 * book.random.choice((2, 3, 5)) + 100)
    return begin, until if until > book.first and book.chance(0.75) else None
