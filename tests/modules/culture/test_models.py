"""What a sound record is, type by type."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from hub.models import ProblemCode, Record
from hub.query.codecs import optional
from hub.records.problems import Refused
from hub.records.validation import validated
from modules.culture import models as rows
from tests.modules import plan
from tests.modules.culture.samples import DAY, MODELS, PERIOD, SHARED, SOUND

INVALID, REQUIRED = ProblemCode.INVALID, ProblemCode.REQUIRED
OF_A_DAY = {rows.CultureCourseSession, rows.CultureAttendance}


def sound(model: type[Record]) -> dict[str, Any]:
    return SHARED | (DAY if model in OF_A_DAY else PERIOD) | SOUND[model]


def problems(model: type[Record], changes: Mapping[str, Any]) -> list[tuple[str, ProblemCode]]:
    try:
        validated(model, sound(model) | dict(changes), plan.days())
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
def test_a_day_at_the_end_of_the_calendar_is_a_problem_and_no_fault(model: type[Record]) -> None:
    found = problems(model, {"starts_on": date.max, "ends_on": date.max})
    assert ("starts_on", ProblemCode.OUT_OF_PROGRAMME) in found
    assert ("ends_on", ProblemCode.OUT_OF_PROGRAMME) in found


RULES: list[tuple[type[Record], dict[str, Any], str, ProblemCode]] = [
    (rows.CultureInstitution, {"kind": "CINEMA"}, "kind", INVALID),
    (rows.CultureInstitution, {"staff": -1}, "staff", INVALID),
    (rows.CultureTraineeship, {"field": "INDUSTRY"}, "field", INVALID),
    (rows.CultureTraineeship, {"field": "ADMINISTRATION"}, "field", INVALID),
    (rows.CultureTraineeship, {"identity_number": "45000019800101001x"}, "identity_number", INVALID),
    (rows.CultureTraineeship, {"phone": "20012345678"}, "phone", INVALID),
    (rows.CultureGuidanceVisit, {"experts": 0}, "experts", INVALID),
    (rows.CultureGuidanceVisit, {"trainees": 0}, "trainees", INVALID),
    (rows.CreativeTalent, {"mentor": None}, "mentor", REQUIRED),
    (rows.CreativeTalent, {"support": "PROMOTION"}, "mentor", INVALID),
    (rows.CreativeTalent, {"support": "GRANT", "mentor": None, "amount": "0"}, "amount", INVALID),
    (rows.CreativeTalent, {"support": "STUDIO", "mentor": None, "institution_id": None}, "institution_id", REQUIRED),
    (rows.DigitalCultureProject, {"paid_amount": "600000.01"}, "paid_amount", INVALID),
    (rows.DigitalCultureProject, {"planned_amount": "-0.01"}, "planned_amount", INVALID),
    (rows.DigitalCultureProject, {"stage": "PLANNED", "launched_on": None}, "paid_amount", INVALID),
    (rows.DigitalCultureProject, {"stage": "UNDER_WAY"}, "launched_on", INVALID),
    (rows.DigitalCultureProject, {"launched_on": None}, "launched_on", REQUIRED),
    (rows.DigitalCultureProject, {"launched_on": "2018-08-31"}, "launched_on", INVALID),
    (rows.DigitalCultureProject, {"launched_on": "2018-10-01"}, "launched_on", INVALID),
    (rows.DigitalCultureProject, {"stage": "STOPPED", "ends_on": None}, "ends_on", REQUIRED),
    (rows.DigitalCulturePartner, {"amount": "0"}, "amount", INVALID),
    (rows.CultureCourse, {"places": 0}, "places", INVALID),
    (rows.CultureCourseSession, {"ends_on": None}, "ends_on", INVALID),
    (rows.CultureCourseSession, {"ends_on": "2018-09-02"}, "ends_on", INVALID),
    (rows.CultureCourseSession, {"hours": 13}, "hours", INVALID),
    (rows.CultureTrainee, {"ends_on": None}, "ends_on", REQUIRED),
    (rows.CultureTrainee, {"state": "LEFT", "ends_on": None}, "ends_on", REQUIRED),
    (rows.CultureAttendance, {"presence": "LATE"}, "presence", INVALID),
    (rows.CultureAttendance, {"ends_on": "2018-09-02"}, "ends_on", INVALID),
]


@pytest.mark.parametrize(("model", "changes", "field", "code"), RULES)
def test_a_rule_of_a_type_is_kept(model: type[Record], changes: dict[str, Any], field: str, code: ProblemCode) -> None:
    assert problems(model, changes) == [(field, code)]


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (rows.CultureTraineeship, {"position": "ADMINISTRATOR", "field": "ADMINISTRATION", "phone": None}),
        (rows.CultureTraineeship, {"position": "INDUSTRY_MANAGER", "field": "MUSIC"}),
        (rows.CultureGuidanceVisit, {"form": "CONSULTATION", "trainees": 0, "institution_id": None}),
        (rows.CreativeTalent, {"support": "GRANT", "mentor": None, "amount": "0.01", "institution_id": None}),
        (rows.CreativeTalent, {"amount": "0", "works": 0, "supporting_district_code": None}),
        (rows.DigitalCultureProject, {"stage": "PLANNED", "paid_amount": "0", "launched_on": None}),
        (rows.DigitalCultureProject, {"stage": "STOPPED"}),
        (rows.DigitalCultureProject, {"stage": "STOPPED", "launched_on": None}),
        (rows.DigitalCultureProject, {"ends_on": None, "launched_on": "2019-09-01", "paid_amount": "600000.00"}),
        (rows.DigitalCulturePartner, {"contribution": "CONTENT", "amount": "0"}),
        (rows.CultureTrainee, {"state": "ENROLLED", "ends_on": None}),
    ],
)
def test_what_is_just_within_a_rule_is_sound(model: type[Record], changes: dict[str, Any]) -> None:
    assert problems(model, changes) == []


def test_every_rule_speaks_both_languages() -> None:
    for model, changes, _, _ in RULES:
        with pytest.raises(Refused) as refused:
            validated(model, sound(model) | changes, plan.days())
        for problem in refused.value.problems:
            assert problem.text.en.isascii()
            assert any("\u4e00" <= letter <= "\u9fff" for letter in problem.text.zh)
