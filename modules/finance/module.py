"""Finance as one value: what the hub is told of it."""

from hub.contract import API_VERSION, SectorModule
from hub.models import Text
from modules.finance import indicators, types
from modules.finance.demo import demo

module = SectorModule(
    name="finance",
    text=Text("Fiscal support and financial credit", "财政支援与金融扶贫"),
    owner="finance-commission",
    api_version=API_VERSION,
    measures=("fiscal_support", "credit"),
    records=(
        types.FiscalAllocation,
        types.CreditInstitution,
        types.CreditProduct,
        types.Borrower,
        types.Loan,
        types.LoanEntry,
        types.AssistedHousehold,
    ),
    namespaces=(types.CountyFinance, types.DistrictFinance),
    indicators=indicators.INDICATORS,
    demo=demo,
    package="modules.finance",
)
