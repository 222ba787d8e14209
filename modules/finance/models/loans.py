"""Loans and their entries: what is booked on a loan decides its stage and its balance, and nothing else does.

The columns of a loan that `DERIVED` names are set by the database, from approved entries, at every write of the loan
or of an entry (see the migration `finance_0002_ledger`), so whatever is given for them is never kept.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hub.models import Choice, Problem, ProblemCode, Record, Text, choice, money, record_id, text
from modules.finance.models.columns import BorrowerId, LoanId, ProductId
from modules.finance.models.ledger import ENTRY_RULES, LOAN_RULES


class LoanPurpose(Choice):
    """What the loan is to be used for. (贷款用途)"""

    CROPS = Text("Crops", "种植业")
    LIVESTOCK = Text("Livestock", "养殖业")
    PROCESSING = Text("Processing of farm produce", "农产品加工")
    TRADE = Text("Trade and transport", "商贸流通")
    TOURISM = Text("Tourism and guest houses", "乡村旅游")
    HANDICRAFT = Text("Handicraft", "手工业")
    OTHER = Text("Another purpose", "其他")


class LoanStage(Choice):
    """Where a loan stands in its life. (贷款阶段)"""

    APPLIED = Text("Applied for", "已申请")
    GRANTED = Text("Granted, nothing drawn yet", "已授信")
    REFUSED = Text("Refused", "已拒绝")
    DRAWN = Text("Drawn, in whole or in part", "已放款")
    OVERDUE = Text("Overdue", "已逾期")
    REPAID = Text("Repaid in full", "已结清")
    WRITTEN_OFF = Text("The rest written off", "已核销")


class EntryKind(Choice):
    """What happened to a loan on a day. (贷款事项)"""

    GRANT = Text("Granted, up to an amount; only for an application", "授信")
    REFUSAL = Text("Refused, with a reason; only for an application", "拒绝")
    DRAWDOWN = Text("An amount paid out to the borrower, within what is granted", "放款")
    OVERDUE = Text("An amount due and not paid, with a reason", "逾期")
    REPAYMENT = Text("Principal paid back, with the interest paid along", "还款")
    WRITE_OFF = Text("Principal of an overdue loan given up, with a reason", "核销")


DERIVED = (
    "stage",
    "stage_on",
    "stage_reason",
    "due_on",
    "granted_amount",
    "drawn_amount",
    "repaid_amount",
    "written_off_amount",
    "balance",
    "ends_on",
)
"""What the database derives from a loan's approved entries; `ends_on` is the day on which the loan came to its end."""


class Loan(Record, table=True):
    """An application for credit, and the loan that may come of it; the period begins with the application."""

    measure = "credit"
    natural_key = ("number",)
    derived = DERIVED
    enforced = LOAN_RULES

    number: str = text(length=60)
    borrower_id: BorrowerId = record_id()
    product_id: ProductId = record_id()
    purpose: LoanPurpose = choice(LoanPurpose)
    project: str | None = text(None)
    requested_amount: Decimal = money()
    stage: LoanStage = choice(LoanStage, LoanStage.APPLIED)
    stage_on: date | None = None
    stage_reason: str | None = text(None, length=500)
    due_on: date | None = None
    granted_amount: Decimal = money(Decimal(0))
    drawn_amount: Decimal = money(Decimal(0))
    repaid_amount: Decimal = money(Decimal(0))
    written_off_amount: Decimal = money(Decimal(0))
    balance: Decimal = money(Decimal(0))

    def problems(self) -> Iterator[Problem]:
        """Something is asked for, and the loan's end isn't written but comes with its last entry."""
        if not self.requested_amount:
            yield Problem("requested_amount", ProblemCode.INVALID, Text("give more than 0", "须大于 0"))
        if self.ends_on is not None:
            wrong = Text("leave it out: the last entry ends the loan", "请勿填写，由最后一笔事项确定")
            yield Problem("ends_on", ProblemCode.INVALID, wrong)

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """The product is for such a borrower and such an amount."""
        product, borrower = referred["product_id"], referred["borrower_id"]
        if product.borrower_kind not in (None, borrower.kind):
            wrong = Text(f"choose a product for {borrower.kind.name}", f"该产品不面向{borrower.kind.text.zh}")
            yield Problem("product_id", ProblemCode.INCONSISTENT, wrong)
        if self.requested_amount > product.max_amount:
            most = Text(f"at most {product.max_amount}, the product's limit", f"不能超过产品额度 {product.max_amount}")
            yield Problem("requested_amount", ProblemCode.INCONSISTENT, most)


REASONED = (EntryKind.REFUSAL, EntryKind.OVERDUE, EntryKind.WRITE_OFF)
"""Entries that need a reason."""


class LoanEntry(Record, table=True):
    """What happened to a loan on one day; approved entries make up its stage and its balance."""

    measure = "credit"
    natural_key = ("loan_id", "kind", "starts_on")
    enforced = ENTRY_RULES

    loan_id: LoanId = record_id()
    kind: EntryKind = choice(EntryKind)
    amount: Decimal = money(Decimal(0))
    interest: Decimal = money(Decimal(0))
    due_on: date | None = None
    reason: str | None = text(None, length=500)

    def problems(self) -> Iterator[Problem]:
        """An entry is of one day, and has what its kind calls for and nothing else."""
        if self.ends_on != self.starts_on:
            wrong = Text("give the same day as the first: an entry is of one day", "贷款事项为单日，须与起始日期相同")
            yield Problem("ends_on", ProblemCode.INVALID, wrong)
        yield from self._money()
        yield from self._due()
        if self.kind in REASONED and self.reason is None:
            yield Problem("reason", ProblemCode.REASON_MISSING, Text("say why", "请说明原因"))

    def _money(self) -> Iterator[Problem]:
        if self.kind is EntryKind.REFUSAL and self.amount:
            yield Problem("amount", ProblemCode.INVALID, Text("a refusal has no amount", "拒绝事项无需填写金额"))
        if self.kind is not EntryKind.REFUSAL and not self.amount:
            yield Problem("amount", ProblemCode.REQUIRED, Text("give more than 0", "须大于 0"))
        if self.kind is not EntryKind.REPAYMENT and self.interest:
            wrong = Text("only a repayment has interest", "仅还款事项可填写利息")
            yield Problem("interest", ProblemCode.INVALID, wrong)

    def _due(self) -> Iterator[Problem]:
        if self.kind is EntryKind.GRANT and self.due_on is None:
            wrong = Text("give the day by which all is to be repaid", "请填写到期日期")
            yield Problem("due_on", ProblemCode.REQUIRED, wrong)
        if self.kind is not EntryKind.GRANT and self.due_on is not None:
            yield Problem("due_on", ProblemCode.INVALID, Text("only a grant has it", "仅授信事项可填写到期日期"))
        if self.due_on is not None and self.due_on <= self.starts_on:
            yield Problem("due_on", ProblemCode.INVALID, Text("give a day after the grant", "到期日期须晚于授信日期"))
