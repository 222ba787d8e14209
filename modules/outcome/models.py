"""How far a county has come out of poverty, year by year: section 二 of the plan, which sets no number for it."""

from collections.abc import Iterator
from datetime import date

from hub.models import Problem, ProblemCode, Record, Text, number

MOST_PEOPLE = 5_000_000
MOST_VILLAGES = 5_000


class YearlyOutcome(Record, table=True):
    """The outcome of one calendar year, which is the period; so a county has one for each year.

    What is left stands as of the year's end, what was achieved is that of the year.
    """

    measure = "outcome"
    natural_key = ("starts_on",)

    poor_households: int = number(le=MOST_PEOPLE)
    poor_people: int = number(le=MOST_PEOPLE)
    poor_villages: int = number(le=MOST_VILLAGES)
    people_lifted: int = number(le=MOST_PEOPLE)
    villages_delisted: int = number(le=MOST_VILLAGES)
    county_delisted: bool = False

    def problems(self) -> Iterator[Problem]:
        """The period is a calendar year, and a household is one person or more."""
        first, last = date(self.starts_on.year, 1, 1), date(self.starts_on.year, 12, 31)
        if self.starts_on != first:
            wrong = Text(f"give the first day of the year, {first}", f"请填写当年第一天 {first}")
            yield Problem("starts_on", ProblemCode.INVALID, wrong)
        if self.ends_on != last:
            wrong = Text(f"give the last day of the year, {last}", f"请填写当年最后一天 {last}")
            yield Problem("ends_on", ProblemCode.INVALID, wrong)
        if self.poor_people < self.poor_households:
            wrong = Text(
                f"at least one in each of the {self.poor_households} households",
                f"贫困人口不能少于贫困户数 {self.poor_households}",
            )
            yield Problem("poor_people", ProblemCode.INVALID, wrong)
