"""What a sound record is, type by type."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from hub.models import ProblemCode, Record
from hub.query.codecs import optional
from hub.query.record import personal_columns
from hub.records.problems import Refused
from hub.records.validation import validated
from modules.finance import models as rows
from modules.finance.models import BorrowerKind, EntryKind
from tests.modules.finance.samples import MODELS, SOUND, shared
from tests.modules.plan import days

INVALID, REQUIRED = ProblemCode.INVALID, ProblemCode.REQUIRED


def problems(model: type[Record], changes: Mapping[str, Any]) -> list[tuple[str, ProblemCode]]:
    try:
        validated(model, shared(model) | SOUND[model] | dict(changes), days())
    except Refused as refused:
        return [(problem.field, problem.code) for problem in refused.problems]
    return []


@pytest.mark.parametrize("model", MODELS)
def test_a_sound_record_has_no_problem(model: type[Record]) -> None:
    assert problems(model, {}) == []


@pytest.mark.parametrize("model", MODELS)
def test_null_is_refused_where_the_column_is_never_null(model: type[Record]) -> None:
    for name in SOUND[model]:
        if not optional(model.model_fields[name].annotation):
            assert problems(model, {name: None}) == [(name, REQUIRED)], name


@pytest.mark.parametrize("model", MODELS)
def test_no_number_or_amount_is_negative(model: type[Record]) -> None:
    for name, value in SOUND[model].items():
        counted = isinstance(value, int) and not isinstance(value, bool) and not name.endswith("_id")
        if counted or name.endswith(("amount", "interest", "income")):
            assert (name, INVALID) in problems(model, {name: -1}), name


@pytest.mark.parametrize("model", MODELS)
def test_texts_are_neither_blank_nor_endless(model: type[Record]) -> None:
    for name, value in SOUND[model].items():
        if isinstance(value, str) and not value.isascii():
            for wrong in ("", " ", "字\x00", "字" * 501):
                assert (name, INVALID) in problems(model, {name: wrong}), (name, wrong[:5])


def test_personal_columns_are_marked() -> None:
    assert {model: set(personal_columns(model)) for model in MODELS if personal_columns(model)} == {
        rows.Borrower: {"name", "registration_number", "phone"},
        rows.AssistedHousehold: {"head", "identity_number"},
    }


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"district_code": None}, [("district_code", REQUIRED)]),
        ({"source": "CITY"}, [("district_code", INVALID)]),
        ({"source": "CITY", "district_code": None}, []),
        ({"ends_on": date(2019, 1, 1)}, [("ends_on", INVALID)]),
        ({"ends_on": None}, []),
        ({"allocated_amount": 0, "disbursed_amount": 0, "used_amount": 0}, [("allocated_amount", INVALID)]),
        ({"disbursed_amount": "3000000.01"}, [("disbursed_amount", INVALID)]),
        ({"used_amount": "2000000.51"}, [("used_amount", INVALID)]),
        ({"used_amount": "2000000.50"}, []),
    ],
)
def test_fiscal_support_is_one_bodys_in_one_year_and_never_spent_twice(
    changes: dict[str, Any], wrong: list[tuple[str, ProblemCode]]
) -> None:
    assert problems(rows.FiscalAllocation, changes) == wrong


@pytest.mark.parametrize("kind", BorrowerKind)
def test_a_body_has_a_name_and_a_code_and_a_person_a_number(kind: BorrowerKind) -> None:
    body = kind in rows.BODIES
    person = {"kind": kind, "organisation": None, "registration_number": "45000019800101001X"}
    assert problems(rows.Borrower, {"kind": kind}) == (
        [] if body else [("organisation", INVALID), ("registration_number", INVALID)]
    )
    assert problems(rows.Borrower, person) == ([("organisation", REQUIRED)] if body else [])


@pytest.mark.parametrize("number", ["93451225MA1234567", "93451225MA123456I0", "93451225ma12345670", "4" * 19])
def test_a_registration_number_has_the_form_of_its_standard(number: str) -> None:
    assert ("registration_number", INVALID) in problems(rows.Borrower, {"registration_number": number})


def test_a_loan_asks_for_something_and_ends_with_its_entries() -> None:
    assert problems(rows.Loan, {"requested_amount": 0}) == [("requested_amount", INVALID)]
    assert problems(rows.Loan, {"ends_on": date(2019, 9, 1)}) == [("ends_on", INVALID)]


def entry(kind: EntryKind, **changes: Any) -> list[tuple[str, ProblemCode]]:
    return problems(rows.LoanEntry, {"kind": kind, "due_on": None} | changes)


@pytest.mark.parametrize("kind", [EntryKind.DRAWDOWN, EntryKind.REPAYMENT])
def test_a_payment_needs_an_amount_only(kind: EntryKind) -> None:
    assert entry(kind) == []
    assert entry(kind, amount=0) == [("amount", REQUIRED)]
    assert entry(kind, due_on=date(2020, 1, 1)) == [("due_on", INVALID)]
    assert entry(kind, interest="0.01") == ([] if kind is EntryKind.REPAYMENT else [("interest", INVALID)])


@pytest.mark.parametrize("kind", [EntryKind.OVERDUE, EntryKind.WRITE_OFF])
def test_what_goes_wrong_needs_an_amount_and_a_reason(kind: EntryKind) -> None:
    assert entry(kind) == [("reason", ProblemCode.REASON_MISSING)]
    assert entry(kind, reason="受灾") == []
    assert entry(kind, reason="受灾", amount=0) == [("amount", REQUIRED)]


def test_a_refusal_needs_a_reason_and_has_no_amount() -> None:
    assert entry(EntryKind.REFUSAL, amount=0) == [("reason", ProblemCode.REASON_MISSING)]
    assert entry(EntryKind.REFUSAL, reason="无项目") == [("amount", INVALID)]
    assert entry(EntryKind.REFUSAL, amount=0, reason="无项目") == []


def test_a_grant_says_when_all_is_to_be_repaid() -> None:
    assert entry(EntryKind.GRANT) == [("due_on", REQUIRED)]
    assert entry(EntryKind.GRANT, due_on=date(2018, 9, 1)) == [("due_on", INVALID)]
    assert entry(EntryKind.GRANT, due_on=date(2025, 9, 1)) == []


def test_an_entry_is_of_one_day() -> None:
    assert problems(rows.LoanEntry, {"ends_on": None}) == [("ends_on", INVALID)]
    assert problems(rows.LoanEntry, {"ends_on": date(2018, 9, 2)}) == [("ends_on", INVALID)]


def test_every_rule_of_the_ledger_is_told_at_a_column_of_its_record() -> None:
    for model in (rows.Loan, rows.LoanEntry):
        assert {problem.field for problem in model.enforced.values()} <= set(model.model_fields)
