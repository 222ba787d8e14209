"""The tables of culture, by subject: plan section 五(八)4, and 五(七) for the people."""

from modules.culture.models.digital import (
    DigitalCultureContribution,
    DigitalCultureKind,
    DigitalCulturePartner,
    DigitalCultureProject,
    DigitalCultureStage,
)
from modules.culture.models.exchange import (
    MANAGING,
    CultureGuidanceForm,
    CultureGuidanceVisit,
    CulturePosition,
    CultureTraineeship,
    TraineeshipMode,
)
from modules.culture.models.institutions import CREATIVE, CultureField, CultureInstitution, CultureInstitutionKind
from modules.culture.models.talent import CreativeTalent, DesignDiscipline, TalentLevel, TalentSupport
from modules.culture.models.training import (
    CultureAttendance,
    CultureCourse,
    CultureCourseSession,
    CultureCourseVenue,
    CultureTrainee,
    CultureTraineeState,
    Presence,
)

__all__ = [
    "CREATIVE",
    "MANAGING",
    "CreativeTalent",
    "CultureAttendance",
    "CultureCourse",
    "CultureCourseSession",
    "CultureCourseVenue",
    "CultureField",
    "CultureGuidanceForm",
    "CultureGuidanceVisit",
    "CultureInstitution",
    "CultureInstitutionKind",
    "CulturePosition",
    "CultureTrainee",
    "CultureTraineeState",
    "CultureTraineeship",
    "DesignDiscipline",
    "DigitalCultureContribution",
    "DigitalCultureKind",
    "DigitalCulturePartner",
    "DigitalCultureProject",
    "DigitalCultureStage",
    "Presence",
    "TalentLevel",
    "TalentSupport",
    "TraineeshipMode",
]
