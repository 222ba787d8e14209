"""How many visitors come, how many stay overnight and what they spend: one record a county and month."""

from calendar import monthrange
from collections.abc import Iterator
from decimal import Decimal

from hub.models import Problem, ProblemCode, Record, Text, money, number
from modules.tourism.models.columns import MOST_VISITORS


class VisitorStatistic(Record, table=True):
    """The visitors of one calendar month, which is the period; so the first day is the month's in the natural key."""

    measure = "tourism"
    natural_key = ("starts_on",)

    visitors: int = number(le=MOST_VISITORS)
    overnight_visitors: int = number(le=MOST_VISITORS)
    overnight_stays: int = number(le=100_000_000)
    revenue: Decimal = money()

    def problems(self) -> Iterator[Problem]:
        """The period is one whole month, who stays overnight is a visitor, and stays for one night or more."""
        yield from self._month()
        if self.overnight_visitors > self.visitors:
            wrong = Text(f"at most the {self.visitors} visitors", f"过夜游客不能多于游客 {self.visitors} 人次")
            yield Problem("overnight_visitors", ProblemCode.INVALID, wrong)
        if self.overnight_stays < self.overnight_visitors or (self.overnight_stays and not self.overnight_visitors):
            wrong = Text(
                "give the nights of all overnight visitors, one or more each", "过夜天数须为过夜游客住宿夜数之和"
            )
            yield Problem("overnight_stays", ProblemCode.INVALID, wrong)

    def _month(self) -> Iterator[Problem]:
        first = self.starts_on.replace(day=1)
        last = first.replace(day=monthrange(first.year, first.month)[1])
        if self.starts_on != first:
            wrong = Text(f"give the first day of the month, {first}", f"请填写当月第一天 {first}")
            yield Problem("starts_on", ProblemCode.INVALID, wrong)
        if self.ends_on != last:
            wrong = Text(f"give the last day of the month, {last}", f"请填写当月最后一天 {last}")
            yield Problem("ends_on", ProblemCode.INVALID, wrong)
