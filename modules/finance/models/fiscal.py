"""Fiscal support: what the city and its districts allocate to a county in a year, and how far it has come."""

from collections.abc import Iterator
from decimal import Decimal

from hub.models import Choice, Problem, ProblemCode, Record, Text, choice, district, money, text


class FundSource(Choice):
    """Whose budget the money comes from. (资金来源)"""

    CITY = Text("Shenzhen's municipal budget", "市级财政")
    DISTRICT = Text("The budget of a Shenzhen district", "区级财政")


class FundPurpose(Choice):
    """What the money is for. (资金用途)"""

    HOUSING = Text("Housing of poor people", "贫困群众安居工程")
    INFRASTRUCTURE = Text("Roads, water, power and villages", "基础设施与新农村建设")
    INDUSTRY = Text("Industry that lifts people out of poverty", "产业扶贫")
    EDUCATION = Text("Education", "教育")
    HEALTH = Text("Health", "医疗卫生")
    LABOUR = Text("Labour co-operation and training", "劳务协作与培训")
    OTHER = Text("Another purpose", "其他")


class FiscalAllocation(Record, table=True):
    """Money that one budget gives a county in one year for one purpose; the period lies in that year."""

    measure = "fiscal_support"
    natural_key = ("document_number", "purpose")

    source: FundSource = choice(FundSource)
    district_code: str | None = district()
    purpose: FundPurpose = choice(FundPurpose)
    document_number: str = text(length=100)
    allocated_amount: Decimal = money()
    disbursed_amount: Decimal = money(Decimal(0))
    used_amount: Decimal = money(Decimal(0))

    def problems(self) -> Iterator[Problem]:
        """A budget is of one year and of one body, and no more is used than disbursed, nor disbursed than allocated."""
        yield from self._source()
        if self.ends_on is not None and self.ends_on.year != self.starts_on.year:
            wrong = Text("end it in the year of the budget", "须与预算年度在同一年")
            yield Problem("ends_on", ProblemCode.INVALID, wrong)
        if not self.allocated_amount:
            yield Problem("allocated_amount", ProblemCode.INVALID, Text("give more than 0", "须大于 0"))
        for name, limit, zh in (
            ("disbursed_amount", self.allocated_amount, "下达"),
            ("used_amount", self.disbursed_amount, "拨付"),
        ):
            if getattr(self, name) > limit:
                wrong = Text(f"at most {limit}: what was given before", f"不能超过已{zh}金额 {limit}")
                yield Problem(name, ProblemCode.INVALID, wrong)

    def _source(self) -> Iterator[Problem]:
        if self.source is FundSource.DISTRICT and self.district_code is None:
            yield Problem("district_code", ProblemCode.REQUIRED, Text("name the district that pays", "请填写出资的区"))
        if self.source is FundSource.CITY and self.district_code is not None:
            wrong = Text("leave it out: the city pays", "市级资金无需填写区")
            yield Problem("district_code", ProblemCode.INVALID, wrong)
