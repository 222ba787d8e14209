"""Whatever is wrong with a health record is told at its field, and nothing is written."""

from typing import Any

import pytest

from hub.models import Record
from hub.naming import camel
from hub.records.base import references
from hub.testing.client import HubClient
from modules.health import models as rows
from modules.health.module import module
from tests.modules import bad_input, life
from tests.modules.bad_input import Case, model_of
from tests.modules.desk import Desk, write
from tests.modules.health.samples import BUREAU, COUNTY, INFOS, MODELS, WRITER, given, key_of
from tests.modules.life import Clerks

CASES = bad_input.cases(module)


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_bad_input_is_refused_at_its_field(desk: Desk, case: Case) -> None:
    await bad_input.refused(desk, case, given(model_of(case.declared)), as_=WRITER)


def test_every_type_is_tried_with_every_fault_of_its_own() -> None:
    faults = {case.fault for case in CASES}
    assert {"unknown", "of another county", "before the plan", "too small", "too long", "too large"} <= faults
    for declared in module.records:
        own = {case.field for case in CASES if case.declared is declared} - {"county", "startsOn", "endsOn"}
        assert own, declared


@pytest.mark.parametrize("declared", module.records)
async def test_no_fault_is_changed_into_a_draft(desk: Desk, declared: type) -> None:
    await bad_input.changes_refused(desk, declared, given(model_of(declared)), as_=WRITER)


@pytest.mark.parametrize("declared", module.records)
async def test_a_natural_key_is_taken_once(desk: Desk, declared: type) -> None:
    sound = given(model_of(declared))
    await bad_input.taken(desk, declared, sound, bad_input.another(declared, sound), as_=WRITER)


@pytest.mark.parametrize("declared", module.records)
async def test_each_state_refuses_what_mustnt_be_done_in_it(desk: Desk, declared: type) -> None:
    await life.lived(Clerks(desk, declared, WRITER, BUREAU), given(model_of(declared)))


@pytest.mark.parametrize("declared", module.records)
async def test_no_bureau_approves_what_it_wrote(desk: Desk, declared: type) -> None:
    await life.decided_by_its_author(Clerks(desk, declared, WRITER, BUREAU), given(model_of(declared)))


@pytest.mark.parametrize(("model", "column"), [(m, c) for m in MODELS for c in references(m)])
async def test_a_reference_to_another_countys_record_is_as_to_none(
    desk: Desk, model: type[Record], column: str
) -> None:
    names = {stored: name.removeprefix("_") for name, stored in INFOS[model].columns.items()}
    name = camel(names[column])
    other = key_of(references(model)[column], "451226")
    case = Case(INFOS[model].declared, "of another county", {name: other}, name, "NOT_FOUND")
    await bad_input.refused(desk, case, given(model), as_=WRITER)


@pytest.mark.parametrize("code", ["451225", "440300", "440300-XX", ""])
async def test_a_district_is_one_of_the_programme(shared: HubClient, code: str) -> None:
    payload = await create(shared, rows.HospitalPairing, partnerDistrict=code)
    assert [error["field"] for error in payload["userErrors"]] == [["input", "partnerDistrict"]]


async def test_whatever_is_wrong_is_told_at_once_by_the_inputs_names(shared: HubClient) -> None:
    payload = await create(
        shared,
        rows.TelemedicineSession,
        requestedOn="2018-09-02",
        kind="TEACHING",
        outcome="REPORTED",
        patients=2,
    )
    assert [(error["field"][1], error["code"]) for error in payload["userErrors"]] == [
        ("requestedOn", "INVALID"),
        ("endsOn", "REQUIRED"),
        ("outcome", "INVALID"),
        ("patients", "INVALID"),
    ]


@pytest.mark.parametrize("client", ["futian-district", "lead-office", "auditor", "education-bureau"])
async def test_who_has_no_rule_to_write_is_refused(desk: Desk, client: str) -> None:
    for declared in module.records:
        async with desk.unchanged(declared):
            await desk.forbidden(declared, "Create", given(model_of(declared)), as_=client)


def test_the_sample_is_of_the_writers_county() -> None:
    assert all(given(model)["county"] == COUNTY for model in MODELS)


async def create(hub: HubClient, model: type[Record], **changes: Any) -> Any:
    return await write(hub, INFOS[model].declared, "Create", given(model, **changes), as_=WRITER)
