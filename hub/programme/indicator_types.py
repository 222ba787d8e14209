"""`Indicator`: a number that a measure is told by, year by year, whether or not the plan sets a target for it."""

from typing import Any

import strawberry

from hub import contract
from hub.context import Info
from hub.programme.asked import Asked, asked_of
from hub.programme.goal import Goal, unplanned
from hub.programme.progress import last_known
from hub.programme.progress_types import AS_OF, Progress, progress_field
from hub.programme.told import Asking, Given, told_type
from hub.query.fields import argument
from hub.query.inputs import InLanguage
from hub.texts import Text


def _goal(counted: contract.Indicator, asking: Asking) -> Goal:
    facts = asking.context.facts
    return facts.register.goals.get(counted.key) or unplanned(counted, facts.programme)


def _progress(source: Any, asking: Asking, given: Given) -> Asked:
    """In a year or over the whole, as of a day."""
    return asked_of(_goal(source.counted, asking), asking.context, given.get("year"), given.get("asOf"))


def _years(source: Any, asking: Asking, given: Given) -> list[Asked]:
    """For each year that has begun."""
    context, as_of = asking.context, given.get("asOf")
    programme = context.facts.programme
    years = range(programme.start.year, last_known(as_of or context.today, programme).year + 1)
    return [asked_of(_goal(source.counted, asking), context, year, as_of) for year in years]


@told_type("A number that is counted from approved records.", zh="由已审核记录统计的指标")
class Indicator:
    """An indicator of a measure."""

    counted: strawberry.Private[contract.Indicator]
    key: strawberry.ID = strawberry.field(
        description=str(Text("Its key; that of the plan's target where there is one.", "键；规划有目标的与目标相同"))
    )

    @strawberry.field(description=str(Text("The name.", "名称")))
    def name(self, info: Info, language: InLanguage = None) -> str:
        """The short name."""
        return self.counted.name.say(language or info.context.language)

    @strawberry.field(description=str(Text("The unit of its value.", "单位")))
    def unit(self, info: Info, language: InLanguage = None) -> str:
        """The unit."""
        return self.counted.unit.say(language or info.context.language)

    @strawberry.field(description=str(Text("What is counted, in words.", "统计口径")))
    def definition(self, info: Info, language: InLanguage = None) -> str:
        """The definition."""
        return self.counted.text.say(language or info.context.language)

    progress: Progress = progress_field(
        _progress,
        "How far it has come; without a number in the plan, over the whole.",
        zh="进度；规划无数字的按整个期间",
        arguments=[argument("year", int | None, Text("A year of the programme", "年份"), None), AS_OF],
    )
    years: list[Progress] = progress_field(
        _years,
        "The same for each year of the programme that has begun.",
        zh="规划期内已开始的各年进度",
        arguments=[AS_OF],
    )


def indicators_of(measure: str, asking: Asking) -> list[Indicator]:
    """The indicators of a measure; none where no sector counts anything for it."""
    found = (counted for counted in asking.context.facts.indicators.values() if counted.measure == measure)
    return [Indicator(counted=counted, key=strawberry.ID(counted.key)) for counted in found]
