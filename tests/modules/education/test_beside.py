"""What a record of education keeps beside those that it refers to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from hub.models import ProblemCode, Record
from modules.education import models as rows
from tests.modules.education.samples import SOUND
from tests.modules.fitting import beside

Referred = Mapping[type[Record], Mapping[str, Any]]

SCHOOL, VISIT = rows.School, rows.SupervisionVisit
DAYS = {"starts_on": date(2018, 8, 30), "ends_on": date(2018, 9, 5)}

UNFIT: list[tuple[type[Record], dict[str, Any], Referred, list[str]]] = [
    (rows.PrincipalPlacement, {"position": "PRINCIPAL"}, {SCHOOL: {"stage": rows.Stage.KINDERGARTEN}}, ["position"]),
    (rows.PrincipalPlacement, {"position": "KINDERGARTEN_HEAD"}, {SCHOOL: {"stage": rows.Stage.PRIMARY}}, ["position"]),
    (rows.TeacherDispatch, {"stage": "JUNIOR"}, {SCHOOL: {"stage": rows.Stage.PRIMARY}}, ["stage"]),
    (rows.TeacherDispatch, {"stage": "SENIOR"}, {SCHOOL: {"stage": rows.Stage.NINE_YEAR}}, ["stage"]),
    (rows.SchoolConstruction, {"stage": "PRIMARY", "school_id": 1}, {SCHOOL: {"stage": rows.Stage.JUNIOR}}, ["stage"]),
    (rows.VocationalCooperation, {}, {SCHOOL: {"stage": rows.Stage.SENIOR}}, ["school_id"]),
    (rows.SchoolAssessment, {}, {SCHOOL: {"stage": rows.Stage.SENIOR}, VISIT: DAYS}, ["school_id"]),
    (
        rows.SchoolAssessment,
        {"starts_on": date(2018, 8, 29)},
        {SCHOOL: {"stage": rows.Stage.PRIMARY}, VISIT: DAYS},
        ["starts_on"],
    ),
    (
        rows.SchoolAssessment,
        {"ends_on": date(2018, 9, 6)},
        {SCHOOL: {"stage": rows.Stage.PRIMARY}, VISIT: DAYS},
        ["ends_on"],
    ),
]
FIT: list[tuple[type[Record], dict[str, Any], Referred]] = [
    (rows.PrincipalPlacement, {"position": "KINDERGARTEN_HEAD"}, {SCHOOL: {"stage": rows.Stage.KINDERGARTEN}}),
    (rows.PrincipalPlacement, {"position": "BACKBONE_TEACHER"}, {SCHOOL: {"stage": rows.Stage.KINDERGARTEN}}),
    (rows.TeacherDispatch, {"stage": "JUNIOR"}, {SCHOOL: {"stage": rows.Stage.COMPLETE_SECONDARY}}),
    (rows.SchoolConstruction, {"school_id": None, "kind": "BUILD"}, {}),
    (rows.VocationalCooperation, {}, {SCHOOL: {"stage": rows.Stage.VOCATIONAL}}),
    (rows.SchoolAssessment, {"starts_on": date(2018, 9, 5)}, {SCHOOL: {"stage": rows.Stage.JUNIOR}, VISIT: DAYS}),
]


@pytest.mark.parametrize(("model", "changes", "referred", "fields"), UNFIT)
def test_what_doesnt_fit_is_told_at_its_field(
    model: type[Record], changes: dict[str, Any], referred: Referred, fields: list[str]
) -> None:
    expected = [(field, ProblemCode.INCONSISTENT) for field in fields]
    assert beside(model, SOUND[model] | changes, referred) == expected


@pytest.mark.parametrize(("model", "changes", "referred"), FIT)
def test_what_fits_is_no_problem(model: type[Record], changes: dict[str, Any], referred: Referred) -> None:
    assert beside(model, SOUND[model] | changes, referred) == []
