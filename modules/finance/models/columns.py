"""Columns of finance that point at another record of a loan's."""

from typing import Annotated

from hub.models import References

InstitutionId = Annotated[int, References("finance_credit_institution")]
ProductId = Annotated[int, References("finance_credit_product")]
BorrowerId = Annotated[int, References("finance_borrower")]
LoanId = Annotated[int, References("finance_loan")]
