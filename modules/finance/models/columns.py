"""Columns that several finance records have: people's data, ids, districts and numbers."""

from typing import Annotated, Any

from pydantic import StringConstraints
from sqlalchemy import BigInteger
from sqlmodel import Field

from hub.models import Personal, References

PERSON_NUMBER = r"^[0-9]{17}[0-9X]$"
"""GB 11643, of a person."""
BODY_NUMBER = r"^[0-9A-HJ-NPQRTUWXY]{18}$"
"""GB 32100, of a body. Check characters aren't verified, for demo records carry wrong ones on purpose."""

PersonName = Annotated[str, Personal("name")]
PersonNumber = Annotated[str, Personal("identity"), StringConstraints(pattern=PERSON_NUMBER)]
RegistrationNumber = Annotated[str, Personal("identity"), StringConstraints(pattern=BODY_NUMBER)]
"""A person's number is one of these too; which it must be depends on the kind of borrower."""
Phone = Annotated[str | None, Personal("phone"), StringConstraints(pattern=r"^1[0-9]{10}$")]

InstitutionId = Annotated[int, References("finance_credit_institution")]
ProductId = Annotated[int, References("finance_credit_product")]
BorrowerId = Annotated[int, References("finance_borrower")]
LoanId = Annotated[int, References("finance_loan")]


def identity() -> Any:
    """A column of a number of 18 characters that identifies a person or a body."""
    return Field(max_length=18)


def mobile() -> Any:
    """A column of a mobile phone number, which may be unknown."""
    return Field(default=None, max_length=11)


def record_id() -> Any:
    """A column of the id of another record, as wide as ids are."""
    return Field(sa_type=BigInteger)


def district() -> Any:
    """A column of a Shenzhen district's code; none for what is the city's own."""
    return Field(default=None, foreign_key="hub_area.code", max_length=20)


def number(default: Any = ..., *, ge: int = 0, le: int = 100_000) -> Any:
    """A column of a whole number within bounds that catch a slip of the hand."""
    return Field(default=default, ge=ge, le=le)
