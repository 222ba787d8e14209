"""What finance serves of loans and their entries."""

from datetime import date
from decimal import Decimal

from hub.fields import Connection, One, column, connection, one, record
from hub.records.types import Record
from modules.finance import models as rows
from modules.finance.types import borrowers, institutions


@record(
    rows.Loan,
    "loans",
    "An application for credit, and the loan that comes of it. Stage, amounts and last day follow from its approved"
    " entries.",
    zh="贷款申请与贷款，阶段、金额和结束日期由已审核事项得出",
)
class Loan(Record):
    """A loan; the period begins with the application."""

    number: str = column(rows.Loan.number, "Number of the application, unique in the county.", zh="申请编号")
    borrower: One["borrowers.Borrower | None"] = one(rows.Loan.borrower_id, "Who borrows.", zh="贷款主体")
    product: One["institutions.CreditProduct | None"] = one(rows.Loan.product_id, "The kind of loan.", zh="信贷产品")
    purpose: rows.LoanPurpose = column(rows.Loan.purpose, "What it is for.", zh="贷款用途")
    project: str | None = column(rows.Loan.project, "The borrower's project.", zh="项目说明")
    requested_amount: Decimal = column(rows.Loan.requested_amount, "Asked for, CNY.", zh="申请金额（元）")
    stage: rows.LoanStage = column(rows.Loan.stage, "Where it stands in its life.", zh="贷款阶段", writable=False)
    stage_on: date | None = column(
        rows.Loan.stage_on, "Since when; null: since the application.", zh="进入该阶段的日期", writable=False
    )
    stage_reason: str | None = column(
        rows.Loan.stage_reason, "Why it was refused, is overdue or was written off.", zh="阶段原因", writable=False
    )
    due_on: date | None = column(
        rows.Loan.due_on, "The day by which all is to be repaid.", zh="到期日期", writable=False
    )
    granted_amount: Decimal = column(rows.Loan.granted_amount, "Granted, CNY.", zh="授信金额（元）", writable=False)
    drawn_amount: Decimal = column(rows.Loan.drawn_amount, "Drawn, CNY.", zh="放款金额（元）", writable=False)
    repaid_amount: Decimal = column(
        rows.Loan.repaid_amount, "Principal repaid, CNY.", zh="已还本金（元）", writable=False
    )
    written_off_amount: Decimal = column(
        rows.Loan.written_off_amount, "Written off, CNY.", zh="核销金额（元）", writable=False
    )
    balance: Decimal = column(
        rows.Loan.balance,
        "Owed: drawn less repaid and written off, CNY.",
        zh="贷款余额（元）",
        writable=False,
    )
    entries: Connection["LoanEntry"] = connection(rows.LoanEntry.loan_id, "What happened to it.", zh="贷款事项")


@record(rows.LoanEntry, "loan_entries", "What happened to a loan on one day.", zh="贷款事项")
class LoanEntry(Record):
    """A grant, refusal, drawdown, repayment, delay or write-off."""

    loan: One[Loan | None] = one(rows.LoanEntry.loan_id, "The loan.", zh="贷款")
    kind: rows.EntryKind = column(rows.LoanEntry.kind, "What happened.", zh="事项")
    amount: Decimal = column(rows.LoanEntry.amount, "How much, CNY; 0 for a refusal.", zh="金额（元），拒绝为 0")
    interest: Decimal = column(
        rows.LoanEntry.interest, "Interest paid with a repayment, CNY; not in the balance.", zh="利息（元），不计入余额"
    )
    due_on: date | None = column(
        rows.LoanEntry.due_on, "Of a grant: the day by which all is to be repaid.", zh="到期日期，仅授信填写"
    )
    reason: str | None = column(
        rows.LoanEntry.reason, "Why it was refused, not paid or written off.", zh="拒绝、逾期或核销原因"
    )
