"""Whatever is wrong with a culture record is told at its field, and nothing is written."""

from collections import Counter

import pytest

from hub.models import Record
from hub.records.base import references
from hub.testing.client import HubClient
from modules.culture import models as rows
from modules.culture.module import module
from tests.modules import bad_input, life
from tests.modules.bad_input import Case, model_of
from tests.modules.culture.samples import BUREAU, COUNTY, INFOS, MODELS, WRITER, another, given, input_name, key_of
from tests.modules.desk import Desk, write
from tests.modules.life import Clerks

CASES = bad_input.cases(module)
REFERRING = [(model, column) for model in MODELS for column in references(model)]


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_bad_input_is_refused_at_its_field(desk: Desk, case: Case) -> None:
    await bad_input.refused(desk, case, given(model_of(case.declared)), as_=WRITER)


def test_every_type_is_tried_with_every_fault_of_its_own() -> None:
    faults = Counter(case.fault for case in CASES)
    assert {"unknown", "of another county", "before the plan", "too small", "too long", "too large"} <= set(faults)
    assert faults["of part of a fen"] == sum(
        column.type.__class__.__name__ == "Money" for info in INFOS.values() for column in info.table.c
    )
    assert {case.declared for case in CASES} == set(module.records)


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


@pytest.mark.parametrize(("model", "column"), REFERRING)
async def test_a_reference_to_another_countys_record_is_as_to_none(
    desk: Desk, model: type[Record], column: str
) -> None:
    name = input_name(model, column)
    other = key_of(references(model)[column], "451226")
    case = Case(INFOS[model].declared, "of another county", {name: other}, name, "NOT_FOUND")
    await bad_input.refused(desk, case, given(model), as_=WRITER)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (rows.CultureTraineeship, "hostDistrict"),
        (rows.CultureGuidanceVisit, "sendingDistrict"),
        (rows.CreativeTalent, "supportingDistrict"),
        (rows.DigitalCulturePartner, "district"),
        (rows.CultureCourse, "district"),
    ],
)
async def test_a_district_is_one_of_the_programme(desk: Desk, model: type[Record], name: str) -> None:
    for code in (COUNTY, "440300", "440300-XX"):
        case = Case(INFOS[model].declared, "no district", {name: code}, name, "NOT_FOUND")
        await bad_input.refused(desk, case, given(model), as_=WRITER)


async def test_whatever_is_wrong_is_told_at_once_by_the_inputs_names(shared: HubClient) -> None:
    changes = {"stage": "UNDER_WAY", "paidAmount": "600000.01"}
    payload = await write(
        shared,
        INFOS[rows.DigitalCultureProject].declared,
        "Create",
        given(rows.DigitalCultureProject, **changes),
        as_=WRITER,
    )
    assert payload["record"] is None
    assert [(error["field"][1], error["code"]) for error in payload["userErrors"]] == [
        ("paidAmount", "INVALID"),
        ("launchedOn", "INVALID"),
    ]


@pytest.mark.parametrize("client", ["futian-district", "lead-office", "auditor", "education-bureau"])
async def test_who_has_no_rule_to_write_is_refused(desk: Desk, client: str) -> None:
    for declared in module.records:
        async with desk.unchanged(declared):
            await desk.forbidden(declared, "Create", given(model_of(declared)), as_=client)
