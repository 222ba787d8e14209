"""People who teach or lead schools: hosted in Shenzhen, sent to the counties, or visiting them."""

from decimal import Decimal

from hub.entities import District
from hub.fields import One, column, one, personal, record
from hub.models import Gender
from hub.records.types import Record
from modules.education import models as rows
from modules.education.types import schools


@record(
    rows.PrincipalPlacement,
    "principal_placements",
    "A principal, kindergarten head or backbone teacher hosted in Shenzhen.",
    zh="校（园）长、骨干教师来深研修",
)
class PrincipalPlacement(Record):
    """A stay in Shenzhen."""

    name: str | None = personal(rows.PrincipalPlacement.name, "The person's name.", zh="姓名")
    identity_number: str | None = personal(
        rows.PrincipalPlacement.identity_number, "18 characters, GB 11643.", zh="身份证号"
    )
    phone: str | None = personal(rows.PrincipalPlacement.phone, "Mobile phone, 11 digits.", zh="手机号")
    gender: Gender = column(rows.PrincipalPlacement.gender, "As on the identity card.", zh="性别")
    position: rows.Position = column(rows.PrincipalPlacement.position, "The post at home.", zh="职务")
    mode: rows.PlacementMode = column(rows.PrincipalPlacement.mode, "How the person is hosted.", zh="研修方式")
    home_school: One["schools.School | None"] = one(
        rows.PrincipalPlacement.home_school_id, "The county school that the person comes from.", zh="派出学校"
    )
    host_school: str = column(rows.PrincipalPlacement.host_school, "The Shenzhen school that hosts.", zh="接收学校")
    host_district: One[District | None] = one(
        rows.PrincipalPlacement.host_district_code,
        "The host school's district; null: directly under the city.",
        zh="接收学校所在区",
    )


@record(rows.TeacherDispatch, "teacher_dispatches", "A Shenzhen teacher sent to a county school.", zh="支教")
class TeacherDispatch(Record):
    """A teacher's service."""

    teacher: str | None = personal(rows.TeacherDispatch.teacher, "The teacher's name.", zh="教师姓名")
    identity_number: str | None = personal(
        rows.TeacherDispatch.identity_number, "18 characters, GB 11643.", zh="身份证号"
    )
    phone: str | None = personal(rows.TeacherDispatch.phone, "Mobile phone, 11 digits.", zh="手机号")
    subject: rows.Subject = column(rows.TeacherDispatch.subject, "The subject taught.", zh="学科")
    stage: rows.Stage = column(rows.TeacherDispatch.stage, "The stage taught.", zh="任教学段")
    school: One["schools.School | None"] = one(rows.TeacherDispatch.school_id, "The school served.", zh="受援学校")
    sending_school: str = column(rows.TeacherDispatch.sending_school, "The Shenzhen school that sends.", zh="派出学校")
    sending_district: One[District | None] = one(
        rows.TeacherDispatch.sending_district_code,
        "The sending school's district; null: directly under the city.",
        zh="派出学校所在区",
    )
    allowance: Decimal = column(rows.TeacherDispatch.allowance, "For the whole service, CNY.", zh="支教补助总额（元）")


@record(rows.TeachingVisit, "teaching_visits", "A visit of famous teachers from Shenzhen.", zh="名师送教")
class TeachingVisit(Record):
    """A visit with open lessons and talks."""

    topic: str = column(rows.TeachingVisit.topic, "What it was about.", zh="主题")
    leader: str | None = personal(rows.TeachingVisit.leader, "The name of who led it.", zh="领队姓名")
    teachers: int = column(rows.TeachingVisit.teachers, "Experts and famous teachers who came.", zh="专家、名师人数")
    subject: rows.Subject = column(rows.TeachingVisit.subject, "The subject.", zh="学科")
    sessions: int = column(rows.TeachingVisit.sessions, "Lessons and talks given.", zh="授课与讲座场次")
    attendees: int = column(rows.TeachingVisit.attendees, "Local teachers who attended.", zh="参加教师人次")
    school: One["schools.School | None"] = one(
        rows.TeachingVisit.school_id, "The school where it was held; null: elsewhere in the county.", zh="承办学校"
    )
    sending_district: One[District | None] = one(
        rows.TeachingVisit.sending_district_code,
        "The district that sent it; null: the city itself.",
        zh="派出区",
    )
