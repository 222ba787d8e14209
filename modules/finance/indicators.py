"""What is counted of finance: the plan's target of fiscal support, 五(二), and credit, 五(九)1, which has no number."""

from sqlalchemy import distinct, func

from hub.contract import Indicator
from hub.models import Text
from modules.finance import models as rows

FISCAL_SUPPORT = Indicator(
    key="finance.fiscal_support",
    name=Text("Fiscal support allocated", "下达的财政支援资金"),
    unit=Text("CNY", "元"),
    model=rows.FiscalAllocation,
    text=Text(
        "Fiscal support allocated in the year by the city and its districts together, CNY a county on average.",
        "当年市、区两级财政下达的支援资金合计，按县平均，单位为元。",
    ),
    value=lambda table: func.sum(table.c.allocated_amount),
)
CREDIT_PAID_OUT = Indicator(
    key="finance.credit_paid_out",
    name=Text("Credit paid out", "发放的扶贫贷款"),
    unit=Text("CNY", "元"),
    model=rows.LoanEntry,
    text=Text("Drawdowns of loans in the time.", "统计期内的放款金额合计。"),
    value=lambda table: func.sum(table.c.amount),
    only={"kind": rows.EntryKind.DRAWDOWN},
)
LOANS_GRANTED = Indicator(
    key="finance.loans_granted",
    name=Text("Loans granted", "授信贷款"),
    unit=Text("loans", "笔"),
    model=rows.LoanEntry,
    text=Text("Distinct loans granted in the time.", "统计期内授信的贷款笔数。"),
    value=lambda table: func.count(distinct(table.c.loan_id)),
    only={"kind": rows.EntryKind.GRANT},
)
HOUSEHOLDS_BROUGHT_ALONG = Indicator(
    key="finance.households_brought_along",
    name=Text("Poor households that borrowers bring along", "借款主体带动的贫困户"),
    unit=Text("households", "户"),
    model=rows.AssistedHousehold,
    text=Text(
        "Distinct households, by their head's identity number, that a borrower brings along on the day.",
        "当日由借款主体带动的贫困户数，同一户主身份证号只计一次。",
    ),
    value=lambda table: func.count(distinct(table.c.identity_number)),
    standing=True,
)
INDICATORS = (FISCAL_SUPPORT, CREDIT_PAID_OUT, LOANS_GRANTED, HOUSEHOLDS_BROUGHT_ALONG)
