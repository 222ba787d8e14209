"""Supervision groups from Shenzhen, and how they assess schools of compulsory education."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import StringConstraints

from hub.models import (
    Choice,
    PersonName,
    Problem,
    ProblemCode,
    Record,
    References,
    Text,
    choice,
    number,
    record_id,
    text,
    within,
)
from modules.education.models.columns import SchoolId
from modules.education.models.schools import COMPULSORY

GroupCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{1,2}$")]
"""Year and number, such as `2018-1`."""


class SupervisionVisit(Record, table=True):
    """The visit of a supervision group to one county.

    A group goes to several counties, and every record is one county's; so the visit is the record, and the group is
    the code that its visits share.
    """

    measure = "education"
    natural_key = ("group_code",)

    group_code: GroupCode = text(length=7)
    leader: PersonName = text(length=50)
    members: int = number(ge=1, le=100)

    def problems(self) -> Iterator[Problem]:
        """A group belongs to one year, so that it counts once."""
        if int(self.group_code[:4]) != self.starts_on.year:
            year = self.starts_on.year
            wrong = Text(f"begin with the year of the visit, such as {year}-1", f"请以检查年份开头，例如 {year}-1")
            yield Problem("group_code", ProblemCode.INVALID, wrong)


class Grade(Choice):
    """The outcome of an assessment. (评估等级)"""

    EXCELLENT = Text("Excellent", "优秀")
    GOOD = Text("Good", "良好")
    QUALIFIED = Text("Qualified", "合格")
    UNQUALIFIED = Text("Not qualified", "不合格")


class SchoolAssessment(Record, table=True):
    """How well a school is run, as a supervision group found it."""

    measure = "education"
    natural_key = ("school_id", "starts_on")

    visit_id: Annotated[int, References("education_supervision_visit")] = record_id()
    school_id: SchoolId = record_id()
    grade: Grade = choice(Grade)
    score: int = number(le=100)
    findings: str | None = text(None, length=2000)

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """A group assesses schools of compulsory education, while it is there."""
        yield from within(self, referred["visit_id"], Text("visit", "检查"), may_go_on=True)
        if referred["school_id"].stage not in COMPULSORY:
            names = ", ".join(stage.name for stage in COMPULSORY)
            wrong = Text(f"choose a school of one of the stages {names}", f"请选择义务教育阶段学校：{names}")
            yield Problem("school_id", ProblemCode.INCONSISTENT, wrong)
