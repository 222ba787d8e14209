"""Bad input to every create mutation: an error with a code at its field, and nothing written."""

import pytest

from modules.tourism.module import module
from tests.modules import bad_input, life
from tests.modules.bad_input import Case, model_of
from tests.modules.desk import Desk
from tests.modules.life import Clerks
from tests.modules.tourism.samples import BUREAU, SOUND, WRITER, another, given


@pytest.mark.parametrize("case", bad_input.cases(module), ids=str)
async def test_bad_input_is_refused_at_its_field(desk: Desk, case: Case) -> None:
    await bad_input.refused(desk, case, given(model_of(case.declared)), as_=WRITER)


@pytest.mark.parametrize("declared", module.records)
async def test_no_fault_is_changed_into_a_draft(desk: Desk, declared: type) -> None:
    await bad_input.changes_refused(desk, declared, given(model_of(declared)), as_=WRITER)


@pytest.mark.parametrize("declared", module.records)
async def test_a_natural_key_is_taken_once(desk: Desk, declared: type) -> None:
    await bad_input.taken(desk, declared, given(model_of(declared)), another(model_of(declared)), as_=WRITER)


@pytest.mark.parametrize("declared", module.records)
async def test_each_state_refuses_what_mustnt_be_done_in_it(desk: Desk, declared: type) -> None:
    await life.lived(Clerks(desk, declared, WRITER, BUREAU), given(model_of(declared)))


@pytest.mark.parametrize("declared", module.records)
async def test_no_bureau_approves_what_it_wrote(desk: Desk, declared: type) -> None:
    await life.decided_by_its_author(Clerks(desk, declared, WRITER, BUREAU), given(model_of(declared)))


@pytest.mark.parametrize("client", ["futian-district", "lead-office", "auditor", "education-bureau"])
async def test_who_has_no_rule_to_write_is_refused(desk: Desk, client: str) -> None:
    for declared in module.records:
        async with desk.unchanged(declared):
            await desk.forbidden(declared, "Create", given(model_of(declared)), as_=client)


def test_every_type_has_its_cases_and_its_sample() -> None:
    assert {case.declared for case in bad_input.cases(module)} == set(module.records)
    assert set(map(model_of, module.records)) == set(SOUND)
