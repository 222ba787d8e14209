"""Whatever is wrong with a finance record is told at its field, and nothing is written."""

from collections.abc import Callable
from typing import Any

import pytest

from hub.models import Record
from hub.naming import camel
from hub.records.base import references
from hub.testing.client import HubClient
from modules.finance import models as rows
from modules.finance.module import module
from tests.modules import bad_input, life
from tests.modules.bad_input import Case, model_of
from tests.modules.desk import Desk
from tests.modules.finance.samples import (
    COMMISSION,
    INFOS,
    MODELS,
    OFFICE,
    TYPES,
    WRITER,
    few_records,
    given,
    key_of,
    untouched_loans,
)
from tests.modules.life import Clerks

CASES = bad_input.cases(module)

ANOTHER: dict[type[Record], dict[str, str]] = {
    rows.FiscalAllocation: {"documentNumber": "某区财〔2018〕100号"},
    rows.CreditInstitution: {"name": "某某农村商业银行"},
    rows.CreditProduct: {"name": "某某兴业贷"},
    rows.Borrower: {"registrationNumber": "93451225MA12345671"},
    rows.AssistedHousehold: {"identityNumber": "450000198001010018"},
    rows.Loan: {"number": "某某2018-002"},
    rows.LoanEntry: {"loan": untouched_loans()[1]},
}
"""What makes a sound record another one."""


def bureau_of(declared: type) -> str:
    """Who decides on records of this type."""
    return COMMISSION if model_of(declared) is rows.FiscalAllocation else OFFICE


@pytest.fixture(scope="session")
def hub_records() -> Callable[[], list[Record]]:
    return few_records


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_bad_input_is_refused_at_its_field(desk: Desk, case: Case) -> None:
    await bad_input.refused(desk, case, given(model_of(case.declared)), as_=WRITER)


def test_every_type_is_tried_with_every_fault_of_its_own() -> None:
    faults = {case.fault for case in CASES}
    assert {"unknown", "of another county", "before the plan", "too small", "too long", "too large"} <= faults
    assert {case.declared for case in CASES} == set(module.records)
    assert len(CASES) > 100


@pytest.mark.parametrize("declared", module.records)
async def test_no_fault_is_changed_into_a_draft(desk: Desk, declared: type) -> None:
    await bad_input.changes_refused(desk, declared, given(model_of(declared)), as_=WRITER)


@pytest.mark.parametrize("declared", module.records)
async def test_a_natural_key_is_taken_once(desk: Desk, declared: type) -> None:
    sound = given(model_of(declared))
    await bad_input.taken(desk, declared, sound, sound | ANOTHER[model_of(declared)], as_=WRITER)


@pytest.mark.parametrize("declared", module.records)
async def test_each_state_refuses_what_mustnt_be_done_in_it(desk: Desk, declared: type) -> None:
    await life.lived(Clerks(desk, declared, WRITER, bureau_of(declared)), given(model_of(declared)))


@pytest.mark.parametrize("declared", module.records)
async def test_no_bureau_approves_what_it_wrote(desk: Desk, declared: type) -> None:
    await life.decided_by_its_author(Clerks(desk, declared, WRITER, bureau_of(declared)), given(model_of(declared)))


@pytest.mark.parametrize(("model", "column"), [(m, c) for m in MODELS for c in references(m)])
async def test_a_reference_to_another_countys_record_is_as_to_none(
    desk: Desk, model: type[Record], column: str
) -> None:
    names = {stored: name.removeprefix("_") for name, stored in INFOS[model].columns.items()}
    name = camel(names[column])
    other = key_of(references(model)[column], "451226")
    case = Case(TYPES[model], "of another county", {name: other}, name, "NOT_FOUND")
    await bad_input.refused(desk, case, given(model), as_=WRITER)


@pytest.mark.parametrize(
    "client", ["futian-district", "lead-office", "auditor", "education-bureau", COMMISSION, OFFICE]
)
async def test_who_doesnt_answer_for_the_measure_writes_nothing(desk: Desk, client: str) -> None:
    for declared in module.records:
        if client != bureau_of(declared):
            async with desk.unchanged(declared):
                await desk.forbidden(declared, "Create", given(model_of(declared)), as_=client)


@pytest.mark.parametrize(
    "name", ["stage", "stageOn", "dueOn", "grantedAmount", "drawnAmount", "repaidAmount", "writtenOffAmount", "balance"]
)
async def test_nobody_writes_what_follows_from_the_entries(shared: HubClient, name: str) -> None:
    mutation = "mutation($i: LoanCreateInput!) { loanCreate(input: $i) { loan { id } } }"
    written: dict[str, Any] = {"requestId": "a-request-id", **given(rows.Loan), name: "1"}
    found = await shared.answer(mutation, {"i": written}, as_=WRITER)
    assert [error["extensions"]["code"] for error in found["errors"]] == ["BAD_USER_INPUT"]
