"""The tables of health, by subject: plan sections 五(七)2 and 五(八)2."""

from modules.health.models.institutions import (
    HealthConstruction,
    HealthConstructionKind,
    HealthConstructionState,
    HospitalGrade,
    MedicalInstitution,
    MedicalInstitutionKind,
)
from modules.health.models.partnerships import (
    HospitalGroup,
    HospitalPairing,
    HospitalPairingAim,
    MedicalAlliance,
    MedicalAllianceKind,
    MedicalAllianceMember,
    MedicalAllianceTie,
)
from modules.health.models.staff import (
    ClinicalAttachment,
    ClinicalAttachmentMode,
    MedicalGuidanceForm,
    MedicalGuidanceVisit,
    MedicalProfession,
    MedicalSpecialty,
    MedicalTeam,
    MedicalTeamMember,
    MedicalTitle,
)
from modules.health.models.telemedicine import (
    OUTCOMES,
    TelemedicineKind,
    TelemedicineLink,
    TelemedicineLinkState,
    TelemedicineOutcome,
    TelemedicineSession,
)

__all__ = [
    "OUTCOMES",
    "ClinicalAttachment",
    "ClinicalAttachmentMode",
    "HealthConstruction",
    "HealthConstructionKind",
    "HealthConstructionState",
    "HospitalGrade",
    "HospitalGroup",
    "HospitalPairing",
    "HospitalPairingAim",
    "MedicalAlliance",
    "MedicalAllianceKind",
    "MedicalAllianceMember",
    "MedicalAllianceTie",
    "MedicalGuidanceForm",
    "MedicalGuidanceVisit",
    "MedicalInstitution",
    "MedicalInstitutionKind",
    "MedicalProfession",
    "MedicalSpecialty",
    "MedicalTeam",
    "MedicalTeamMember",
    "MedicalTitle",
    "TelemedicineKind",
    "TelemedicineLink",
    "TelemedicineLinkState",
    "TelemedicineOutcome",
    "TelemedicineSession",
]
