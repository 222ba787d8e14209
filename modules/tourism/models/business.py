"""Who runs tourism and who invests in it, with the jobs and incomes that this brings."""

from collections.abc import Iterator
from decimal import Decimal

from hub.models import (
    Choice,
    OptionalPersonName,
    Phone,
    Problem,
    ProblemCode,
    Record,
    Text,
    choice,
    district,
    mobile,
    money,
    number,
    record_id,
    text,
)
from modules.tourism.models.columns import OptionalDestinationId, OptionalOperatorId

MOST_JOBS = 100_000


class TourismOperatorKind(Choice):
    """What an operator runs. (经营类别)"""

    ATTRACTION = Text("Tourist attraction", "景区经营")
    HOTEL = Text("Hotel", "酒店")
    HOMESTAY = Text("Homestay", "民宿")
    FARM_STAY = Text("Farm stay", "农家乐")
    TRAVEL_AGENCY = Text("Travel agency", "旅行社")
    TRANSPORT = Text("Transport of visitors", "旅游客运")
    MANAGEMENT = Text("Design, integration and management", "规划设计与运营管理")


class OperatorOrigin(Choice):
    """Where an operator comes from. (企业来源)"""

    SHENZHEN = Text("Shenzhen", "深圳")
    LOCAL = Text("The county", "本县")
    OTHER = Text("Elsewhere", "其他地区")


class TourismOperator(Record, table=True):
    """An enterprise or co-operative that serves visitors; the period is that of its part in the programme."""

    __tablename__ = "tourism_operator"
    measure = "tourism"
    natural_key = ("name",)

    name: str = text(length=100)
    kind: TourismOperatorKind = choice(TourismOperatorKind)
    origin: OperatorOrigin = choice(OperatorOrigin)
    destination_id: OptionalDestinationId = record_id(None)
    contact: OptionalPersonName = text(None, length=50)
    phone: Phone = mobile()
    employees: int = number(le=MOST_JOBS)
    poor_employees: int = number(le=MOST_JOBS)

    def problems(self) -> Iterator[Problem]:
        """Who comes from a registered poor household is one of the employees."""
        yield from within("poor_employees", self.poor_employees, self.employees)


class TourismInvestmentState(Choice):
    """How far an investment has come. (投资进度)"""

    SIGNED = Text("Agreed, not begun", "已签约")
    BUILDING = Text("Being built", "在建")
    OPERATING = Text("In operation", "已运营")
    STOPPED = Text("Given up", "已终止")


class TourismInvestment(Record, table=True):
    """An enterprise's investment in tourism; the period runs from the agreement until it is given up or done."""

    __tablename__ = "tourism_investment"
    measure = "tourism"
    natural_key = ("project",)

    project: str = text()
    investor: str = text()
    state: TourismInvestmentState = choice(TourismInvestmentState)
    operator_id: OptionalOperatorId = record_id(None)
    destination_id: OptionalDestinationId = record_id(None)
    district_code: str | None = district()
    agreed_amount: Decimal = money()
    paid_amount: Decimal = money()
    jobs: int = number(le=MOST_JOBS)
    poor_jobs: int = number(le=MOST_JOBS)
    poor_income: Decimal = money()

    def problems(self) -> Iterator[Problem]:
        """Jobs for the poor are jobs, and what was given up ended."""
        yield from within("poor_jobs", self.poor_jobs, self.jobs)
        if self.state is TourismInvestmentState.STOPPED and self.ends_on is None:
            wrong = Text("give the day on which it was given up", "已终止的投资请填写终止日期")
            yield Problem("ends_on", ProblemCode.REQUIRED, wrong)


def within(field: str, part: int, whole: int) -> Iterator[Problem]:
    """A part is no more than the whole."""
    if part > whole:
        yield Problem(field, ProblemCode.INVALID, Text(f"at most the {whole} of all", f"不能多于总数 {whole}"))
