"""Whatever is wrong with a culture record is told at its field, and nothing is written."""

from collections import Counter

import pytest

from hub.models import Record
from hub.records.base import references
from hub.testing.client import HubClient
from modules.culture import models as rows
from modules.culture.module import module
from tests.modules import bad_input
from tests.modules.bad_input import Case
from tests.modules.culture.samples import COUNTY, INFOS, MODELS, WRITER, given, input_name, key_of

CASES = bad_input.cases(module)
REFERRING = [(model, column) for model in MODELS for column in references(model)]


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_bad_input_is_refused_at_its_field(shared: HubClient, case: Case) -> None:
    await bad_input.refused(shared, case, given(vars(case.declared)["__hub_record__"].model), as_=WRITER)


def test_every_type_is_tried_with_every_fault_of_its_own() -> None:
    faults = Counter(case.fault for case in CASES)
    assert {"unknown", "of another county", "before the plan", "too small", "too long", "too large"} <= set(faults)
    assert faults["of part of a fen"] == sum(
        column.type.__class__.__name__ == "Money" for info in INFOS.values() for column in info.table.c
    )
    assert {case.declared for case in CASES} == set(module.records)


@pytest.mark.parametrize("model", MODELS)
async def test_the_same_record_twice_is_refused_at_its_natural_key(shared: HubClient, model: type[Record]) -> None:
    await bad_input.taken(shared, INFOS[model].declared, given(model), as_=WRITER)


@pytest.mark.parametrize("model", MODELS)
async def test_a_stale_revision_changes_nothing(shared: HubClient, model: type[Record]) -> None:
    await bad_input.stale(shared, INFOS[model].declared, given(model), as_=WRITER)


@pytest.mark.parametrize(("model", "column"), REFERRING)
async def test_a_reference_to_another_countys_record_is_as_to_none(
    shared: HubClient, model: type[Record], column: str
) -> None:
    name = input_name(model, column)
    other = key_of(references(model)[column], "451226")
    case = Case(INFOS[model].declared, "of another county", {name: other}, name, "NOT_FOUND")
    await bad_input.refused(shared, case, given(model), as_=WRITER)


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
async def test_a_district_is_one_of_the_programme(shared: HubClient, model: type[Record], name: str) -> None:
    for code in (COUNTY, "440300", "440300-XX"):
        case = Case(INFOS[model].declared, "no district", {name: code}, name, "NOT_FOUND")
        await bad_input.refused(shared, case, given(model), as_=WRITER)


async def test_whatever_is_wrong_is_told_at_once_by_the_inputs_names(shared: HubClient) -> None:
    changes = {"stage": "UNDER_WAY", "paidAmount": "600000.01"}
    payload = await bad_input.create(
        shared,
        INFOS[rows.DigitalCultureProject].declared,
        given(rows.DigitalCultureProject, **changes),
        as_=WRITER,
    )
    assert payload["record"] is None
    assert [(error["field"][1], error["code"]) for error in payload["userErrors"]] == [
        ("paidAmount", "INVALID"),
        ("launchedOn", "INVALID"),
    ]


@pytest.mark.parametrize("client", ["futian-district", "lead-office", "auditor", "education-bureau"])
async def test_who_has_no_rule_to_write_is_refused(shared: HubClient, client: str) -> None:
    mutation = "mutation($i: CultureCourseCreateInput!) { cultureCourseCreate(input: $i) { cultureCourse { id } } }"
    sent = {"requestId": "a-request-id", **given(rows.CultureCourse)}
    declared = INFOS[rows.CultureCourse].declared
    before = await bad_input.written(shared, declared, WRITER)
    found = await shared.answer(mutation, {"i": sent}, as_=client)
    assert [error["extensions"]["code"] for error in found["errors"]] == ["FORBIDDEN"]
    assert await bad_input.written(shared, declared, WRITER) == before
