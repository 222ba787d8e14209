"""What is counted of tourism, 五(六). The plan sets no number for it, so nothing here measures a target."""

from sqlalchemy import func

from hub.contract import Indicator
from hub.models import Text
from modules.tourism import models as rows

VISITORS = Indicator(
    key="tourism.visitors",
    name=Text("Visitors", "游客接待量"),
    unit=Text("visits", "人次"),
    model=rows.VisitorStatistic,
    text=Text("Visitors of the months that begin in the time.", "统计期内各月接待游客人次之和。"),
    value=lambda table: func.sum(table.c.visitors),
)
OVERNIGHT_STAYS = Indicator(
    key="tourism.overnight_stays",
    name=Text("Nights that visitors stayed", "游客过夜量"),
    unit=Text("nights", "人天"),
    model=rows.VisitorStatistic,
    text=Text("Overnight stays of the months that begin in the time.", "统计期内各月游客过夜人天之和。"),
    value=lambda table: func.sum(table.c.overnight_stays),
)
EVENTS_HELD = Indicator(
    key="tourism.promotion_events",
    name=Text("Promotion events", "旅游推广活动"),
    unit=Text("events", "场"),
    model=rows.PromotionEvent,
    text=Text("Promotion events that begin in the time.", "统计期内开始的推广活动场次。"),
    value=lambda _: func.count(),
)
PROMOTION_REACH = Indicator(
    key="tourism.campaign_reach",
    name=Text("People reached by campaigns", "宣传推广触达"),
    unit=Text("times", "人次"),
    model=rows.PromotionCampaign,
    text=Text(
        "Reach of the campaigns that begin in the time, on all channels together; a person counts each time.",
        "统计期内开始的宣传推广在各渠道的触达人次之和，同一人按次计。",
    ),
    value=lambda table: func.sum(table.c.reach),
)
INVESTMENT_PAID = Indicator(
    key="tourism.investment_paid",
    name=Text("Investment in tourism paid", "旅游投资到位资金"),
    unit=Text("CNY", "元"),
    model=rows.TourismInvestment,
    text=Text(
        "What is paid of the investments agreed in the time, then or later.",
        "统计期内签约的旅游投资目前已到位的资金。",
    ),
    value=lambda table: func.sum(table.c.paid_amount),
)
POOR_JOBS = Indicator(
    key="tourism.poor_jobs",
    name=Text("Jobs for registered poor people by investment in tourism", "旅游投资带动建档立卡贫困人口就业"),
    unit=Text("jobs", "人"),
    model=rows.TourismInvestment,
    text=Text(
        "Jobs for registered poor people of the investments agreed in the time.",
        "统计期内签约的旅游投资吸纳的建档立卡贫困人口就业人数。",
    ),
    value=lambda table: func.sum(table.c.poor_jobs),
)
INDICATORS = (VISITORS, OVERNIGHT_STAYS, EVENTS_HELD, PROMOTION_REACH, INVESTMENT_PAID, POOR_JOBS)
