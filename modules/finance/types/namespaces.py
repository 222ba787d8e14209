"""Finance as a part of each county and district: two measures, so a reader of one gets its fields alone."""

from decimal import Decimal

from hub.entities import County, District
from hub.fields import Connection, connection, count, namespace, total
from modules.finance import models as rows
from modules.finance.types.borrowers import AssistedHousehold, Borrower
from modules.finance.types.fiscal import FiscalAllocation
from modules.finance.types.institutions import CreditInstitution, CreditProduct
from modules.finance.types.loans import Loan, LoanEntry


@namespace(County, "finance", "Fiscal support and credit in this county.", zh="财政与金融")
class CountyFinance:
    """What a county's finance records add up to, and the records."""

    allocated_total: Decimal | None = total(
        rows.FiscalAllocation.county_code,
        rows.FiscalAllocation.allocated_amount,
        "Fiscal support allocated, CNY.",
        zh="财政支援下达合计（元）",
    )
    disbursed_total: Decimal | None = total(
        rows.FiscalAllocation.county_code,
        rows.FiscalAllocation.disbursed_amount,
        "Fiscal support disbursed, CNY.",
        zh="财政支援拨付合计（元）",
    )
    used_total: Decimal | None = total(
        rows.FiscalAllocation.county_code,
        rows.FiscalAllocation.used_amount,
        "Fiscal support used, CNY.",
        zh="财政支援使用合计（元）",
    )
    credit_institution_count: int | None = count(
        rows.CreditInstitution.county_code, "Financial institutions.", zh="金融机构数"
    )
    borrower_count: int | None = count(rows.Borrower.county_code, "Borrowers.", zh="贷款主体数")
    loan_count: int | None = count(rows.Loan.county_code, "Applications and loans.", zh="贷款申请与贷款笔数")
    granted_total: Decimal | None = total(
        rows.Loan.county_code, rows.Loan.granted_amount, "Credit granted, CNY.", zh="授信合计（元）"
    )
    drawn_total: Decimal | None = total(
        rows.Loan.county_code, rows.Loan.drawn_amount, "Credit drawn, CNY.", zh="放款合计（元）"
    )
    repaid_total: Decimal | None = total(
        rows.Loan.county_code, rows.Loan.repaid_amount, "Principal repaid, CNY.", zh="已还本金合计（元）"
    )
    written_off_total: Decimal | None = total(
        rows.Loan.county_code, rows.Loan.written_off_amount, "Written off, CNY.", zh="核销合计（元）"
    )
    balance_total: Decimal | None = total(
        rows.Loan.county_code, rows.Loan.balance, "Principal owed, CNY.", zh="贷款余额合计（元）"
    )
    assisted_household_count: int | None = count(
        rows.AssistedHousehold.county_code, "Poor households brought along.", zh="带动贫困户数"
    )

    fiscal_allocations: Connection[FiscalAllocation] = connection(
        rows.FiscalAllocation.county_code, "Fiscal support.", zh="财政支援资金"
    )
    credit_institutions: Connection[CreditInstitution] = connection(
        rows.CreditInstitution.county_code, "Financial institutions.", zh="金融机构"
    )
    credit_products: Connection[CreditProduct] = connection(
        rows.CreditProduct.county_code, "Kinds of loans on offer.", zh="信贷产品"
    )
    borrowers: Connection[Borrower] = connection(rows.Borrower.county_code, "Borrowers.", zh="贷款主体")
    loans: Connection[Loan] = connection(rows.Loan.county_code, "Applications and loans.", zh="贷款申请与贷款")
    loan_entries: Connection[LoanEntry] = connection(
        rows.LoanEntry.county_code, "What happened to loans.", zh="贷款事项"
    )
    assisted_households: Connection[AssistedHousehold] = connection(
        rows.AssistedHousehold.county_code, "Poor households that borrowers bring along.", zh="带动贫困户"
    )


@namespace(District, "finance", "Fiscal support and credit in this district's counties.", zh="结对县的财政与金融")
class DistrictFinance(CountyFinance):
    """The same over all of a district's counties."""
