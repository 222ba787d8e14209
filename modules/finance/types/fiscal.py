"""What finance serves of fiscal support."""

from decimal import Decimal

from hub.entities import District
from hub.fields import One, column, one, record
from hub.records.types import Record
from modules.finance import models as rows


@record(
    rows.FiscalAllocation,
    "fiscal_allocations",
    "Money that a budget of Shenzhen gives a county in one year for one purpose.",
    zh="财政支援资金",
)
class FiscalAllocation(Record):
    """An allocation, and how far it has come."""

    source: rows.FundSource = column(rows.FiscalAllocation.source, "Whose budget pays.", zh="资金来源")
    district: One[District | None] = one(
        rows.FiscalAllocation.district_code, "The district that pays; null: the city.", zh="出资区，市级资金为空"
    )
    purpose: rows.FundPurpose = column(rows.FiscalAllocation.purpose, "What it is for.", zh="资金用途")
    document_number: str = column(
        rows.FiscalAllocation.document_number, "Number of the document that allocates it.", zh="资金下达文号"
    )
    allocated_amount: Decimal = column(rows.FiscalAllocation.allocated_amount, "Allocated, CNY.", zh="下达金额（元）")
    disbursed_amount: Decimal = column(
        rows.FiscalAllocation.disbursed_amount, "Of it disbursed to the county, CNY.", zh="已拨付金额（元）"
    )
    used_amount: Decimal = column(
        rows.FiscalAllocation.used_amount, "Of it used by the county, CNY.", zh="已使用金额（元）"
    )
