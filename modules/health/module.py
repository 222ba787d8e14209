"""Health as one value: what the hub is told of it."""

from hub.contract import API_VERSION, SectorModule
from hub.models import Text
from modules.health import indicators, types
from modules.health.demo import demo

module = SectorModule(
    name="health",
    text=Text("Health", "医疗卫生"),
    owner="health-commission",
    api_version=API_VERSION,
    measures=("health",),
    records=(
        types.MedicalInstitution,
        types.HospitalGroup,
        types.HospitalPairing,
        types.MedicalTeam,
        types.MedicalTeamMember,
        types.ClinicalAttachment,
        types.MedicalGuidanceVisit,
        types.TelemedicineLink,
        types.TelemedicineSession,
        types.HealthConstruction,
        types.MedicalAlliance,
        types.MedicalAllianceMember,
    ),
    namespaces=(types.CountyHealth, types.DistrictHealth),
    indicators=indicators.INDICATORS,
    demo=demo,
    package="modules.health",
)
