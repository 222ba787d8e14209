"""Education as one value: what the hub is told of it."""

from hub.contract import API_VERSION, SectorModule
from hub.models import Text
from modules.education import indicators, types
from modules.education.demo import demo
from modules.education.examples import EXAMPLES

module = SectorModule(
    name="education",
    text=Text("Education", "教育"),
    owner="education-bureau",
    api_version=API_VERSION,
    measures=("education",),
    records=(
        types.School,
        types.PrincipalPlacement,
        types.TeacherDispatch,
        types.TeachingVisit,
        types.SchoolPairing,
        types.SchoolConstruction,
        types.VocationalCooperation,
        types.DigitalResource,
        types.SupervisionVisit,
        types.SchoolAssessment,
        types.EntrantGrant,
        types.VocationalAdmission,
    ),
    namespaces=(types.CountyEducation, types.DistrictEducation),
    indicators=indicators.INDICATORS,
    demo=demo,
    examples=EXAMPLES,
    package="modules.education",
)
