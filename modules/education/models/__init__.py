"""The tables of education, by subject: plan sections 五(七)2 and 五(八)3."""

from modules.education.models.schools import (
    COMPULSORY,
    ConstructionKind,
    ConstructionState,
    DigitalResource,
    PairingKind,
    ResourceKind,
    School,
    SchoolConstruction,
    SchoolPairing,
    Stage,
)
from modules.education.models.staff import (
    PlacementMode,
    Position,
    PrincipalPlacement,
    Subject,
    TeacherDispatch,
    TeachingVisit,
)
from modules.education.models.students import (
    ADMITTED_FROM,
    AdmissionKind,
    EntrantGrant,
    VocationalAdmission,
    VocationalCooperation,
)
from modules.education.models.supervision import Grade, SchoolAssessment, SupervisionVisit

__all__ = [
    "ADMITTED_FROM",
    "COMPULSORY",
    "AdmissionKind",
    "ConstructionKind",
    "ConstructionState",
    "DigitalResource",
    "EntrantGrant",
    "Grade",
    "PairingKind",
    "PlacementMode",
    "Position",
    "PrincipalPlacement",
    "ResourceKind",
    "School",
    "SchoolAssessment",
    "SchoolConstruction",
    "SchoolPairing",
    "Stage",
    "Subject",
    "SupervisionVisit",
    "TeacherDispatch",
    "TeachingVisit",
    "VocationalAdmission",
    "VocationalCooperation",
]
