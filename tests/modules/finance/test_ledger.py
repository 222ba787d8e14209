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


Step = tuple[Booked, str, str, str | None]
"""An entry, and the stage, balance and last day of the loan once it is approved."""
FULL: list[Step] = [(GRANT, "GRANTED", "0.00", None), (DRAW, "DRAWN", "100000.00", None)]
LATE: list[Step] = [*FULL, (OVERDUE, "OVERDUE", "100000.00", None)]
LIVES: dict[str, list[Step]] = {
    "refused": [(("REFUSAL", "2018-02-01", "0"), "REFUSED", "0.00", "2018-02-01")],
    "drawn in parts": [
        (GRANT, "GRANTED", "0.00", None),
        (("DRAWDOWN", "2018-02-02", "60000.00"), "DRAWN", "60000.00", None),
        (("DRAWDOWN", "2018-02-03", "30000.00"), "DRAWN", "90000.00", None),
        (("REPAYMENT", "2018-02-03", "90000.00"), "REPAID", "0.00", "2018-02-03"),
    ],
    "repaid in parts": [
        *FULL,
        (("REPAYMENT", "2019-02-02", "0.01"), "DRAWN", "99999.99", None),
        (("REPAYMENT", "2019-02-03", "99999.99"), "REPAID", "0.00", "2019-02-03"),
    ],
    "repaid late": [*LATE, (("REPAYMENT", "2020-03-01", "100000.00"), "REPAID", "0.00", "2020-03-01")],
    "written off": [
        *LATE,
        (("REPAYMENT", "2020-03-01", "50000.00"), "OVERDUE", "50000.00", None),
        (("WRITE_OFF", "2020-04-01", "20000.00"), "OVERDUE", "30000.00", None),
        (("WRITE_OFF", "2020-04-02", "30000.00"), "WRITTEN_OFF", "0.00", "2020-04-02"),
    ],
    "entered in another order": [
        *FULL,
        (("REPAYMENT", "2019-06-01", "50000.00"), "DRAWN", "50000.00", None),
        (("REPAYMENT", "2019-02-01", "50000.00"), "REPAID", "0.00", "2019-06-01"),
    ],
}


@pytest.mark.parametrize("life", LIVES.values(), ids=LIVES)
async def test_stage_balance_and_last_day_follow_from_the_entries(ledger: Ledger, life: list[Step]) -> None:
    loan = await ledger.applied()
    found = await ledger.read(loan)
    assert (found["stage"], found["balance"], found["endsOn"], found["dueOn"]) == ("APPLIED", "0.00", None, None)
    for number, (booked, *expected) in enumerate(life, 1):
        await ledger.book(loan, *booked)
        found = await ledger.read(loan)
        assert [found["stage"], found["balance"], found["endsOn"]] == expected
        assert owed(found["entries"]["nodes"]) == Decimal(found["balance"])
        assert found["revision"] == loan["revision"] + number
    assert found["dueOn"] == (None if found["stage"] == "REFUSED" else "2020-02-01")


async def test_the_day_and_the_reason_of_a_stage_are_those_of_the_entry_that_brought_it(ledger: Ledger) -> None:
    loan = await ledger.drawn()
    await ledger.book(loan, "REPAYMENT", "2019-02-02", "1000.00")
    found = await ledger.read(loan)
    assert (found["stageOn"], found["stageReason"]) == ("2018-02-02", None)
    await ledger.book(loan, *OVERDUE)
    found = await ledger.read(loan)
    assert (found["stageOn"], found["stageReason"]) == ("2020-02-02", REASON["reason"])


Wrong = tuple[Booked, str, str]
"""An entry that isn't allowed, with the field and the code of the refusal."""
REFUSED: dict[str, tuple[list[Booked], list[Wrong]]] = {
    "applied": (
        [],
        [
            (DRAW, "kind", "WRONG_STATE"),
            (("REPAYMENT", "2018-02-02", "1.00"), "kind", "WRONG_STATE"),
            (("GRANT", "2017-12-31", "1.00"), "startsOn", "INVALID"),
        ],
    ),
    "refused": ([("REFUSAL", "2018-02-01", "0")], [(("GRANT", "2018-02-02", "1.00"), "kind", "WRONG_STATE")]),
    "granted": (
        [GRANT],
        [
            (("GRANT", "2018-02-02", "1.00"), "kind", "WRONG_STATE"),
            (("REFUSAL", "2018-02-02", "0"), "kind", "WRONG_STATE"),
            (("REFUSAL", "2018-01-31", "0"), "kind", "WRONG_STATE"),
            (("DRAWDOWN", "2018-02-02", "100000.01"), "amount", "INVALID"),
            (("DRAWDOWN", "2018-01-31", "1.00"), "kind", "WRONG_STATE"),
            (("WRITE_OFF", "2018-02-02", "1.00"), "kind", "WRONG_STATE"),
        ],
    ),
    "drawn": (
        [GRANT, DRAW],
        [
            (("DRAWDOWN", "2018-02-03", "0.01"), "amount", "INVALID"),
            (("REPAYMENT", "2018-02-03", "100000.01"), "amount", "INVALID"),
            (("REPAYMENT", "2018-02-01", "1.00"), "kind", "WRONG_STATE"),
            (("WRITE_OFF", "2018-02-03", "1.00"), "kind", "WRONG_STATE"),
            (("OVERDUE", "2020-02-02", "100000.01"), "amount", "INVALID"),
        ],
    ),
    "repaid in part": (
        [GRANT, DRAW, ("REPAYMENT", "2019-01-01", "60000.00")],
        [(("REPAYMENT", "2018-06-01", "40000.01"), "amount", "INVALID")],
    ),
    "repaid": (
        [GRANT, DRAW, ("REPAYMENT", "2019-01-01", "100000.00")],
        [(("OVERDUE", "2020-02-02", "1.00"), "kind", "WRONG_STATE")],
    ),
    "overdue": (
        [GRANT, DRAW, OVERDUE],
        [
            (("OVERDUE", "2020-02-03", "1.00"), "kind", "WRONG_STATE"),
            (("WRITE_OFF", "2020-02-03", "100000.01"), "amount", "INVALID"),
            (("DRAWDOWN", "2020-02-03", "1.00"), "kind", "WRONG_STATE"),
        ],
    ),
}


@pytest.mark.parametrize(("life", "wrongs"), REFUSED.values(), ids=REFUSED)
async def test_an_entry_that_the_loan_doesnt_allow_is_refused_when_it_is_written(
    ledger: Ledger, life: list[Booked], wrongs: list[Wrong]
) -> None:
    loan = await ledger.applied()
    for booked in life:
        await ledger.book(loan, *booked)
    before = await ledger.read(loan)
    for wrong, field, code in wrongs:
        assert errors(await ledger.draft(loan, *wrong)) == [(field, code)], wrong
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
