"""What measures the plan's target of finance: 五(二). Credit has no target with a number, and none is made up."""

from sqlalchemy import func

from hub.contract import Indicator
from hub.models import Text
from modules.finance import models as rows

FISCAL_SUPPORT = Indicator(
    target="finance.fiscal_support",
    model=rows.FiscalAllocation,
    text=Text(
        "Fiscal support allocated in the year by the city and its districts together, CNY a county on average.",
        "当年市、区两级财政下达的支援资金合计，按县平均，单位为元。",
    ),
    value=lambda table: func.sum(table.c.allocated_amount),
)
