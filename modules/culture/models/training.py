"""Training courses: their sessions, who takes part, and who attends which session."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from hub.models import (
    Choice,
    IdentityNumber,
    PersonName,
    Phone,
    Problem,
    ProblemCode,
    Record,
    References,
    Text,
    choice,
    district,
    identity,
    mobile,
    number,
    record_id,
    text,
    within,
)
from modules.culture.models.columns import OptionalInstitutionId
from modules.culture.models.exchange import CulturePosition
from modules.culture.models.institutions import CultureField

COURSE, TRAINING = Text("course", "培训班"), Text("trainee", "学员在班")
CourseId = Annotated[int, References("culture_course")]


class CultureCourseVenue(Choice):
    """Where a course is held. (培训地点)"""

    SHENZHEN = Text("In Shenzhen", "深圳")
    COUNTY = Text("In the county", "县内")
    ONLINE = Text("Online", "线上")


class CultureCourse(Record, table=True):
    """A training course; the period is from its first to its last session."""

    __tablename__ = "culture_course"
    measure = "culture"
    natural_key = ("title", "starts_on")

    title: str = text()
    field: CultureField = choice(CultureField)
    venue: CultureCourseVenue = choice(CultureCourseVenue)
    organiser: str = text(length=100)
    district_code: str | None = district()
    places: int = number(ge=1)


class CultureCourseSession(Record, table=True):
    """One session of a course, on one day."""

    __tablename__ = "culture_course_session"
    measure = "culture"
    natural_key = ("course_id", "serial")

    course_id: CourseId = record_id()
    serial: int = number(ge=1, le=1_000)
    topic: str = text()
    lecturer: PersonName = text(length=50)
    hours: int = number(ge=1, le=12)

    def problems(self) -> Iterator[Problem]:
        """A session ends on the day on which it starts."""
        yield from _one_day(self)

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """Its day is one of the course's."""
        yield from within(self, referred["course_id"], COURSE)


class CultureTraineeState(Choice):
    """How far somebody has come in a course. (培训状态)"""

    ENROLLED = Text("Taking part", "在培")
    COMPLETED = Text("Completed with a certificate", "已结业")
    LEFT = Text("Left early", "中途退出")


class CultureTrainee(Record, table=True):
    """Somebody who takes part in a course, from the first day to the last."""

    __tablename__ = "culture_trainee"
    measure = "culture"
    natural_key = ("course_id", "identity_number")

    course_id: CourseId = record_id()
    name: PersonName = text(length=50)
    identity_number: IdentityNumber = identity()
    phone: Phone = mobile()
    position: CulturePosition = choice(CulturePosition)
    institution_id: OptionalInstitutionId = record_id(None)
    state: CultureTraineeState = choice(CultureTraineeState)

    def problems(self) -> Iterator[Problem]:
        """Who takes part no more has a last day."""
        if self.state is not CultureTraineeState.ENROLLED and self.ends_on is None:
            yield Problem("ends_on", ProblemCode.REQUIRED, Text("give the person's last day", "请填写结束日期"))

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """Nobody is in a course before it begins or after it ends."""
        yield from within(self, referred["course_id"], COURSE, may_go_on=True)


class Presence(Choice):
    """Whether somebody was at a session. (出勤情况)"""

    PRESENT = Text("There from start to end", "全程出席")
    PARTLY = Text("There for a part", "部分出席")
    EXCUSED = Text("Absent with leave", "请假")
    ABSENT = Text("Absent without leave", "缺席")


class CultureAttendance(Record, table=True):
    """One trainee at one session, on its day."""

    __tablename__ = "culture_attendance"
    measure = "culture"
    natural_key = ("session_id", "trainee_id")

    session_id: Annotated[int, References("culture_course_session")] = record_id()
    trainee_id: Annotated[int, References("culture_trainee")] = record_id()
    presence: Presence = choice(Presence)

    def problems(self) -> Iterator[Problem]:
        """Attendance is of the session's one day."""
        yield from _one_day(self)

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """The session is one of the trainee's course, on a day when the trainee was there."""
        session, trainee = referred["session_id"], referred["trainee_id"]
        if session.course_id != trainee.course_id:
            wrong = Text("name a trainee of the session's course", "请填写该课次所属培训班的学员")
            yield Problem("trainee_id", ProblemCode.INCONSISTENT, wrong)
        elif self.starts_on != session.starts_on:
            day = Text(f"give the session's day, {session.starts_on}", f"请填写上课日期 {session.starts_on}")
            yield Problem("starts_on", ProblemCode.INCONSISTENT, day)
        else:
            yield from within(self, trainee, TRAINING)


def _one_day(record: Record) -> Iterator[Problem]:
    if record.ends_on != record.starts_on:
        wrong = Text(f"give {record.starts_on}: a session is of one day", f"一次课在同一天，请填 {record.starts_on}")
        yield Problem("ends_on", ProblemCode.INVALID, wrong)
