"""What a sound health record is, type by type."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from hub.models import ProblemCode, Record
from hub.query.codecs import optional
from hub.query.record import personal_columns
from hub.records.problems import Refused
from hub.records.validation import validated
from modules.health import models as rows
from tests.modules.health.samples import MODELS, SHARED, SOUND
from tests.modules.plan import days

INVALID, REQUIRED = ProblemCode.INVALID, ProblemCode.REQUIRED
HELD = {"ends_on": date(2018, 9, 1), "outcome": "ADVISED", "patients": 2}


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
        assert ((name, REQUIRED) in problems(model, {name: None})) is (needed or name == "specialty"), name


@pytest.mark.parametrize(
    ("model", "changes", "field", "code"),
    [
        (rows.MedicalInstitution, {"kind": "VILLAGE_CLINIC"}, "beds", INVALID),
        (rows.MedicalInstitution, {"kind": "DISEASE_CONTROL_CENTRE"}, "beds", INVALID),
        (rows.MedicalInstitution, {"kind": "SCHOOL"}, "kind", INVALID),
        (rows.MedicalInstitution, {"beds": 10_001}, "beds", INVALID),
        (rows.HospitalPairing, {"specialty": None}, "specialty", REQUIRED),
        (rows.HospitalPairing, {"aim": "MANAGEMENT"}, "specialty", INVALID),
        (rows.HospitalPairing, {"aim": "WHOLE_HOSPITAL"}, "specialty", INVALID),
        (rows.MedicalTeam, {"patients_operated": 901}, "patients_operated", INVALID),
        (rows.MedicalTeam, {"ends_on": date(2018, 8, 31)}, "ends_on", INVALID),
        (rows.MedicalTeam, {"ends_on": date(2021, 1, 1)}, "ends_on", ProblemCode.OUT_OF_PROGRAMME),
        (rows.MedicalTeamMember, {"specialty": None}, "specialty", REQUIRED),
        (rows.MedicalTeamMember, {"identity_number": "45000019800101001x"}, "identity_number", INVALID),
        (rows.MedicalTeamMember, {"phone": "+8610012345678"}, "phone", INVALID),
        (rows.ClinicalAttachment, {"specialty": None}, "specialty", REQUIRED),
        (rows.ClinicalAttachment, {"identity_number": "45000019800101001"}, "identity_number", INVALID),
        (rows.ClinicalAttachment, {"phone": "20012345678"}, "phone", INVALID),
        (rows.MedicalGuidanceVisit, {"procedures": 0}, "procedures", REQUIRED),
        (rows.MedicalGuidanceVisit, {"experts": 0}, "experts", INVALID),
        (rows.TelemedicineLink, {"state": "CLOSED"}, "ends_on", REQUIRED),
        (rows.TelemedicineSession, {"requested_on": date(2018, 9, 2)}, "requested_on", INVALID),
        (rows.TelemedicineSession, HELD | {"ends_on": None}, "ends_on", REQUIRED),
        (rows.TelemedicineSession, HELD | {"outcome": "TAUGHT"}, "outcome", INVALID),
        (rows.TelemedicineSession, HELD | {"kind": "IMAGING"}, "outcome", INVALID),
        (rows.TelemedicineSession, HELD | {"kind": "WARD_ROUND", "outcome": "REPORTED"}, "outcome", INVALID),
        (rows.TelemedicineSession, HELD | {"kind": "TEACHING", "outcome": "TAUGHT"}, "patients", INVALID),
        (rows.TelemedicineSession, HELD | {"outcome": "NOT_HELD"}, "patients", INVALID),
        (rows.TelemedicineSession, {"patients": 1}, "patients", INVALID),
        (rows.TelemedicineSession, {"serial": 0}, "serial", INVALID),
        (rows.HealthConstruction, {"kind": "RENOVATE", "institution_id": None}, "institution_id", REQUIRED),
        (rows.HealthConstruction, {"kind": "EQUIP", "institution_id": None}, "institution_id", REQUIRED),
        (rows.HealthConstruction, {"state": "COMPLETED"}, "ends_on", REQUIRED),
        (rows.HealthConstruction, {"paid_amount": "2500000.01"}, "paid_amount", INVALID),
        (rows.HealthConstruction, {"planned_amount": "1.001"}, "planned_amount", INVALID),
        (rows.MedicalAllianceMember, {"tie": "TIGHT"}, "tie", INVALID),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    model: type[Record], changes: dict[str, Any], field: str, code: ProblemCode
) -> None:
    assert problems(model, changes) == [(field, code)]


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (rows.MedicalInstitution, {"kind": "VILLAGE_CLINIC", "beds": 0}),
        (rows.MedicalInstitution, {"kind": "VILLAGE_CLINIC", "beds": None}),
        (rows.HospitalPairing, {"aim": "MANAGEMENT", "specialty": None, "group_id": None}),
        (rows.MedicalTeam, {"patients_operated": 900}),
        (rows.MedicalTeamMember, {"profession": "MANAGER", "specialty": None}),
        (rows.ClinicalAttachment, {"profession": "MANAGER", "specialty": None, "mode": "MANAGEMENT"}),
        (rows.MedicalGuidanceVisit, {"form": "LECTURE", "procedures": 0}),
        (rows.TelemedicineLink, {"state": "CLOSED", "ends_on": date(2019, 1, 1)}),
        (rows.TelemedicineSession, HELD),
        (rows.TelemedicineSession, HELD | {"outcome": "REFERRED", "requested_on": date(2018, 9, 1)}),
        (rows.TelemedicineSession, HELD | {"kind": "IMAGING", "outcome": "REPORTED"}),
        (rows.TelemedicineSession, HELD | {"kind": "TEACHING", "outcome": "TAUGHT", "patients": 0}),
        (rows.TelemedicineSession, HELD | {"outcome": "NOT_HELD", "patients": 0}),
        (rows.HealthConstruction, {"institution_id": None}),
        (rows.HealthConstruction, {"state": "COMPLETED", "ends_on": date(2019, 1, 1), "paid_amount": "2500000.00"}),
    ],
)
def test_what_only_looks_odd_is_accepted(model: type[Record], changes: dict[str, Any]) -> None:
    assert problems(model, changes) == []


@pytest.mark.parametrize("kind", rows.TelemedicineKind)
def test_any_session_may_come_to_nothing(kind: rows.TelemedicineKind) -> None:
    assert rows.TelemedicineOutcome.NOT_HELD in rows.OUTCOMES[kind]


def test_people_are_marked_as_personal() -> None:
    person = {"name": "name", "identity_number": "identity", "phone": "phone"}
    wanted = {
        rows.MedicalTeamMember: person,
        rows.ClinicalAttachment: person,
        rows.MedicalGuidanceVisit: {"leader": "name"},
    }
    for model in MODELS:
        marked = {name: mark.mask for name, mark in personal_columns(model).items()}
        assert marked == wanted.get(model, {}), model


def test_a_session_has_no_text_in_which_a_patient_could_be_named() -> None:
    own = {n: f.annotation for n, f in rows.TelemedicineSession.model_fields.items() if n not in Record.model_fields}
    assert str not in own.values()
    assert str | None not in own.values()
    assert set(own) == {
        "link_id",
        "serial",
        "kind",
        "specialty",
        "requested_on",
        "outcome",
        "patients",
        "participants",
    }
