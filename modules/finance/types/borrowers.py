"""What finance serves of those who borrow, and of the households that they bring along."""

from decimal import Decimal

from hub.fields import Connection, One, column, connection, count, one, personal, record, total
from hub.records.types import Record
from modules.finance import models as rows
from modules.finance.types import loans


@record(rows.Borrower, "borrowers", "A household, farmer, co-operative or enterprise that borrows.", zh="贷款主体")
class Borrower(Record):
    """A borrower, with loans and the households brought along."""

    kind: rows.BorrowerKind = column(rows.Borrower.kind, "Which kind.", zh="主体类别")
    name: str | None = personal(
        rows.Borrower.name, "The head of the household, the farmer or the legal representative.", zh="户主或负责人姓名"
    )
    registration_number: str | None = personal(
        rows.Borrower.registration_number,
        "Identity number (GB 11643) or unified social credit code (GB 32100), 18 characters.",
        zh="身份证号或统一社会信用代码",
    )
    phone: str | None = personal(rows.Borrower.phone, "Mobile phone, 11 digits.", zh="手机号")
    organisation: str | None = column(
        rows.Borrower.organisation, "Name of the co-operative or enterprise; null: a person.", zh="单位名称，个人为空"
    )
    village: str | None = column(rows.Borrower.village, "Town and village.", zh="乡镇和村")
    members: int = column(
        rows.Borrower.members, "Persons of the household, members or staff.", zh="家庭人口、社员或员工数"
    )
    rating: rows.CreditRating = column(rows.Borrower.rating, "How creditworthy it is.", zh="信用等级")
    loans: Connection["loans.Loan"] = connection(
        rows.Loan.borrower_id, "Its applications and loans.", zh="贷款申请与贷款"
    )
    balance_total: Decimal | None = total(
        rows.Loan.borrower_id, rows.Loan.balance, "What it owes, CNY.", zh="贷款余额合计（元）"
    )
    assisted_household_count: int | None = count(
        rows.AssistedHousehold.borrower_id, "Poor households brought along.", zh="带动贫困户数"
    )
    assisted_households: Connection["AssistedHousehold"] = connection(
        rows.AssistedHousehold.borrower_id, "Poor households brought along.", zh="带动贫困户"
    )


@record(rows.AssistedHousehold, "assisted_households", "A poor household brought along by a borrower.", zh="带动贫困户")
class AssistedHousehold(Record):
    """A household brought along."""

    borrower: One[Borrower | None] = one(
        rows.AssistedHousehold.borrower_id, "The borrower that brings it along.", zh="带动主体"
    )
    head: str | None = personal(rows.AssistedHousehold.head, "The head of the household.", zh="户主姓名")
    identity_number: str | None = personal(
        rows.AssistedHousehold.identity_number, "The head's, 18 characters, GB 11643.", zh="户主身份证号"
    )
    members: int = column(rows.AssistedHousehold.members, "Persons of the household.", zh="家庭人口")
    way: rows.BringingWay = column(rows.AssistedHousehold.way, "How it is brought along.", zh="带动方式")
    yearly_income: Decimal = column(
        rows.AssistedHousehold.yearly_income, "Income that it has from this, CNY a year.", zh="带动年增收（元/年）"
    )
