"""A sound record of every type, as its writer gives it, and the demo's records of the plan."""

from datetime import date
from functools import cache
from typing import Any, TypeVar

from hub.models import Record, Status
from hub.naming import camel
from hub.query import ids
from hub.query.record import RecordInfo, info_of
from modules.finance import models as rows
from modules.finance.demo import demo
from modules.finance.module import module
from modules.finance.types import (
    AssistedHousehold,
    Borrower,
    CreditInstitution,
    CreditProduct,
    FiscalAllocation,
    Loan,
    LoanEntry,
)
from tests.modules.fitting import fitting
from tests.modules.plan import context

R = TypeVar("R", bound=Record)

COUNTY, WRITER = "451225", "luocheng-county"
COMMISSION, OFFICE = "finance-commission", "finance-office"
FUTIAN = ("451225", "451226")
"""The counties paired with Futian."""
DAY = date(2018, 9, 1)
PERSON = {"identity_number": "450000198001010019"}

SOUND: dict[type[Record], dict[str, Any]] = {
    rows.FiscalAllocation: {
        "source": "DISTRICT",
        "district_code": "440304",
        "purpose": "INDUSTRY",
        "document_number": "某区财〔2018〕99号",
        "allocated_amount": "3000000.00",
        "disbursed_amount": "2000000.50",
        "used_amount": "1000000.25",
    },
    rows.CreditInstitution: {"name": "某某村镇银行", "kind": "VILLAGE_BANK", "outlets": 3, "service_points": 12},
    rows.CreditProduct: {
        "institution_id": 1,
        "name": "某某富民贷",
        "borrower_kind": "LARGE_FARMER",
        "annual_rate": 480,
        "max_amount": "300000.00",
        "max_months": 24,
        "unsecured": False,
        "subsidised": True,
    },
    rows.Borrower: {
        "kind": "COOPERATIVE",
        "name": "韦某某",
        "registration_number": "93451225MA12345670",
        "phone": "10012345678",
        "organisation": "某某种养专业合作社",
        "village": "某某镇某某村",
        "members": 30,
        "rating": "AA",
    },
    rows.AssistedHousehold: PERSON
    | {"borrower_id": 1, "head": "覃某某", "members": 4, "way": "SHARES", "yearly_income": "4200.00"},
    rows.Loan: {
        "number": "某某2018-001",
        "borrower_id": 1,
        "product_id": 1,
        "purpose": "LIVESTOCK",
        "project": "养殖肉牛",
        "requested_amount": "100000.00",
    },
    rows.LoanEntry: {"loan_id": 1, "kind": "GRANT", "amount": "50000.00", "interest": "0.00", "due_on": "2021-03-31"},
}
"""What is particular to each type; the values as JSON has them, ids apart."""

TYPES: dict[type[Record], type] = {
    rows.FiscalAllocation: FiscalAllocation,
    rows.CreditInstitution: CreditInstitution,
    rows.CreditProduct: CreditProduct,
    rows.Borrower: Borrower,
    rows.AssistedHousehold: AssistedHousehold,
    rows.Loan: Loan,
    rows.LoanEntry: LoanEntry,
}
MODELS = tuple(SOUND)
INFOS: dict[type[Record], RecordInfo] = {model: info_of(declared) for model, declared in TYPES.items()}
PLURALS = {model: camel(info.plural) for model, info in INFOS.items()}
ENDS: dict[type[Record], date] = {rows.LoanEntry: DAY, rows.FiscalAllocation: date(2018, 12, 31)}
"""The last day of a sound record, where it has one."""


def shared(model: type[Record]) -> dict[str, Any]:
    """What every record has, for a model."""
    return {"county_code": COUNTY, "starts_on": DAY, "ends_on": ENDS.get(model), "created_by": "t", "updated_by": "t"}


def finance_records() -> list[Record]:
    """The demo's records at scale 1."""
    return demo(context())


def few_records() -> list[Record]:
    """Those of two counties, for tests that write: a small database is cloned fast."""
    return [record for record in finance_records() if record.county_code in FUTIAN]


@cache
def demo_records() -> tuple[Record, ...]:
    """The same, made once for all tests that only look at them."""
    return tuple(finance_records())


def made(model: type[R], *counties: str, statuses: tuple[Status, ...] = tuple(Status)) -> list[R]:
    """The demo's records of one type in these counties, all if none is named, that stand at one of these statuses."""
    found = (record for record in demo_records() if isinstance(record, model) and record.status in statuses)
    return [record for record in found if not counties or record.county_code in counties]


def approved(model: type[R], *counties: str) -> list[R]:
    """Those that count."""
    return made(model, *counties, statuses=(Status.APPROVED,))


def untouched_loans(county: str = COUNTY) -> list[str]:
    """The ids of approved applications of before the sample's day on which nothing is booked."""
    booked = {entry.loan_id for entry in made(rows.LoanEntry, county)}
    loans = (loan for loan in approved(rows.Loan, county) if loan.id not in booked and loan.starts_on <= DAY)
    return [ids.encode("Loan", loan.id) for loan in loans]


def key_of(table: str, county: str = COUNTY) -> str:
    """The id of an approved record of a county."""
    model = next(model for model in MODELS if model.__tablename__ == table)
    return (
        untouched_loans(county)[0] if model is rows.Loan else ids.encode(model.__name__, approved(model, county)[0].id)
    )


def given(model: type[Record], **changes: Any) -> dict[str, Any]:
    """A sound record as its writer gives it, by GraphQL names."""
    names = {column: camel(name.removeprefix("_")) for name, column in INFOS[model].columns.items()}
    own = {names[column]: value for column, value in (SOUND[model] | referred_by(model)).items()}
    ends = {"endsOn": ENDS[model].isoformat()} if model in ENDS else {}
    return {"county": COUNTY, "startsOn": DAY.isoformat()} | ends | own | changes


@cache
def referred_by(model: type[Record]) -> dict[str, str]:
    """The ids of the records of its county that a sound record refers to."""
    if model is rows.LoanEntry:
        return {"loan_id": untouched_loans()[0]}
    near = [record for record in demo_records() if record.county_code == COUNTY]
    found = fitting(model, shared(model) | SOUND[model], near)
    return {column: ids.encode(type(record).__name__, record.id) for column, record in found.items()}


assert set(TYPES.values()) == set(module.records)
