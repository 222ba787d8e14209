"""`Indicator`: a number that a measure is told by, year by year, whether or not the plan sets a target for it."""

from asyncio import gather
from collections.abc import Awaitable
from datetime import date
from typing import Annotated

import strawberry

from hub import contract
from hub.context import HubContext, Info
from hub.fields import argument
from hub.programme.goal import Goal, goal_of, unplanned
from hub.programme.progress import last_known
from hub.programme.progress_types import Progress, progress_of
from hub.query.inputs import InLanguage
from hub.texts import Text

Year = Annotated[
    int | None, argument("A year of the programme; by default that of `asOf`", zh="年份，默认为截止日所在年")
]
AsOf = Annotated[date | None, argument("The day for which it is told; by default today", zh="截止日，默认当天")]


@strawberry.type(description=str(Text("A number that is counted from approved records.", "由已审核记录统计的指标")))
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

    @strawberry.field(
        description=str(
            Text("How far it has come; without a number in the plan, over the whole.", "进度；规划无数字的按整个期间")
        )
    )
    async def progress(
        self,
        info: Info,
        year: Annotated[int | None, argument("A year of the programme", zh="年份")] = None,
        as_of: AsOf = None,
    ) -> Progress:
        """The progress, in a year or over the whole, as of a day."""
        return await progress_of(await _goal(self.counted, info.context), info, year, as_of)

    @strawberry.field(
        description=str(Text("The same for each year of the programme that has begun.", "规划期内已开始的各年进度"))
    )
    async def years(self, info: Info, as_of: AsOf = None) -> list[Progress]:
        """The progress of each year."""
        context = info.context
        first, last = context.facts.programme.start, last_known(as_of or context.today, context.facts.programme)
        goal = await _goal(self.counted, context)
        asked: list[Awaitable[Progress]] = [
            progress_of(goal, info, year, as_of) for year in range(first.year, last.year + 1)
        ]
        return await gather(*asked)


def indicators_of(measure: str, context: HubContext) -> list[Indicator]:
    """The indicators of a measure; none where no sector counts anything for it."""
    found = (counted for counted in context.facts.indicators.values() if counted.measure == measure)
    return [Indicator(counted=counted, key=strawberry.ID(counted.key)) for counted in found]


async def _goal(counted: contract.Indicator, context: HubContext) -> Goal:
    return await goal_of(context.totals, counted.key) or unplanned(counted, context.facts.programme)
