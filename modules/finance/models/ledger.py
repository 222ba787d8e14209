"""The rules of the ledger that the database keeps, by the name that a breach tells, and what a writer is told then.

They are over all entries of a loan at once, so no record alone can be checked for them: see the migration
`finance_0002_ledger`.
"""

from hub.models import Problem, ProblemCode, Text

LOAN_RULES = {
    "finance_loan_withdrawn": Problem(
        "id",
        ProblemCode.WRONG_STATE,
        Text("withdraw the entries of the loan first", "请先撤销该笔贷款的全部事项"),
    ),
}
ENTRY_RULES = {
    "finance_loan_entry_loan": Problem(
        "loan_id",
        ProblemCode.WRONG_STATE,
        Text(
            "take a loan that isn't withdrawn, and approve it before its entries",
            "请选择未撤销的贷款，且贷款须先于其事项审核",
        ),
    ),
    "finance_loan_entry_day": Problem(
        "starts_on",
        ProblemCode.INVALID,
        Text("give a day on or after that of the application", "日期不能早于贷款申请日期"),
    ),
    "finance_loan_entry_stage": Problem(
        "kind",
        ProblemCode.WRONG_STATE,
        Text(
            "the loan's stage on that day, or later, doesn't allow it: read the loan's entries",
            "贷款在该日或其后的阶段不允许此事项，请核对该笔贷款的全部事项",
        ),
    ),
    "finance_loan_entry_balance": Problem(
        "amount",
        ProblemCode.INVALID,
        Text(
            "no more is drawn than granted, nor repaid, overdue or written off than the balance on any day",
            "任何一日的放款不能超过授信额度，还款、逾期和核销不能超过当日余额",
        ),
    ),
}
