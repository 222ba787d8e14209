"""What finance serves, by subject: the declared types over its tables."""

from modules.finance.types.borrowers import AssistedHousehold, Borrower
from modules.finance.types.fiscal import FiscalAllocation
from modules.finance.types.institutions import CreditInstitution, CreditProduct
from modules.finance.types.loans import Loan, LoanEntry
from modules.finance.types.namespaces import CountyFinance, DistrictFinance

__all__ = [
    "AssistedHousehold",
    "Borrower",
    "CountyFinance",
    "CreditInstitution",
    "CreditProduct",
    "DistrictFinance",
    "FiscalAllocation",
    "Loan",
    "LoanEntry",
]
