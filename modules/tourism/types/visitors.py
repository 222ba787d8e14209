"""How many visitors come, how many stay overnight and what they spend: one record a county and month."""

from decimal import Decimal

from hub.fields import column, record
from hub.records.types import Record
from modules.tourism import models as rows


@record(
    rows.VisitorStatistic,
    "visitor_statistics",
    "The visitors of one county in one month, which is the record's period.",
    zh="月度游客统计",
)
class VisitorStatistic(Record):
    """One month."""

    visitors: int = column(rows.VisitorStatistic.visitors, "Visits, overnight or not.", zh="游客人次")
    overnight_visitors: int = column(
        rows.VisitorStatistic.overnight_visitors, "Of the visits, those with a night or more.", zh="其中过夜游客人次"
    )
    overnight_stays: int = column(
        rows.VisitorStatistic.overnight_stays, "Nights that these spent, all together.", zh="过夜总人天"
    )
    revenue: Decimal = column(rows.VisitorStatistic.revenue, "What visitors spent, CNY.", zh="旅游总消费（元）")
