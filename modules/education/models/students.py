"""Students: grants to university entrants, places at Shenzhen's vocational schools, enterprises that train them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from hub.models import (
    Choice,
    IdentityNumber,
    PersonName,
    Problem,
    ProblemCode,
    Record,
    Text,
    choice,
    identity,
    money,
    number,
    record_id,
    text,
)
from modules.education.models.columns import SchoolId
from modules.education.models.schools import Stage


class EntrantGrant(Record, table=True):
    """A grant by social forces to a university entrant of a registered poor household; one a person."""

    measure = "education"
    natural_key = ("identity_number",)

    student: PersonName = text(length=50)
    identity_number: IdentityNumber = identity()
    university: str = text(length=100)
    amount: Decimal = money(ge=1)
    donor: str = text()
    deviation_reason: str | None = text(None, length=500)


class AdmissionKind(Choice):
    """By which of the plan's two ways a student comes to Shenzhen. (来深就读方式)"""

    ADMISSION = Text("Preferential admission of one who found no place to go on", "择优招收")
    FUNDED_TRANSFER = Text("Funded transfer from a vocational school at home", "择优资助转入")


ADMITTED_FROM = {
    AdmissionKind.ADMISSION: (Stage.JUNIOR, Stage.SENIOR),
    AdmissionKind.FUNDED_TRANSFER: (Stage.VOCATIONAL,),
}
"""Section 五(七)2: those who finished junior or senior secondary school; those who are at a vocational school."""


class VocationalAdmission(Record, table=True):
    """A student of a registered poor household at a vocational school in Shenzhen; the period is the studies'."""

    measure = "education"
    natural_key = ("identity_number", "starts_on")

    student: PersonName = text(length=50)
    identity_number: IdentityNumber = identity()
    kind: AdmissionKind = choice(AdmissionKind)
    from_stage: Stage = choice(Stage)
    college: str = text(length=100)
    major: str = text(length=100)
    amount: Decimal = money(Decimal(0))

    def problems(self) -> Iterator[Problem]:
        """Each way starts from its own stages, and a funded transfer is funded."""
        allowed = ADMITTED_FROM[self.kind]
        if self.from_stage not in allowed:
            names = ", ".join(stage.name for stage in allowed)
            wrong = Text(f"for {self.kind.name} give one of {names}", f"{self.kind.text.zh}须来自 {names}")
            yield Problem("from_stage", ProblemCode.INVALID, wrong)
        if self.kind is AdmissionKind.FUNDED_TRANSFER and not self.amount:
            yield Problem(
                "amount", ProblemCode.REQUIRED, Text("give the funds, above 0", "资助转入须填写大于 0 的资助金额")
            )


class VocationalCooperation(Record, table=True):
    """An enterprise of Shenzhen that trains students together with a county's vocational school."""

    measure = "education"
    natural_key = ("school_id", "enterprise", "major", "starts_on")

    school_id: SchoolId = record_id()
    enterprise: str = text()
    major: str = text(length=100)
    students: int = number()
    workplaces: int = number()

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """The school is a vocational one."""
        if referred["school_id"].stage is not Stage.VOCATIONAL:
            wrong = Text("choose a vocational school", "请选择中等职业学校")
            yield Problem("school_id", ProblemCode.INCONSISTENT, wrong)
