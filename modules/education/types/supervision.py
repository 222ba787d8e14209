"""Supervision groups from Shenzhen, and how they assess schools of compulsory education."""

from hub.fields import Connection, One, column, connection, one, personal, record
from hub.records.types import Record
from modules.education import models as rows
from modules.education.types import schools


@record(rows.SupervisionVisit, "supervision_visits", "A supervision group's visit to a county.", zh="督学评估组检查")
class SupervisionVisit(Record):
    """One county's visit; those of a group share its code."""

    group_code: str = column(
        rows.SupervisionVisit.group_code, "The group, by year and number, such as 2018-1.", zh="评估组编号"
    )
    leader: str | None = personal(rows.SupervisionVisit.leader, "The name of the group's leader.", zh="组长姓名")
    members: int = column(rows.SupervisionVisit.members, "Members of the group, its leader included.", zh="组员人数")
    assessments: Connection["SchoolAssessment"] = connection(
        rows.SchoolAssessment.visit_id, "The schools that it assessed.", zh="评估结果"
    )


@record(
    rows.SchoolAssessment,
    "school_assessments",
    "How well a school of compulsory education is run, as a supervision group found it.",
    zh="义务教育学校办学水平评估",
)
class SchoolAssessment(Record):
    """One school's assessment."""

    visit: One[SupervisionVisit | None] = one(rows.SchoolAssessment.visit_id, "The visit.", zh="所属检查")
    school: One["schools.School | None"] = one(rows.SchoolAssessment.school_id, "The school.", zh="被评估学校")
    grade: rows.Grade = column(rows.SchoolAssessment.grade, "The outcome.", zh="评估等级")
    score: int = column(rows.SchoolAssessment.score, "Points, 0 to 100.", zh="评估得分")
    findings: str | None = column(rows.SchoolAssessment.findings, "What is to be improved.", zh="问题与建议")
