"""What a sound record is, type by type."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hub.models import ProblemCode, Record
from hub.query.codecs import optional
from hub.query.record import personal_columns
from hub.records.problems import Refused
from hub.records.validation import validated
from modules.education import models as rows
from tests.modules.education.samples import MODELS, SHARED, SOUND
from tests.modules.plan import days


def problems(model: type[Record], changes: Mapping[str, Any]) -> list[tuple[str, ProblemCode]]:
    try:
        validated(model, SHARED | SOUND[model] | dict(changes), days())
    except Refused as refused:
        return [(problem.field, problem.code) for problem in refused.problems]
    return []


@pytest.mark.parametrize("model", MODELS)
def test_a_sound_record_has_no_problem(model: type[Record]) -> None:
    assert problems(model, {}) == []


@pytest.mark.parametrize("model", MODELS)
def test_null_is_refused_where_the_column_is_never_null(model: type[Record]) -> None:
    for name in SOUND[model]:
        needed = not optional(model.model_fields[name].annotation)
        assert (problems(model, {name: None}) == [(name, ProblemCode.REQUIRED)]) is needed, name


@pytest.mark.parametrize("model", MODELS)
def test_a_period_ends_after_it_begins_and_within_the_plan(model: type[Record]) -> None:
    assert ("ends_on", ProblemCode.INVALID) in problems(model, {"ends_on": date(2018, 8, 31)})
    assert ("ends_on", ProblemCode.OUT_OF_PROGRAMME) in problems(model, {"ends_on": date(2021, 1, 1)})


@pytest.mark.parametrize("model", MODELS)
def test_no_number_or_amount_is_negative(model: type[Record]) -> None:
    for name, value in SOUND[model].items():
        if (isinstance(value, int) and not name.endswith("_id")) or name.endswith("amount"):
            assert (name, ProblemCode.INVALID) in problems(model, {name: -1}), name


@pytest.mark.parametrize("model", MODELS)
def test_texts_are_neither_blank_nor_endless(model: type[Record]) -> None:
    for name, value in SOUND[model].items():
        if isinstance(value, str) and not value.isascii():
            for wrong in ("", " ", "字\x00", "字" * 2001):
                assert (name, ProblemCode.INVALID) in problems(model, {name: wrong}), (name, wrong[:5])


@pytest.mark.parametrize(
    ("model", "changes", "field", "code"),
    [
        (rows.School, {"boarders": 601}, "boarders", ProblemCode.INVALID),
        (rows.School, {"stage": "UNIVERSITY"}, "stage", ProblemCode.INVALID),
        (rows.SchoolConstruction, {"kind": "RENOVATE"}, "school_id", ProblemCode.REQUIRED),
        (rows.SchoolConstruction, {"kind": "EQUIP"}, "school_id", ProblemCode.REQUIRED),
        (rows.SchoolConstruction, {"state": "COMPLETED"}, "ends_on", ProblemCode.REQUIRED),
        (rows.SchoolConstruction, {"paid_amount": "1500000.01"}, "paid_amount", ProblemCode.INVALID),
        (rows.SchoolConstruction, {"planned_amount": "1.001"}, "planned_amount", ProblemCode.INVALID),
        (rows.PrincipalPlacement, {"identity_number": "45000019800101001"}, "identity_number", ProblemCode.INVALID),
        (rows.PrincipalPlacement, {"identity_number": "45000019800101001x"}, "identity_number", ProblemCode.INVALID),
        (rows.PrincipalPlacement, {"phone": "+8610012345678"}, "phone", ProblemCode.INVALID),
        (rows.TeacherDispatch, {"phone": "20012345678"}, "phone", ProblemCode.INVALID),
        (rows.TeacherDispatch, {"stage": "NINE_YEAR"}, "stage", ProblemCode.INVALID),
        (rows.TeacherDispatch, {"stage": "COMPLETE_SECONDARY"}, "stage", ProblemCode.INVALID),
        (rows.TeachingVisit, {"sessions": 0}, "sessions", ProblemCode.INVALID),
        (rows.SupervisionVisit, {"group_code": "2017-1"}, "group_code", ProblemCode.INVALID),
        (rows.SupervisionVisit, {"group_code": "first"}, "group_code", ProblemCode.INVALID),
        (rows.SchoolAssessment, {"score": 101}, "score", ProblemCode.INVALID),
        (rows.EntrantGrant, {"amount": 0}, "amount", ProblemCode.INVALID),
        (rows.VocationalAdmission, {"from_stage": "VOCATIONAL"}, "from_stage", ProblemCode.INVALID),
        (rows.VocationalAdmission, {"kind": "FUNDED_TRANSFER", "amount": 9}, "from_stage", ProblemCode.INVALID),
        (
            rows.VocationalAdmission,
            {"kind": "FUNDED_TRANSFER", "from_stage": "VOCATIONAL"},
            "amount",
            ProblemCode.REQUIRED,
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    model: type[Record], changes: dict[str, Any], field: str, code: ProblemCode
) -> None:
    assert problems(model, changes) == [(field, code)]


def test_what_only_looks_odd_is_accepted() -> None:
    assert problems(rows.School, {"pupils": None, "boarders": 601}) == []
    assert problems(rows.SchoolConstruction, {"kind": "RENOVATE", "school_id": 1}) == []
    assert problems(rows.SchoolConstruction, {"state": "COMPLETED", "ends_on": date(2019, 1, 1)}) == []
    assert problems(rows.SchoolConstruction, {"paid_amount": "1500000.00"}) == []
    assert problems(rows.PrincipalPlacement, {"identity_number": "45000019800101001X", "phone": None}) == []
    transfer = {"kind": "FUNDED_TRANSFER", "from_stage": "VOCATIONAL", "amount": Decimal("0.01")}
    assert problems(rows.VocationalAdmission, transfer) == []


@pytest.mark.parametrize("model", MODELS)
def test_people_are_marked_as_personal(model: type[Record]) -> None:
    people = {"name": rows.PrincipalPlacement, "teacher": None, "leader": None, "student": None}
    wanted = {
        n for n in SOUND[model] if n in {"identity_number", "phone"} or (n in people and people[n] in {None, model})
    }
    assert set(personal_columns(model)) == wanted
