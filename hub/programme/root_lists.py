"""Root fields that give all entities of a kind, those of a measure, or the one measure with a code."""

from datetime import date
from typing import Any, cast

import strawberry
from sqlalchemy import ColumnElement, true
from strawberry.types.arguments import StrawberryArgument

from hub.context import Facts, Info
from hub.errors import BadInput
from hub.programme.asked import close_of
from hub.programme.progress_types import AS_OF
from hub.programme.types import ASKED, Measure, Target
from hub.query.fields import Declared, argument
from hub.query.listing import Listing
from hub.query.loading import load_one
from hub.query.order import terms_of
from hub.query.record import RecordInfo, Shape, info_of
from hub.query.select import TEXT, Page
from hub.query.traced import bound, known
from hub.texts import Text


class RootListField(Declared):
    """All entities of a kind that the reader may see: a bounded set, so a plain list."""

    measure_argument: str | None = None
    """The argument that limits the list to a measure."""

    def __init__(self, declared: type) -> None:
        info = info_of(declared)
        super().__init__(Text(f"{info.text.en} All that the reader may see.", f"{info.text.zh}：可查看的全部"))
        self.python_name = info.plural
        self.declared = declared
        self.annotated(list[declared], declared.__module__)  # type: ignore[valid-type]

    def shape(self) -> Shape:
        """A list of rows."""
        info = info_of(self.declared)
        return Shape(info, "list", None, (info.key,))

    def where(self, info: RecordInfo, facts: Facts, given: dict[str, Any]) -> ColumnElement[bool]:  # noqa: ARG002
        """Which rows; raises BadInput. Also said of traced values, see `hub.query.traced`."""
        return true()

    def marks(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """What each entity of the list keeps of the list's arguments."""
        return {}

    async def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The entities; none for a reader without any rule."""
        request = cast("Info", info)
        if request.context.access.subject is None:
            return []
        where, marks = self.where(info_of(self.declared), request.context.facts, kwargs), self.marks(kwargs)
        found = await all_of(self.declared, request, where)
        for one in found if marks else ():
            vars(one).update(marks)
        return found


class TargetsField(RootListField):
    """The targets of the plan, or those of one measure."""

    measure_argument = "measure"

    def __init__(self) -> None:
        super().__init__(Target)
        self.text = Text(
            "The targets of the plan, or those of one measure; `progress` is told of this year and as of this day.",
            "规划目标，可按措施筛选；progress 默认采用此处的年份和截止日",
        )
        self.description = str(self.text)

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """Year, measure and day."""
        return [
            argument("year", int | None, Text("The year of their progress", "进度的年份"), None),
            argument("measure", strawberry.ID | None, Text("The measure's code", "措施代码"), None),
            AS_OF,
        ]

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        """Given above."""

    def where(self, info: RecordInfo, facts: Facts, given: dict[str, Any]) -> ColumnElement[bool]:
        """Those of the measure; BadInput for a year or measure that the programme hasn't."""
        year, measure = known(given.get("year")), known(given.get("measure"))
        if year is not None:
            close_of(facts.programme, year)
        if measure is not None and measure not in facts.register.measures:
            raise _unknown(measure, facts)
        return true() if measure is None else info.column("measure_code") == bound(given["measure"], TEXT)

    def marks(self, given: dict[str, Any]) -> dict[str, Any]:
        """The year and the day of which `progress` tells unless it is asked for others."""
        asked: tuple[int | None, date | None] = given.get("year"), given.get("asOf")
        return {ASKED: asked}


class MeasureField(Declared):
    """One measure of the plan, by its code; null if there is none, and for a reader without any rule."""

    measure_argument = "code"

    def __init__(self) -> None:
        super().__init__(Text("One measure of the plan, by its code.", "措施：按代码查询"))
        self.python_name = "measure"
        self.annotated(Measure | None, Measure.__module__)

    def shape(self) -> Shape:
        """One row, by the key that is given."""
        info = info_of(Measure)
        return Shape(info, "one", None, (info.key,))

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """The code."""
        return [argument("code", strawberry.ID, Text("The code", "代码"))]

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        """Given above."""

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The measure."""
        request = cast("Info", info)
        return load_one(info_of(Measure), kwargs["code"], request) if request.context.access.subject else None


def _unknown(measure: str, facts: Facts) -> BadInput:
    listed = ", ".join(facts.register.measures)
    return BadInput(
        f"measure: {measure!r} is none of the programme's; give one of {listed}",
        f"measure：规划中没有 {measure!r}；请填写 {listed} 之一",
        "measure",
    )


async def all_of(declared: type, info: Info, condition: ColumnElement[bool] | None = None) -> list[Any]:
    """All entities of a kind that the reader may see, in their order."""
    record = info_of(declared)
    page = Page(info.context.facts.page_max)
    where = true() if condition is None else condition
    listing = Listing(record, info.context.access, info.context.loaders, where, terms_of(record, None, {}), page)
    return (await listing.slices([None]))[0].nodes
