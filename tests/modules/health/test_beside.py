"""What a record of health keeps beside those that it refers to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from hub.models import ProblemCode, Record
from modules.health import models as rows
from tests.modules.fitting import beside
from tests.modules.health.samples import SOUND

Referred = Mapping[type[Record], Mapping[str, Any]]

HOSPITAL, LINK = rows.MedicalInstitution, rows.TelemedicineLink
DAYS = {"starts_on": date(2018, 3, 1), "ends_on": date(2018, 12, 31)}
HELD = {"ends_on": date(2018, 9, 1), "outcome": "ADVISED"}
ALLIANCE = {"lead_institution_id": 7}

UNFIT: list[tuple[type[Record], dict[str, Any], Referred, list[str]]] = [
    (rows.MedicalTeam, {}, {HOSPITAL: {"kind": rows.MedicalInstitutionKind.TOWNSHIP_HEALTH_CENTRE}}, ["hospital_id"]),
    (rows.MedicalTeamMember, {}, {rows.MedicalTeam: DAYS}, ["ends_on"]),
    (
        rows.MedicalTeamMember,
        {"starts_on": date(2018, 2, 28), "ends_on": date(2019, 1, 1)},
        {rows.MedicalTeam: DAYS},
        ["starts_on", "ends_on"],
    ),
    (rows.MedicalAllianceMember, {"institution_id": 7}, {rows.MedicalAlliance: ALLIANCE}, ["institution_id"]),
    (
        rows.MedicalAllianceMember,
        {},
        {rows.MedicalAlliance: ALLIANCE | {"starts_on": date(2018, 9, 2)}},
        ["starts_on"],
    ),
    (
        rows.TelemedicineSession,
        {"starts_on": date(2019, 1, 1)},
        {LINK: DAYS | {"state": rows.TelemedicineLinkState.CLOSED}},
        ["starts_on"],
    ),
    (rows.TelemedicineSession, HELD, {LINK: DAYS | {"state": rows.TelemedicineLinkState.PREPARING}}, ["link_id"]),
]
FIT: list[tuple[type[Record], dict[str, Any], Referred]] = [
    (rows.MedicalTeam, {}, {HOSPITAL: {"kind": rows.MedicalInstitutionKind.MATERNAL_CHILD_HOSPITAL}}),
    (rows.MedicalTeamMember, {"ends_on": date(2018, 12, 31)}, {rows.MedicalTeam: DAYS}),
    (rows.MedicalTeamMember, {}, {rows.MedicalTeam: {}}),
    (rows.MedicalAllianceMember, {}, {rows.MedicalAlliance: ALLIANCE}),
    (rows.TelemedicineSession, {}, {LINK: DAYS | {"state": rows.TelemedicineLinkState.PREPARING}}),
    (rows.TelemedicineSession, HELD, {LINK: DAYS | {"state": rows.TelemedicineLinkState.SUSPENDED}}),
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
