"""Who lends: financial institutions in a county, and what they offer."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from hub.models import Choice, Problem, ProblemCode, Record, Text, choice, money, number, record_id, text
from modules.finance.models.borrowers import BorrowerKind
from modules.finance.models.columns import InstitutionId


class InstitutionKind(Choice):
    """What sort of institution it is. (金融机构类别)"""

    POLICY_BANK = Text("Policy bank", "政策性银行")
    COMMERCIAL_BANK = Text("Commercial bank", "商业银行")
    RURAL_COOPERATIVE = Text("Rural credit co-operative or rural commercial bank", "农村信用社、农村商业银行")
    VILLAGE_BANK = Text("Village and township bank", "村镇银行")
    MICROCREDIT = Text("Microcredit company", "小额贷款公司")
    GUARANTEE = Text("Guarantee company", "融资担保机构")
    INSURER = Text("Insurance company", "保险机构")


LENDING = tuple(k for k in InstitutionKind if k not in (InstitutionKind.GUARANTEE, InstitutionKind.INSURER))
"""Institutions that lend; the others stand surety."""


class CreditInstitution(Record, table=True):
    """The presence of a financial institution in one county; the period is that of its presence."""

    measure = "credit"
    natural_key = ("name",)

    name: str = text(length=100)
    kind: InstitutionKind = choice(InstitutionKind)
    outlets: int = number(le=1_000)
    service_points: int = number(0, le=5_000)


class CreditProduct(Record, table=True):
    """A kind of loan that an institution offers in the county; the period is that of the offer."""

    measure = "credit"
    natural_key = ("institution_id", "name")

    institution_id: InstitutionId = record_id()
    name: str = text(length=100)
    borrower_kind: BorrowerKind | None = choice(BorrowerKind, None)
    annual_rate: int = number(le=3_600)
    max_amount: Decimal = money()
    max_months: int = number(ge=1, le=360)
    unsecured: bool
    subsidised: bool

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """Only who lends offers loans."""
        if referred["institution_id"].kind not in LENDING:
            wrong = Text("choose an institution that lends: this one stands surety", "该机构不发放贷款，请选择放贷机构")
            yield Problem("institution_id", ProblemCode.INCONSISTENT, wrong)
