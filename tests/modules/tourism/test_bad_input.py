"""Bad input to every create mutation: an error with a code at its field, and nothing written."""

import pytest

from hub.models import Record
from hub.query.record import info_of
from hub.testing.client import HubClient
from modules.tourism.module import module
from tests.modules import bad_input
from tests.modules.bad_input import Case
from tests.modules.tourism.samples import SOUND, WRITER, another, given


def model_of(declared: type) -> type[Record]:
    model = info_of(declared).model
    assert issubclass(model, Record)
    return model


@pytest.mark.parametrize("case", bad_input.cases(module), ids=str)
async def test_bad_input_is_refused_at_its_field(shared: HubClient, case: Case) -> None:
    await bad_input.refused(shared, case, given(model_of(case.declared)), as_=WRITER)


@pytest.mark.parametrize("declared", module.records)
async def test_the_same_record_twice_is_refused_at_its_natural_key(shared: HubClient, declared: type) -> None:
    await bad_input.taken(shared, declared, given(model_of(declared)), as_=WRITER)


@pytest.mark.parametrize("declared", module.records)
async def test_a_stale_revision_is_refused(shared: HubClient, declared: type) -> None:
    await bad_input.stale(shared, declared, another(model_of(declared)), as_=WRITER)


def test_every_type_has_its_cases_and_its_sample() -> None:
    assert {case.declared for case in bad_input.cases(module)} == set(module.records)
    assert set(map(model_of, module.records)) == set(SOUND)
