"""What finance serves of those who lend."""

from decimal import Decimal

from hub.fields import Connection, One, column, connection, one, record
from hub.records.types import Record
from modules.finance import models as rows
from modules.finance.types import loans


@record(
    rows.CreditInstitution, "credit_institutions", "A financial institution's presence in the county.", zh="金融机构"
)
class CreditInstitution(Record):
    """An institution in one county."""

    name: str = column(rows.CreditInstitution.name, "Its name, unique in the county.", zh="机构名称")
    kind: rows.InstitutionKind = column(rows.CreditInstitution.kind, "What sort it is.", zh="机构类别")
    outlets: int = column(rows.CreditInstitution.outlets, "Outlets in the county.", zh="营业网点数")
    service_points: int = column(
        rows.CreditInstitution.service_points, "Service points in villages.", zh="村级金融服务点数"
    )
    products: Connection["CreditProduct"] = connection(
        rows.CreditProduct.institution_id, "What it offers.", zh="信贷产品"
    )


@record(rows.CreditProduct, "credit_products", "A kind of loan that an institution offers.", zh="信贷产品")
class CreditProduct(Record):
    """A product with its rate and limits."""

    institution: One[CreditInstitution | None] = one(
        rows.CreditProduct.institution_id, "The institution that offers it.", zh="金融机构"
    )
    name: str = column(rows.CreditProduct.name, "Its name.", zh="产品名称")
    borrower_kind: rows.BorrowerKind | None = column(
        rows.CreditProduct.borrower_kind, "For whom it is; null: for all.", zh="适用主体，空为不限"
    )
    annual_rate: int = column(
        rows.CreditProduct.annual_rate,
        "Interest a year, in hundredths of a percent: 435 is 4.35 %.",
        zh="年利率（万分之一，435 即 4.35%）",
    )
    max_amount: Decimal = column(rows.CreditProduct.max_amount, "The most for one borrower, CNY.", zh="最高额度（元）")
    max_months: int = column(rows.CreditProduct.max_months, "The longest term, months.", zh="最长期限（月）")
    unsecured: bool = column(rows.CreditProduct.unsecured, "Without collateral or guarantor.", zh="是否免抵押免担保")
    subsidised: bool = column(
        rows.CreditProduct.subsidised, "Whether public money pays the interest.", zh="是否财政贴息"
    )
    loans: Connection["loans.Loan"] = connection(rows.Loan.product_id, "Loans of this kind.", zh="贷款")
