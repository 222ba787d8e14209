"""County schools, and what is built, paired and connected for them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from hub.models import Choice, Problem, ProblemCode, Record, Text, choice, district, money, number, record_id, text
from modules.education.models.columns import OptionalSchoolId, SchoolId


class Stage(Choice):
    """The stage of schooling, or the stages that one school joins. (学段)"""

    KINDERGARTEN = Text("Kindergarten", "幼儿园")
    PRIMARY = Text("Primary school", "小学")
    NINE_YEAR = Text("Primary and junior secondary in one school", "九年一贯制")
    JUNIOR = Text("Junior secondary school", "初中")
    COMPLETE_SECONDARY = Text("Junior and senior secondary in one school", "完全中学")
    SENIOR = Text("Senior secondary school", "高中")
    VOCATIONAL = Text("Secondary vocational school", "中等职业学校")
    SPECIAL = Text("Special education", "特殊教育")


JOINED = {
    Stage.NINE_YEAR: (Stage.PRIMARY, Stage.JUNIOR),
    Stage.COMPLETE_SECONDARY: (Stage.JUNIOR, Stage.SENIOR),
}
"""Stages of a school that nobody teaches as one, with those that it joins."""
COMPULSORY = (Stage.PRIMARY, Stage.NINE_YEAR, Stage.JUNIOR, Stage.COMPLETE_SECONDARY)
"""Stages of schools where compulsory education is given."""


class School(Record, table=True):
    """A school or kindergarten of the county; the period is that of its part in the programme."""

    measure = "education"
    natural_key = ("name",)

    name: str = text(length=100)
    stage: Stage = choice(Stage)
    address: str | None = text(None)
    pupils: int | None = number(None)
    teachers: int | None = number(None, le=5_000)
    boarders: int | None = number(None)

    def problems(self) -> Iterator[Problem]:
        """Boarders are pupils."""
        if self.boarders is not None and self.pupils is not None and self.boarders > self.pupils:
            wrong = Text(f"at most the {self.pupils} pupils", f"寄宿生不能多于在校生 {self.pupils} 人")
            yield Problem("boarders", ProblemCode.INVALID, wrong)


class PairingKind(Choice):
    """What two paired schools do together. (结对方式)"""

    WHOLE_SCHOOL = Text("The schools as a whole", "全面结对")
    MANAGEMENT = Text("School management", "管理帮扶")
    TEACHING = Text("Teaching and its research", "教学教研")
    ONLINE = Text("Lessons shared online", "远程同步课堂")


class SchoolPairing(Record, table=True):
    """A Shenzhen school that supports a county school."""

    measure = "education"
    natural_key = ("school_id", "partner_school", "starts_on")

    school_id: SchoolId = record_id()
    partner_school: str = text(length=100)
    partner_district_code: str | None = district()
    kind: PairingKind = choice(PairingKind)


class ConstructionKind(Choice):
    """What is done to the buildings. (建设类别)"""

    BUILD = Text("New buildings", "新建")
    RENOVATE = Text("Renovation or extension", "改扩建")
    EQUIP = Text("Equipment", "设备配置")


class ConstructionState(Choice):
    """How far the works have come. (建设进度)"""

    PLANNED = Text("Planned, not begun", "计划")
    UNDER_WAY = Text("Under way", "在建")
    COMPLETED = Text("Completed", "已完工")
    STOPPED = Text("Stopped before completion", "已停工")


class SchoolConstruction(Record, table=True):
    """A project that builds, renovates or equips a school or kindergarten; the period is that of the works."""

    measure = "education"
    natural_key = ("name",)

    name: str = text()
    school_id: OptionalSchoolId = record_id(None)
    stage: Stage = choice(Stage)
    kind: ConstructionKind = choice(ConstructionKind)
    state: ConstructionState = choice(ConstructionState)
    floor_area: int | None = number(None, ge=1, le=1_000_000)
    planned_amount: Decimal = money()
    paid_amount: Decimal = money()

    def problems(self) -> Iterator[Problem]:
        """Only new buildings have no school yet, ends are known, and no more is paid than planned."""
        if self.kind is not ConstructionKind.BUILD and self.school_id is None:
            yield Problem("school_id", ProblemCode.REQUIRED, Text("name the school of the works", "请填写所属学校"))
        if (self.state is ConstructionState.COMPLETED) and self.ends_on is None:
            yield Problem(
                "ends_on", ProblemCode.REQUIRED, Text("give the day of completion", "已完工项目请填写完工日期")
            )
        if self.paid_amount > self.planned_amount:
            wrong = Text(
                f"at most the {self.planned_amount} planned", f"已付金额不能超过计划金额 {self.planned_amount}"
            )
            yield Problem("paid_amount", ProblemCode.INVALID, wrong)

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """The stage is that of the school."""
        school = referred.get("school_id")
        if school is not None and school.stage is not self.stage:
            wrong = Text(f"give {school.stage.name}, the stage of the school", f"须为该校学段：{school.stage.text.zh}")
            yield Problem("stage", ProblemCode.INCONSISTENT, wrong)


class ResourceKind(Choice):
    """What brings teaching online. (资源类别)"""

    NETWORK = Text("Campus network", "校园网络")
    CLASSROOM = Text("Recording or smart classroom", "录播或智慧教室")
    LIBRARY = Text("Library of courses and materials", "教学资源库")
    PLATFORM = Text("Teaching or administration platform", "教育平台")
    PLANNING = Text("Plan for digital education", "信息化规划")


class DigitalResource(Record, table=True):
    """A digital resource, or the plan for one, that the county's schools get."""

    measure = "education"
    natural_key = ("title",)

    title: str = text()
    kind: ResourceKind = choice(ResourceKind)
    schools_reached: int = number(le=5_000)
    amount: Decimal = money()
