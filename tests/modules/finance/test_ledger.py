"""The life of a loan: its stage and its balance follow from its approved entries, and nothing contradicts them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from hub.models import Record
from hub.testing.client import HubClient
from modules.finance import models as rows
from tests.modules.finance.ledger import REASON, Ledger, errors, owed
from tests.modules.finance.samples import OFFICE, few_records

Booked = tuple[str, str, str]
"""Kind, day and amount of an entry."""
GRANT: Booked = ("GRANT", "2018-02-01", "100000.00")
DRAW: Booked = ("DRAWDOWN", "2018-02-02", "100000.00")
OVERDUE: Booked = ("OVERDUE", "2020-02-02", "60000.00")


@pytest.fixture(scope="session")
def hub_records() -> Callable[[], list[Record]]:
    return few_records


@pytest.fixture
def ledger(shared: HubClient) -> Ledger:
    return Ledger(shared)


LIVES: list[tuple[list[Booked], str, str, str | None]] = [
    ([], "APPLIED", "0.00", None),
    ([("REFUSAL", "2018-02-01", "0")], "REFUSED", "0.00", "2018-02-01"),
    ([GRANT], "GRANTED", "0.00", None),
    ([GRANT, ("DRAWDOWN", "2018-02-02", "60000.00")], "DRAWN", "60000.00", None),
    (
        [GRANT, ("DRAWDOWN", "2018-02-02", "60000.00"), ("DRAWDOWN", "2018-02-03", "40000.00")],
        "DRAWN",
        "100000.00",
        None,
    ),
    ([GRANT, DRAW, ("REPAYMENT", "2019-02-02", "0.01")], "DRAWN", "99999.99", None),
    ([GRANT, DRAW, ("REPAYMENT", "2019-02-02", "100000.00")], "REPAID", "0.00", "2019-02-02"),
    ([GRANT, DRAW, OVERDUE], "OVERDUE", "100000.00", None),
    ([GRANT, DRAW, OVERDUE, ("REPAYMENT", "2020-03-01", "50000.00")], "OVERDUE", "50000.00", None),
    ([GRANT, DRAW, OVERDUE, ("REPAYMENT", "2020-03-01", "100000.00")], "REPAID", "0.00", "2020-03-01"),
    ([GRANT, DRAW, OVERDUE, ("WRITE_OFF", "2020-03-01", "50000.00")], "OVERDUE", "50000.00", None),
    (
        [GRANT, DRAW, OVERDUE, ("REPAYMENT", "2020-03-01", "50000.00"), ("WRITE_OFF", "2020-04-01", "50000.00")],
        "WRITTEN_OFF",
        "0.00",
        "2020-04-01",
    ),
]


@pytest.mark.parametrize(("life", "stage", "balance", "ends"), LIVES)
async def test_stage_balance_and_last_day_follow_from_the_entries(
    ledger: Ledger, life: list[Booked], stage: str, balance: str, ends: str | None
) -> None:
    loan = await ledger.applied()
    for kind, day, amount in life:
        await ledger.book(loan, kind, day, amount)
    found = await ledger.read(loan)
    assert (found["stage"], found["balance"], found["endsOn"]) == (stage, balance, ends)
    assert owed(found["entries"]["nodes"]) == Decimal(balance)
    assert found["revision"] == loan["revision"] + len(life)
    assert found["dueOn"] == ("2020-02-01" if GRANT in life else None)


async def test_the_day_and_the_reason_of_a_stage_are_those_of_the_entry_that_brought_it(ledger: Ledger) -> None:
    loan = await ledger.drawn()
    await ledger.book(loan, "REPAYMENT", "2019-02-02", "1000.00")
    found = await ledger.read(loan)
    assert (found["stageOn"], found["stageReason"]) == ("2018-02-02", None)
    await ledger.book(loan, *OVERDUE)
    found = await ledger.read(loan)
    assert (found["stageOn"], found["stageReason"]) == ("2020-02-02", REASON["reason"])


REFUSED: list[tuple[list[Booked], Booked, str, str]] = [
    ([], DRAW, "kind", "WRONG_STATE"),
    ([], ("REPAYMENT", "2018-02-02", "1.00"), "kind", "WRONG_STATE"),
    ([], ("GRANT", "2017-12-31", "1.00"), "startsOn", "INVALID"),
    ([GRANT], ("GRANT", "2018-02-02", "1.00"), "kind", "WRONG_STATE"),
    ([GRANT], ("REFUSAL", "2018-02-02", "0"), "kind", "WRONG_STATE"),
    ([GRANT], ("REFUSAL", "2018-01-31", "0"), "kind", "WRONG_STATE"),
    ([GRANT], ("DRAWDOWN", "2018-02-02", "100000.01"), "amount", "INVALID"),
    ([GRANT], ("DRAWDOWN", "2018-01-31", "1.00"), "kind", "WRONG_STATE"),
    ([GRANT], ("WRITE_OFF", "2018-02-02", "1.00"), "kind", "WRONG_STATE"),
    ([GRANT, DRAW], ("DRAWDOWN", "2018-02-03", "0.01"), "amount", "INVALID"),
    ([GRANT, DRAW], ("REPAYMENT", "2018-02-03", "100000.01"), "amount", "INVALID"),
    ([GRANT, DRAW], ("REPAYMENT", "2018-02-01", "1.00"), "kind", "WRONG_STATE"),
    ([GRANT, DRAW], ("WRITE_OFF", "2018-02-03", "1.00"), "kind", "WRONG_STATE"),
    ([GRANT, DRAW], ("OVERDUE", "2020-02-02", "100000.01"), "amount", "INVALID"),
    ([GRANT, DRAW, OVERDUE], ("OVERDUE", "2020-02-03", "1.00"), "kind", "WRONG_STATE"),
    ([GRANT, DRAW, OVERDUE], ("WRITE_OFF", "2020-02-03", "100000.01"), "amount", "INVALID"),
    ([("REFUSAL", "2018-02-01", "0")], ("GRANT", "2018-02-02", "1.00"), "kind", "WRONG_STATE"),
    ([GRANT, DRAW, ("REPAYMENT", "2019-01-01", "100000.00")], ("OVERDUE", "2020-02-02", "1.00"), "kind", "WRONG_STATE"),
    (
        [GRANT, DRAW, ("REPAYMENT", "2019-01-01", "60000.00")],
        ("REPAYMENT", "2018-06-01", "40000.01"),
        "amount",
        "INVALID",
    ),
]


@pytest.mark.parametrize(("life", "wrong", "field", "code"), REFUSED)
async def test_an_entry_that_the_loan_doesnt_allow_is_refused_when_it_is_written(
    ledger: Ledger, life: list[Booked], wrong: Booked, field: str, code: str
) -> None:
    loan = await ledger.applied()
    for kind, day, amount in life:
        await ledger.book(loan, kind, day, amount)
    before = await ledger.read(loan)
    assert errors(await ledger.draft(loan, *wrong)) == [(field, code)]
    assert await ledger.read(loan) == before


async def test_a_draft_counts_in_no_balance_and_yet_holds_its_amount(ledger: Ledger) -> None:
    loan = await ledger.drawn()
    first = (await ledger.draft(loan, "REPAYMENT", "2019-01-01", "60000.00"))["record"]
    assert (await ledger.read(loan))["balance"] == "100000.00"
    assert errors(await ledger.draft(loan, "REPAYMENT", "2019-01-02", "60000.00")) == [("amount", "INVALID")]
    await ledger.withdraw(rows.LoanEntry, first)
    assert (await ledger.draft(loan, "REPAYMENT", "2019-01-02", "60000.00"))["userErrors"] == []


async def test_a_draft_is_checked_again_when_it_changes(ledger: Ledger) -> None:
    loan = await ledger.drawn()
    draft = (await ledger.draft(loan, "REPAYMENT", "2019-01-01", "60000.00"))["record"]
    assert errors(await ledger.step(rows.LoanEntry, "Update", draft, amount="100000.01")) == [("amount", "INVALID")]
    assert (await ledger.step(rows.LoanEntry, "Update", draft, amount="100000.00"))["userErrors"] == []


async def test_an_entry_that_others_build_on_cant_be_withdrawn(ledger: Ledger) -> None:
    loan = await ledger.applied()
    entries = [await ledger.book(loan, *booked) for booked in (GRANT, DRAW, OVERDUE)]
    for entry in entries[:2]:
        assert errors(await ledger.withdraw(rows.LoanEntry, entry)) == [("id", "WRONG_STATE")]
    for entry, stage in zip(reversed(entries), ("DRAWN", "GRANTED", "APPLIED"), strict=True):
        assert (await ledger.withdraw(rows.LoanEntry, entry))["userErrors"] == []
        assert (await ledger.read(loan))["stage"] == stage


async def test_an_entry_is_approved_after_its_loan_and_after_those_that_it_builds_on(ledger: Ledger) -> None:
    loan = await ledger.drafted()
    grant = (await ledger.draft(loan, *GRANT))["record"]
    drawn = (await ledger.draft(loan, *DRAW))["record"]
    grant, drawn = [(await ledger.step(rows.LoanEntry, "Submit", entry))["record"] for entry in (grant, drawn)]
    assert errors(await ledger.step(rows.LoanEntry, "Approve", grant, as_=OFFICE)) == [("id", "WRONG_STATE")]
    await ledger.approved(rows.Loan, loan)
    assert errors(await ledger.step(rows.LoanEntry, "Approve", drawn, as_=OFFICE)) == [("id", "WRONG_STATE")]
    for entry in (grant, drawn):
        assert (await ledger.step(rows.LoanEntry, "Approve", entry, as_=OFFICE))["userErrors"] == []
    assert (await ledger.read(loan))["balance"] == "100000.00"


async def test_a_loan_is_withdrawn_after_its_entries_and_then_takes_none(ledger: Ledger) -> None:
    loan = await ledger.applied()
    draft = (await ledger.draft(loan, *GRANT))["record"]
    assert errors(await ledger.withdraw(rows.Loan, loan)) == [("id", "WRONG_STATE")]
    await ledger.withdraw(rows.LoanEntry, draft)
    assert (await ledger.withdraw(rows.Loan, loan))["userErrors"] == []
    assert errors(await ledger.draft(loan, *GRANT)) == [("loan", "WRONG_STATE")]


async def test_a_refusal_is_told_in_the_readers_language(ledger: Ledger) -> None:
    loan = await ledger.applied()
    messages: list[Any] = []
    for language in ("en", "zh"):
        query = """mutation($i: LoanEntryCreateInput!) { loanEntryCreate(input: $i) { userErrors { message } } }"""
        given = {"requestId": f"request-{language}", "county": "451225", "loan": loan["id"], "kind": "DRAWDOWN"}
        days = {"startsOn": "2018-02-02", "endsOn": "2018-02-02", "amount": "1.00"}
        found = await ledger.hub.answer(query, {"i": given | days}, as_="luocheng-county", language=language)
        messages += [error["message"] for error in found["data"]["loanEntryCreate"]["userErrors"]]
    assert messages == [rows.LoanEntry.enforced["finance_loan_entry_stage"].text.en, messages[1]]
    assert messages[1] == rows.LoanEntry.enforced["finance_loan_entry_stage"].text.zh
