"""Hospitals and health centres of the counties, and what is built for them."""

from collections.abc import Iterator
from decimal import Decimal

from hub.models import Choice, Problem, ProblemCode, Record, Text, choice, money, number, record_id, text
from modules.health.models.columns import OptionalInstitutionId


class MedicalInstitutionKind(Choice):
    """What an institution is. (机构类别)"""

    COUNTY_HOSPITAL = Text("General hospital of the county", "县级综合医院")
    CHINESE_MEDICINE_HOSPITAL = Text("Hospital of Chinese or ethnic medicine", "中医、民族医医院")
    MATERNAL_CHILD_HOSPITAL = Text("Hospital of maternal and child health", "妇幼保健院")
    DISEASE_CONTROL_CENTRE = Text("Centre for disease control", "疾病预防控制中心")
    TOWNSHIP_HEALTH_CENTRE = Text("Township health centre", "乡镇卫生院")
    COMMUNITY_HEALTH_CENTRE = Text("Community health service centre", "社区卫生服务中心")
    VILLAGE_CLINIC = Text("Village clinic", "村卫生室")
    OTHER = Text("Another institution", "其他机构")


WITHOUT_BEDS = (MedicalInstitutionKind.DISEASE_CONTROL_CENTRE, MedicalInstitutionKind.VILLAGE_CLINIC)
"""Kinds that take no inpatients."""
COUNTY_HOSPITALS = (
    MedicalInstitutionKind.COUNTY_HOSPITAL,
    MedicalInstitutionKind.CHINESE_MEDICINE_HOSPITAL,
    MedicalInstitutionKind.MATERNAL_CHILD_HOSPITAL,
)
"""Hospitals at the county's seat, to which medical teams are sent: section 五(七)2."""


class HospitalGrade(Choice):
    """Level and class that the hospital was assessed at. (医院等级)"""

    THIRD_A = Text("Third level, class A", "三级甲等")
    THIRD_B = Text("Third level, class B", "三级乙等")
    SECOND_A = Text("Second level, class A", "二级甲等")
    SECOND_B = Text("Second level, class B", "二级乙等")
    FIRST_A = Text("First level, class A", "一级甲等")
    FIRST_B = Text("First level, class B", "一级乙等")
    UNGRADED = Text("Not assessed", "未定等")


class MedicalInstitution(Record, table=True):
    """A hospital or health centre of the county; the period is that of its part in the programme."""

    measure = "health"
    natural_key = ("name",)

    name: str = text(length=100)
    kind: MedicalInstitutionKind = choice(MedicalInstitutionKind)
    grade: HospitalGrade | None = choice(HospitalGrade, None)
    address: str | None = text(None)
    beds: int | None = number(None, le=10_000)
    health_workers: int | None = number(None, le=20_000)

    def problems(self) -> Iterator[Problem]:
        """Some kinds of institution take no inpatients."""
        if self.beds and self.kind in WITHOUT_BEDS:
            wrong = Text(f"leave it out: {self.kind.name} has no beds", f"{self.kind.text.zh}不设床位，请勿填写")
            yield Problem("beds", ProblemCode.INVALID, wrong)


class HealthConstructionKind(Choice):
    """What is done to buildings or equipment. (建设类别)"""

    BUILD = Text("New buildings", "新建")
    RENOVATE = Text("Renovation or extension", "改扩建")
    EQUIP = Text("Medical equipment", "医疗设备配置")


class HealthConstructionState(Choice):
    """How far the works have come. (建设进度)"""

    PLANNED = Text("Planned, not begun", "计划")
    UNDER_WAY = Text("Under way", "在建")
    COMPLETED = Text("Completed", "已完工")
    STOPPED = Text("Stopped before completion", "已停工")


class HealthConstruction(Record, table=True):
    """A project that builds, renovates or equips an institution; the period is that of the works."""

    measure = "health"
    natural_key = ("name",)

    name: str = text()
    institution_id: OptionalInstitutionId = record_id(None)
    kind: HealthConstructionKind = choice(HealthConstructionKind)
    state: HealthConstructionState = choice(HealthConstructionState)
    floor_area: int | None = number(None, ge=1, le=1_000_000)
    beds_added: int = number(0, le=5_000)
    planned_amount: Decimal = money()
    paid_amount: Decimal = money()

    def problems(self) -> Iterator[Problem]:
        """Only new buildings have no institution yet, ends are known, and no more is paid than planned."""
        if self.kind is not HealthConstructionKind.BUILD and self.institution_id is None:
            named = Text("name the institution of the works", "请填写所属医疗卫生机构")
            yield Problem("institution_id", ProblemCode.REQUIRED, named)
        if self.state is HealthConstructionState.COMPLETED and self.ends_on is None:
            ended = Text("give the day of completion", "已完工项目请填写完工日期")
            yield Problem("ends_on", ProblemCode.REQUIRED, ended)
        if self.paid_amount > self.planned_amount:
            paid = Text(f"at most the {self.planned_amount} planned", f"已付金额不能超过计划金额 {self.planned_amount}")
            yield Problem("paid_amount", ProblemCode.INVALID, paid)
