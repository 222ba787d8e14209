"""Projects of the digital culture industry, and the partners from Shenzhen in each."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from hub.models import (
    Choice,
    Problem,
    ProblemCode,
    Record,
    References,
    Text,
    choice,
    district,
    money,
    number,
    record_id,
    text,
    within,
)
from modules.culture.models.columns import OptionalInstitutionId


class DigitalCultureKind(Choice):
    """What a digital-culture project makes. (数字文化项目类别)"""

    ANIMATION = Text("Animation and games", "动漫游戏")
    AUDIOVISUAL = Text("Online video and audio", "网络视听")
    HERITAGE = Text("Digital heritage", "文化遗产数字化")
    DESIGN = Text("Online design services", "数字创意设计服务")
    IMMERSIVE = Text("Digital exhibitions and virtual reality", "数字展陈与虚拟现实")
    PLATFORM = Text("Platform for digital culture", "数字文化平台")


class DigitalCultureStage(Choice):
    """How far a digital-culture project has come. (项目阶段)"""

    PLANNED = Text("Planned, not begun", "策划")
    UNDER_WAY = Text("In production", "制作中")
    LAUNCHED = Text("Launched", "已上线")
    STOPPED = Text("Stopped", "已终止")


class DigitalCultureProject(Record, table=True):
    """A project of the digital culture industry; the period is that of the project, its launch included."""

    __tablename__ = "culture_digital_project"
    measure = "culture"
    natural_key = ("name",)

    name: str = text()
    kind: DigitalCultureKind = choice(DigitalCultureKind)
    stage: DigitalCultureStage = choice(DigitalCultureStage)
    institution_id: OptionalInstitutionId = record_id(None)
    planned_amount: Decimal = money()
    paid_amount: Decimal = money()
    jobs: int = number()
    launched_on: date | None = None

    def problems(self) -> Iterator[Problem]:
        """Stage, money and days agree."""
        yield from self._money()
        yield from self._launch()
        if self.stage is DigitalCultureStage.STOPPED and self.ends_on is None:
            yield Problem("ends_on", ProblemCode.REQUIRED, Text("give the day on which it stopped", "请填写终止日期"))

    def _money(self) -> Iterator[Problem]:
        if self.paid_amount > self.planned_amount:
            much = Text(f"at most the {self.planned_amount} planned", f"已付金额不能超过计划金额 {self.planned_amount}")
            yield Problem("paid_amount", ProblemCode.INVALID, much)
        elif self.paid_amount and self.stage is DigitalCultureStage.PLANNED:
            early = Text("give 0 until the project has begun", "项目尚未开始，请填 0")
            yield Problem("paid_amount", ProblemCode.INVALID, early)

    def _launch(self) -> Iterator[Problem]:
        launched, day = self.stage is DigitalCultureStage.LAUNCHED, self.launched_on
        if launched and day is None:
            yield Problem("launched_on", ProblemCode.REQUIRED, Text("give the day of the launch", "请填写上线日期"))
        elif day is not None and self.stage in (DigitalCultureStage.PLANNED, DigitalCultureStage.UNDER_WAY):
            early = Text("leave it out until the launch", "尚未上线，请留空")
            yield Problem("launched_on", ProblemCode.INVALID, early)
        elif day is not None and not self.starts_on <= day <= (self.ends_on or date.max):
            wrong = Text("give a day of the project's period", "上线日期须在项目起止日期之内")
            yield Problem("launched_on", ProblemCode.INVALID, wrong)


class DigitalCultureContribution(Choice):
    """What a partner brings to a project. (合作内容)"""

    FUNDING = Text("Money", "资金")
    TECHNOLOGY = Text("Technology", "技术")
    CONTENT = Text("Content and creative work", "内容与创意")
    DISTRIBUTION = Text("Distribution", "发行推广")


class DigitalCulturePartner(Record, table=True):
    """A partner from Shenzhen in a digital-culture project, from joining to leaving."""

    __tablename__ = "culture_digital_partner"
    measure = "culture"
    natural_key = ("project_id", "name")

    project_id: Annotated[int, References("culture_digital_project")] = record_id()
    name: str = text(length=100)
    contribution: DigitalCultureContribution = choice(DigitalCultureContribution)
    district_code: str | None = district()
    amount: Decimal = money()

    def problems(self) -> Iterator[Problem]:
        """Who funds gives something."""
        if self.contribution is DigitalCultureContribution.FUNDING and not self.amount:
            yield Problem("amount", ProblemCode.INVALID, Text("give the amount funded", "请填写出资金额"))

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """Nobody is a partner before the project begins or after it ends."""
        yield from within(self, referred["project_id"], Text("project", "项目"), may_go_on=True)
