"""Training courses with their sessions, trainees and attendance."""

from hub.entities import District
from hub.fields import Connection, One, column, connection, count, one, personal, record, total
from hub.records.types import Record
from modules.culture import models as rows
from modules.culture.types import institutions


@record(rows.CultureCourse, "culture_courses", "A training course for people of culture.", zh="文化人才培训班")
class CultureCourse(Record):
    """A course, from its first session to its last."""

    title: str = column(rows.CultureCourse.title, "Its title.", zh="培训班名称")
    field: rows.CultureField = column(rows.CultureCourse.field, "What it teaches.", zh="培训门类")
    venue: rows.CultureCourseVenue = column(rows.CultureCourse.venue, "Where it is held.", zh="培训地点")
    organiser: str = column(rows.CultureCourse.organiser, "The institution in Shenzhen that holds it.", zh="承办单位")
    district: One[District | None] = one(
        rows.CultureCourse.district_code,
        "The organiser's district; null: directly under the city.",
        zh="承办单位所在区，市属单位为空",
    )
    places: int = column(rows.CultureCourse.places, "People planned for.", zh="计划人数")
    sessions: Connection["CultureCourseSession"] = connection(
        rows.CultureCourseSession.course_id, "Its sessions.", zh="课次"
    )
    hours_total: int | None = total(
        rows.CultureCourseSession.course_id, rows.CultureCourseSession.hours, "Hours of its sessions.", zh="总学时"
    )
    trainees: Connection["CultureTrainee"] = connection(
        rows.CultureTrainee.course_id, "Who takes part in it.", zh="学员"
    )
    trainee_count: int | None = count(rows.CultureTrainee.course_id, "Who takes part in it.", zh="学员人数")


@record(rows.CultureCourseSession, "culture_course_sessions", "One session of a training course.", zh="培训课次")
class CultureCourseSession(Record):
    """A session, on its day."""

    course: One[CultureCourse | None] = one(rows.CultureCourseSession.course_id, "The course.", zh="所属培训班")
    serial: int = column(rows.CultureCourseSession.serial, "Its number in the course.", zh="课次序号")
    topic: str = column(rows.CultureCourseSession.topic, "What it is about.", zh="课程内容")
    lecturer: str | None = personal(rows.CultureCourseSession.lecturer, "The name of who teaches.", zh="授课教师")
    hours: int = column(rows.CultureCourseSession.hours, "How long it takes, hours.", zh="学时")
    attendances: Connection["CultureAttendance"] = connection(
        rows.CultureAttendance.session_id, "Who was there and who wasn't.", zh="出勤记录"
    )


@record(rows.CultureTrainee, "culture_trainees", "Somebody in a training course.", zh="培训学员")
class CultureTrainee(Record):
    """A person in one course, from the first day to the last."""

    course: One[CultureCourse | None] = one(rows.CultureTrainee.course_id, "The course.", zh="所属培训班")
    name: str | None = personal(rows.CultureTrainee.name, "The person's name.", zh="姓名")
    identity_number: str | None = personal(
        rows.CultureTrainee.identity_number, "18 characters, GB 11643.", zh="身份证号"
    )
    phone: str | None = personal(rows.CultureTrainee.phone, "Mobile phone, 11 digits.", zh="手机号")
    position: rows.CulturePosition = column(
        rows.CultureTrainee.position, "What the person does at home.", zh="人员类别"
    )
    institution: One["institutions.CultureInstitution | None"] = one(
        rows.CultureTrainee.institution_id, "Where the person works; null: alone.", zh="工作单位，个人执业为空"
    )
    state: rows.CultureTraineeState = column(rows.CultureTrainee.state, "How far the person has come.", zh="培训状态")
    attendances: Connection["CultureAttendance"] = connection(
        rows.CultureAttendance.trainee_id, "At which sessions the person was.", zh="出勤记录"
    )


@record(rows.CultureAttendance, "culture_attendances", "A trainee's attendance at a session.", zh="培训出勤")
class CultureAttendance(Record):
    """One trainee at one session, on its day."""

    session: One[CultureCourseSession | None] = one(rows.CultureAttendance.session_id, "The session.", zh="课次")
    trainee: One[CultureTrainee | None] = one(rows.CultureAttendance.trainee_id, "The trainee.", zh="学员")
    presence: rows.Presence = column(rows.CultureAttendance.presence, "Whether the person was there.", zh="出勤情况")
