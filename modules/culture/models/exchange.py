"""People of culture who come to Shenzhen to learn, and those of Shenzhen who go to the counties to teach."""

from collections.abc import Iterator

from hub.models import (
    Choice,
    IdentityNumber,
    PersonName,
    Phone,
    Problem,
    ProblemCode,
    Record,
    Text,
    choice,
    district,
    identity,
    mobile,
    number,
    record_id,
    text,
)
from modules.culture.models.columns import InstitutionId, OptionalInstitutionId
from modules.culture.models.institutions import CultureField


class CulturePosition(Choice):
    """What the person does at home. (人员类别)"""

    ADMINISTRATOR = Text("Administrator of culture", "文化行政管理人员")
    INDUSTRY_MANAGER = Text("Manager of a cultural industry", "文化产业管理人员")
    ARTIST = Text("Artist", "艺术创作人员")


class TraineeshipMode(Choice):
    """How the person learns in Shenzhen. (研修方式)"""

    SECONDMENT = Text("Secondment to a post, with training", "挂职研修")
    SHADOWING = Text("Shadowing at work", "跟岗学习")
    STUDY = Text("Further study", "进修")


MANAGING = (CultureField.INDUSTRY, CultureField.ADMINISTRATION)
"""Fields of managers, in which no artist works."""


class CultureTraineeship(Record, table=True):
    """Somebody of a county's culture who learns at a host in Shenzhen; the period is that of the stay."""

    __tablename__ = "culture_traineeship"
    measure = "culture"
    natural_key = ("identity_number", "starts_on")

    name: PersonName = text(length=50)
    identity_number: IdentityNumber = identity()
    phone: Phone = mobile()
    position: CulturePosition = choice(CulturePosition)
    field: CultureField = choice(CultureField)
    mode: TraineeshipMode = choice(TraineeshipMode)
    home_institution_id: InstitutionId = record_id()
    host_institution: str = text(length=100)
    host_district_code: str | None = district()

    def problems(self) -> Iterator[Problem]:
        """An artist learns an art."""
        if self.position is CulturePosition.ARTIST and self.field in MANAGING:
            names = ", ".join(field.name for field in MANAGING)
            wrong = Text(f"for an artist give another field than {names}", f"艺术创作人员的门类不能为 {names}")
            yield Problem("field", ProblemCode.INVALID, wrong)


class CultureGuidanceForm(Choice):
    """What the visitors do. (指导形式)"""

    EXCHANGE = Text("Professional exchange", "业务交流")
    HANDS_ON = Text("Hands-on guidance", "“手把手”指导")
    REHEARSAL = Text("Rehearsing or making a work together", "排演与联合创作")
    CONSULTATION = Text("Advice on a project or an exhibition", "项目与展陈会诊")


class CultureGuidanceVisit(Record, table=True):
    """A visit of Shenzhen's professionals of culture to a county; the period is that of the visit."""

    __tablename__ = "culture_guidance_visit"
    measure = "culture"
    natural_key = ("topic", "starts_on")

    topic: str = text()
    leader: PersonName = text(length=50)
    experts: int = number(ge=1, le=200)
    form: CultureGuidanceForm = choice(CultureGuidanceForm)
    field: CultureField = choice(CultureField)
    institution_id: OptionalInstitutionId = record_id(None)
    sending_institution: str = text(length=100)
    sending_district_code: str | None = district()
    trainees: int = number()

    def problems(self) -> Iterator[Problem]:
        """Hands are on somebody's."""
        if self.form is CultureGuidanceForm.HANDS_ON and not self.trainees:
            wrong = Text("give at least 1 for hands-on guidance", "“手把手”指导的受指导人次至少为 1")
            yield Problem("trainees", ProblemCode.INVALID, wrong)
