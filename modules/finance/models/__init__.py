"""The tables of finance, by subject: plan sections 五(二) for fiscal support and 五(九)1 for credit."""

from modules.finance.models.borrowers import (
    BODIES,
    AssistedHousehold,
    Borrower,
    BorrowerKind,
    BringingWay,
    CreditRating,
)
from modules.finance.models.fiscal import FiscalAllocation, FundPurpose, FundSource
from modules.finance.models.institutions import LENDING, CreditInstitution, CreditProduct, InstitutionKind
from modules.finance.models.loans import DERIVED, EntryKind, Loan, LoanEntry, LoanPurpose, LoanStage

__all__ = [
    "BODIES",
    "DERIVED",
    "LENDING",
    "AssistedHousehold",
    "Borrower",
    "BorrowerKind",
    "BringingWay",
    "CreditInstitution",
    "CreditProduct",
    "CreditRating",
    "EntryKind",
    "FiscalAllocation",
    "FundPurpose",
    "FundSource",
    "InstitutionKind",
    "Loan",
    "LoanEntry",
    "LoanPurpose",
    "LoanStage",
]
