"""Culture as one value: what the hub is told of it."""

from hub.contract import API_VERSION, SectorModule
from hub.models import Text
from modules.culture import indicators, types
from modules.culture.demo import demo
from modules.culture.examples import EXAMPLES

module = SectorModule(
    name="culture",
    text=Text("Culture", "文化"),
    owner="culture-tourism-bureau",
    api_version=API_VERSION,
    measures=("culture",),
    records=(
        types.CultureInstitution,
        types.CultureTraineeship,
        types.CultureGuidanceVisit,
        types.CreativeTalent,
        types.DigitalCultureProject,
        types.DigitalCulturePartner,
        types.CultureCourse,
        types.CultureCourseSession,
        types.CultureTrainee,
        types.CultureAttendance,
    ),
    namespaces=(types.CountyCulture, types.DistrictCulture),
    indicators=indicators.INDICATORS,
    demo=demo,
    examples=EXAMPLES,
    package="modules.culture",
)
