"""People who teach or lead schools: hosted in Shenzhen, sent to the counties, or visiting them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from hub.models import (
    Choice,
    Gender,
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
    money,
    number,
    record_id,
    text,
)
from modules.education.models.columns import OptionalSchoolId, SchoolId
from modules.education.models.schools import JOINED, Stage


class Position(Choice):
    """What the hosted person does at home. (职务)"""

    PRINCIPAL = Text("Principal of a school", "校长")
    KINDERGARTEN_HEAD = Text("Head of a kindergarten", "园长")
    BACKBONE_TEACHER = Text("Backbone teacher", "骨干教师")


class PlacementMode(Choice):
    """How the person is hosted. (研修方式)"""

    SECONDMENT = Text("Secondment to a post, with training", "挂职研修")
    SHADOWING = Text("Shadowing at work", "跟岗学习")


class Subject(Choice):
    """A subject taught at school. (学科)"""

    CHINESE = Text("Chinese", "语文")
    MATHEMATICS = Text("Mathematics", "数学")
    ENGLISH = Text("English", "英语")
    PHYSICS = Text("Physics", "物理")
    CHEMISTRY = Text("Chemistry", "化学")
    BIOLOGY = Text("Biology", "生物")
    POLITICS = Text("Morality and politics", "道德与法治、政治")
    HISTORY = Text("History", "历史")
    GEOGRAPHY = Text("Geography", "地理")
    SCIENCE = Text("Science", "科学")
    MUSIC = Text("Music", "音乐")
    ART = Text("Art", "美术")
    SPORT = Text("Physical education", "体育")
    TECHNOLOGY = Text("Information technology", "信息技术")
    PRESCHOOL = Text("Preschool education", "学前教育")
    VOCATIONAL = Text("A vocational subject", "职业教育专业课")
    MANAGEMENT = Text("School management", "学校管理")
    OTHER = Text("Another subject", "其他")


class PrincipalPlacement(Record, table=True):
    """A principal, kindergarten head or backbone teacher hosted in Shenzhen; the period is that of the stay."""

    measure = "education"
    natural_key = ("identity_number", "starts_on")

    name: PersonName = text(length=50)
    identity_number: IdentityNumber = identity()
    phone: Phone = mobile()
    gender: Gender = choice(Gender)
    position: Position = choice(Position)
    mode: PlacementMode = choice(PlacementMode)
    home_school_id: SchoolId = record_id()
    host_school: str = text(length=100)
    host_district_code: str | None = district()

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """A kindergarten has a head, and a school a principal."""
        kindergarten = referred["home_school_id"].stage is Stage.KINDERGARTEN
        unfit = Position.PRINCIPAL if kindergarten else Position.KINDERGARTEN_HEAD
        if self.position is unfit:
            wrong = Text(f"choose another: this school has no {unfit.name}", f"该校（园）没有{unfit.text.zh}")
            yield Problem("position", ProblemCode.INCONSISTENT, wrong)


class TeacherDispatch(Record, table=True):
    """A Shenzhen teacher who teaches at a county school; the period is that of the service."""

    measure = "education"
    natural_key = ("identity_number", "starts_on")

    teacher: PersonName = text(length=50)
    identity_number: IdentityNumber = identity()
    phone: Phone = mobile()
    subject: Subject = choice(Subject)
    stage: Stage = choice(Stage)
    school_id: SchoolId = record_id()
    sending_school: str = text(length=100)
    sending_district_code: str | None = district()
    allowance: Decimal = money()

    def problems(self) -> Iterator[Problem]:
        """A teacher teaches at one stage, also where a school joins two."""
        if self.stage in JOINED:
            wrong = Text("name the one stage that the teacher teaches", "请填写教师实际任教的学段")
            yield Problem("stage", ProblemCode.INVALID, wrong)

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """The stage is one that the school teaches."""
        taught = JOINED.get(referred["school_id"].stage, (referred["school_id"].stage,))
        if self.stage not in taught:
            names = ", ".join(stage.name for stage in taught)
            yield Problem("stage", ProblemCode.INCONSISTENT, Text(f"the school teaches {names}", f"该校学段为 {names}"))


class TeachingVisit(Record, table=True):
    """A visit of Shenzhen's famous teachers, with open lessons and talks; the period is that of the visit."""

    measure = "education"
    natural_key = ("topic", "starts_on")

    topic: str = text()
    leader: PersonName = text(length=50)
    teachers: int = number(ge=1, le=200)
    subject: Subject = choice(Subject)
    sessions: int = number(ge=1, le=500)
    attendees: int = number()
    school_id: OptionalSchoolId = record_id(None)
    sending_district_code: str | None = district()
