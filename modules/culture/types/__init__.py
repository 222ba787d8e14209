"""What culture serves, by subject: the declared types over its tables."""

from modules.culture.types.digital import DigitalCulturePartner, DigitalCultureProject
from modules.culture.types.exchange import CultureGuidanceVisit, CultureTraineeship
from modules.culture.types.institutions import CultureInstitution
from modules.culture.types.namespaces import CountyCulture, DistrictCulture
from modules.culture.types.talent import CreativeTalent
from modules.culture.types.training import CultureAttendance, CultureCourse, CultureCourseSession, CultureTrainee

__all__ = [
    "CountyCulture",
    "CreativeTalent",
    "CultureAttendance",
    "CultureCourse",
    "CultureCourseSession",
    "CultureGuidanceVisit",
    "CultureInstitution",
    "CultureTrainee",
    "CultureTraineeship",
    "DigitalCulturePartner",
    "DigitalCultureProject",
    "DistrictCulture",
]
