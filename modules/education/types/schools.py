"""County schools, and what is built, paired and connected for them."""

from decimal import Decimal

from hub.entities import District
from hub.fields import Connection, One, column, connection, one, record
from hub.records.types import Record
from modules.education import models as rows
from modules.education.types import staff, students, supervision


@record(rows.School, "schools", "A county school or kindergarten.", zh="学校")
class School(Record):
    """A school; its lists hold what the programme does for it."""

    name: str = column(rows.School.name, "Its full name, unique in the county.", zh="校名")
    stage: rows.Stage = column(rows.School.stage, "The stage or stages that it teaches.", zh="学段")
    address: str | None = column(rows.School.address, "Town and street.", zh="地址")
    pupils: int | None = column(rows.School.pupils, "Pupils on roll.", zh="在校生数")
    teachers: int | None = column(rows.School.teachers, "Teachers in post.", zh="专任教师数")
    boarders: int | None = column(rows.School.boarders, "Of the pupils, those who board.", zh="寄宿生数")
    pairings: Connection["SchoolPairing"] = connection(
        rows.SchoolPairing.school_id, "Its Shenzhen partner schools.", zh="结对学校"
    )
    dispatches: Connection["staff.TeacherDispatch"] = connection(
        rows.TeacherDispatch.school_id, "Shenzhen teachers sent to it.", zh="支教教师"
    )
    placements: Connection["staff.PrincipalPlacement"] = connection(
        rows.PrincipalPlacement.home_school_id, "Its people hosted in Shenzhen.", zh="来深研修人员"
    )
    visits: Connection["staff.TeachingVisit"] = connection(
        rows.TeachingVisit.school_id, "Visits of famous teachers held there.", zh="名师送教"
    )
    constructions: Connection["SchoolConstruction"] = connection(
        rows.SchoolConstruction.school_id, "Works on its buildings and equipment.", zh="建设项目"
    )
    assessments: Connection["supervision.SchoolAssessment"] = connection(
        rows.SchoolAssessment.school_id, "How supervision groups found it.", zh="办学水平评估"
    )
    cooperations: Connection["students.VocationalCooperation"] = connection(
        rows.VocationalCooperation.school_id, "Enterprises that train students with it.", zh="校企合作"
    )


@record(rows.SchoolPairing, "school_pairings", "A Shenzhen school that supports a county school.", zh="学校结对")
class SchoolPairing(Record):
    """A pairing between two schools."""

    school: One[School | None] = one(rows.SchoolPairing.school_id, "The county school.", zh="受援学校")
    partner_school: str = column(rows.SchoolPairing.partner_school, "The Shenzhen school.", zh="深圳学校")
    partner_district: One[District | None] = one(
        rows.SchoolPairing.partner_district_code,
        "The partner school's district; null: directly under the city.",
        zh="深圳学校所在区",
    )
    kind: rows.PairingKind = column(rows.SchoolPairing.kind, "What they do together.", zh="结对方式")


@record(
    rows.SchoolConstruction,
    "school_constructions",
    "A project that builds, renovates or equips a school or kindergarten.",
    zh="校园建设项目",
)
class SchoolConstruction(Record):
    """Works on a school."""

    name: str = column(rows.SchoolConstruction.name, "The project's name, unique in the county.", zh="项目名称")
    school: One[School | None] = one(
        rows.SchoolConstruction.school_id, "The school; null: a new one that is not recorded yet.", zh="所属学校"
    )
    stage: rows.Stage = column(rows.SchoolConstruction.stage, "The stage that it is for.", zh="学段")
    kind: rows.ConstructionKind = column(rows.SchoolConstruction.kind, "What is done.", zh="建设类别")
    state: rows.ConstructionState = column(rows.SchoolConstruction.state, "How far it has come.", zh="建设进度")
    floor_area: int | None = column(rows.SchoolConstruction.floor_area, "Floor area, m².", zh="建筑面积（平方米）")
    planned_amount: Decimal = column(rows.SchoolConstruction.planned_amount, "Planned, CNY.", zh="计划投资（元）")
    paid_amount: Decimal = column(rows.SchoolConstruction.paid_amount, "Paid so far, CNY.", zh="已付金额（元）")


@record(
    rows.DigitalResource,
    "digital_resources",
    "A digital resource for schools, or the plan for one.",
    zh="教育信息化资源",
)
class DigitalResource(Record):
    """What brings teaching online."""

    title: str = column(rows.DigitalResource.title, "Its title, unique in the county.", zh="名称")
    kind: rows.ResourceKind = column(rows.DigitalResource.kind, "What it is.", zh="资源类别")
    schools_reached: int = column(rows.DigitalResource.schools_reached, "Schools that use it.", zh="覆盖学校数")
    amount: Decimal = column(rows.DigitalResource.amount, "Its cost to Shenzhen, CNY.", zh="投入金额（元）")
