"""The tables of education: plan sections 五(七)2 and 五(八)3."""

from typing import Annotated

from hub.records.base import Record
from hub.records.columns import Personal, References, choice, money, text
from hub.texts import Choice, Text
from decimal import Decimal


class Stage(Choice):
    """A stage of schooling. (学段)"""

    KINDERGARTEN = Text("Kindergarten", "幼儿园")
    PRIMARY = Text("Primary school", "小学")


class School(Record, table=True):
    """A school."""

    measure = "education"
    natural_key = ("name",)

    name: str = text()
    stage: Stage = choice(Stage)
    pupils: int | None = None


class TeacherDispatch(Record, table=True):
    """A teacher."""

    measure = "education"

    school_id: Annotated[int, References("education_school")]
    teacher: Annotated[str, Personal("name")] = text(length=50)
    subject: str = text(length=50)
    allowance: Decimal = money()
