"""What education serves, by subject: the declared types over its tables."""

from modules.education.types.namespaces import CountyEducation, DistrictEducation
from modules.education.types.schools import DigitalResource, School, SchoolConstruction, SchoolPairing
from modules.education.types.staff import PrincipalPlacement, TeacherDispatch, TeachingVisit
from modules.education.types.students import EntrantGrant, VocationalAdmission, VocationalCooperation
from modules.education.types.supervision import SchoolAssessment, SupervisionVisit

__all__ = [
    "CountyEducation",
    "DigitalResource",
    "DistrictEducation",
    "EntrantGrant",
    "PrincipalPlacement",
    "School",
    "SchoolAssessment",
    "SchoolConstruction",
    "SchoolPairing",
    "SupervisionVisit",
    "TeacherDispatch",
    "TeachingVisit",
    "VocationalAdmission",
    "VocationalCooperation",
]
