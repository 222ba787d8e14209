"""Who borrows: poor households themselves, and those that bring poor households along."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from re import fullmatch
from typing import Any

from hub.models import (
    PERSON_NUMBER,
    Choice,
    IdentityNumber,
    PersonName,
    Phone,
    Problem,
    ProblemCode,
    Record,
    RegistrationNumber,
    Text,
    choice,
    identity,
    mobile,
    money,
    number,
    record_id,
    text,
)
from modules.finance.models.columns import BorrowerId


class BorrowerKind(Choice):
    """Whom the plan wants credit to reach. (贷款主体类别)"""

    POOR_HOUSEHOLD = Text("Registered poor household", "建档立卡贫困户")
    LARGE_FARMER = Text("Large crop or livestock farmer", "种养大户")
    COOPERATIVE = Text("Specialised co-operative", "专业合作社")
    MICRO_ENTERPRISE = Text("Micro or small enterprise", "小微企业")


BODIES = (BorrowerKind.COOPERATIVE, BorrowerKind.MICRO_ENTERPRISE)
"""Borrowers that are bodies, registered under a code of their own."""


class CreditRating(Choice):
    """How creditworthy a local institution rates the borrower. (信用等级)"""

    AAA = Text("Excellent", "AAA 级（优秀）")
    AA = Text("Good", "AA 级（良好）")
    A = Text("Fair", "A 级（一般）")
    UNRATED = Text("Not rated yet", "未评级")


class Borrower(Record, table=True):
    """A household, farmer or body that applies for credit; the period is that of its place in the register."""

    measure = "credit"
    natural_key = ("registration_number",)

    kind: BorrowerKind = choice(BorrowerKind)
    name: PersonName = text(length=50)
    registration_number: RegistrationNumber = identity()
    phone: Phone = mobile()
    organisation: str | None = text(None, length=100)
    village: str | None = text(None, length=100)
    members: int = number(ge=1, le=10_000)
    rating: CreditRating = choice(CreditRating)

    def problems(self) -> Iterator[Problem]:
        """A body has a name and a code of its own; a household or farmer has a person's number and neither."""
        body = self.kind in BODIES
        if body and self.organisation is None:
            wrong = Text("give the name of the body", "请填写合作社或企业名称")
            yield Problem("organisation", ProblemCode.REQUIRED, wrong)
        if not body and self.organisation is not None:
            wrong = Text("leave it out: the borrower is a person", "借款人为个人，请勿填写单位名称")
            yield Problem("organisation", ProblemCode.INVALID, wrong)
        if not body and not fullmatch(PERSON_NUMBER, self.registration_number):
            wrong = Text("give an identity number of 18 characters", "请填写 18 位身份证号")
            yield Problem("registration_number", ProblemCode.INVALID, wrong)


class BringingWay(Choice):
    """How a borrower brings a poor household along. (带动方式)"""

    EMPLOYMENT = Text("Work for wages", "吸纳就业")
    PURCHASE = Text("Purchase of what it grows", "订单收购")
    ENTRUSTED_FARMING = Text("Animals or crops kept for it", "托管代养代种")
    SHARES = Text("A share of the profit", "入股分红")
    LAND = Text("Rent for its land", "土地流转")


class AssistedHousehold(Record, table=True):
    """A registered poor household that a borrower brings along; the period is that of doing so."""

    measure = "credit"
    natural_key = ("borrower_id", "identity_number")

    borrower_id: BorrowerId = record_id()
    head: PersonName = text(length=50)
    identity_number: IdentityNumber = identity()
    members: int = number(ge=1, le=30)
    way: BringingWay = choice(BringingWay)
    yearly_income: Decimal = money()

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """Who brings a poor household along isn't one."""
        if referred["borrower_id"].kind is BorrowerKind.POOR_HOUSEHOLD:
            wrong = Text("choose a borrower that isn't a poor household itself", "带动主体本身不能是贫困户")
            yield Problem("borrower_id", ProblemCode.INCONSISTENT, wrong)
