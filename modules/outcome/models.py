"""The tables of the sector, and what is wrong with a row that a writer gives."""

from collections.abc import Iterator
from decimal import Decimal

from hub.models import Choice, Problem, ProblemCode, Record, Text, choice, money, text


class OutcomeStage(Choice):
    """How far a project has come. (主要目标项目阶段)"""

    PLANNED = Text("Planned", "已规划")
    UNDER_WAY = Text("Under way", "实施中")
    COMPLETED = Text("Completed", "已完成")


class Project(Record, table=True):
    """A project in one county; its period is the time that it takes."""

    measure = "outcome"
    natural_key = ("name",)

    name: str = text()
    stage: OutcomeStage = choice(OutcomeStage)
    amount: Decimal = money()

    def problems(self) -> Iterator[Problem]:
        """A project that is completed has an end."""
        if self.stage is OutcomeStage.COMPLETED and self.ends_on is None:
            yield Problem("ends_on", ProblemCode.REQUIRED, Text("give the day of completion", "请填写完成日期"))
