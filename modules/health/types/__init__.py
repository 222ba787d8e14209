"""What health serves, by subject: the declared types over its tables."""

from modules.health.types.institutions import HealthConstruction, MedicalInstitution
from modules.health.types.namespaces import CountyHealth, DistrictHealth
from modules.health.types.partnerships import HospitalGroup, HospitalPairing, MedicalAlliance, MedicalAllianceMember
from modules.health.types.staff import ClinicalAttachment, MedicalGuidanceVisit, MedicalTeam, MedicalTeamMember
from modules.health.types.telemedicine import TelemedicineLink, TelemedicineSession

__all__ = [
    "ClinicalAttachment",
    "CountyHealth",
    "DistrictHealth",
    "HealthConstruction",
    "HospitalGroup",
    "HospitalPairing",
    "MedicalAlliance",
    "MedicalAllianceMember",
    "MedicalGuidanceVisit",
    "MedicalInstitution",
    "MedicalTeam",
    "MedicalTeamMember",
    "TelemedicineLink",
    "TelemedicineSession",
]
