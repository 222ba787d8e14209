"""The centre's root fields: the public programme, who is asking, and the shared entities under the reader's rules."""

from datetime import date
from typing import Annotated, Any, cast

import strawberry
from sqlalchemy import ColumnElement, and_, bindparam, true

from hub.auth.access import Act
from hub.context import Info
from hub.entities import County, District, Pairing
from hub.errors import BadInput
from hub.fields import argument, field
from hub.programme.indicator_types import AsOf
from hub.programme.kinds import PairingLevel
from hub.programme.pairs import COUNTY_CODE, DISTRICT_CODE
from hub.programme.progress_types import close_of
from hub.programme.types import ASKED, Measure, Organisation, Programme, Target
from hub.query.fields import Declared
from hub.query.listing import Listing
from hub.query.loading import load_one
from hub.query.node import CodeField
from hub.query.order import terms_of
from hub.query.record import Shape, info_of
from hub.query.rows import reference
from hub.query.scope import one_of
from hub.query.select import Page
from hub.texts import Text


class RootListField(Declared):
    """All entities of a kind that the reader may see: a bounded set, so a plain list."""

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

    async def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The entities; none for a reader without any rule."""
        request = cast("Info", info)
        return await _all(self.declared, request) if request.context.access.subject else []


class ProgrammeField(Declared):
    """The programme, which anybody may read."""

    def __init__(self) -> None:
        super().__init__(Text("The programme: public facts, the same for everybody.", "规划公开信息"))
        self.python_name = "programme"
        self.annotated(Programme | None, Programme.__module__)

    def shape(self) -> Shape:
        """The one row."""
        info = info_of(Programme)
        return Shape(info, "one", None, (info.key,))

    async def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The one programme of the database; null in an empty one."""
        return next(iter(await _all(Programme, cast("Info", info))), None)


@strawberry.type(description=str(Text("Who is asking, and what they may do.", "当前使用者")))
class Me:
    """The reader of this request."""

    name: str | None = strawberry.field(description=str(Text("The person or client.", "使用者名称")))
    organisation: Organisation | None = strawberry.field(description=str(Text("Whose member it is.", "所属单位")))
    roles: list[str] = strawberry.field(description=str(Text("Its roles.", "角色")))
    measures: list[Measure] = strawberry.field(description=str(Text("The measures that it may read.", "可查看的措施")))
    counties: list[County] = strawberry.field(description=str(Text("The counties that it may read.", "可查看的县")))
    purposes: list[str] = strawberry.field(
        description=str(
            Text(
                "What its header `X-Purpose` may declare to see personal data of some records.",
                "可在请求头 X-Purpose 中声明以查看部分记录个人信息的目的",
            )
        )
    )


@field("Who is asking; null without a token.", zh="当前使用者，未登录时为空")
async def me(info: Info) -> Me | None:
    """The reader."""
    access = info.context.access
    if access.subject is None:
        return None
    measures = await _all(Measure, info)
    readable = [measure for measure in measures if access.reach(measure._key, Act.READ)]  # noqa: SLF001
    organisation = None if access.organisation is None else reference(Organisation, access.organisation)
    return Me(
        name=access.name or access.subject,
        organisation=organisation,
        roles=sorted(access.roles),
        measures=readable,
        counties=await _all(County, info),
        purposes=sorted(access.purposes),
    )


@field(
    "The targets of the plan, or those of one measure; `progress` is told of this year and as of this day.",
    zh="规划目标，可按措施筛选；progress 默认采用此处的年份和截止日",
)
async def targets(
    info: Info,
    year: Annotated[int | None, argument("The year of their progress", zh="进度的年份")] = None,
    measure: Annotated[strawberry.ID | None, argument("The measure's code", zh="措施代码")] = None,
    as_of: AsOf = None,
) -> list[Target]:
    """The targets; none for a reader without any rule. BadInput for a year or measure that the programme hasn't."""
    if info.context.access.subject is None:
        return []
    if year is not None:
        close_of(info.context.facts.programme, year)
    if measure is not None:
        await _known(measure, info)
    table = info_of(Target).table
    found = await _all(Target, info, true() if measure is None else one_of(table.c.measure_code, [measure]))
    for target in found:
        vars(target)[ASKED] = (year, as_of)
    return found


@field("One measure of the plan, by its code.", zh="措施：按代码查询")
async def measure(info: Info, code: Annotated[strawberry.ID, argument("The code", zh="代码")]) -> Measure | None:
    """The measure; null if there is none, and for a reader without any rule."""
    if info.context.access.subject is None:
        return None
    return cast("Measure | None", await load_one(info_of(Measure), code, info))


async def _known(measure: str, info: Info) -> None:
    codes = [known._key for known in await _all(Measure, info)]  # noqa: SLF001
    if measure not in codes:
        listed = ", ".join(codes)
        raise BadInput(
            f"measure: {measure!r} is none of the programme's; give one of {listed}",
            f"measure：规划中没有 {measure!r}；请填写 {listed} 之一",
            "measure",
        )


@field("Two areas paired for a time. All that the reader may see.", zh="结对关系：可查看的全部")
async def pairings(
    info: Info,
    level: Annotated[PairingLevel | None, argument("Between which levels", zh="结对层级")] = None,
    on: Annotated[date | None, argument("A day on which they are paired", zh="结对有效的日期")] = None,
    districts: Annotated[
        list[strawberry.ID] | None,
        argument("Codes of districts in which the supporting area lies", zh="支援方所在区的代码"),
    ] = None,
    counties: Annotated[
        list[strawberry.ID] | None,
        argument("Codes of counties in which the supported area lies", zh="受援方所在县的代码"),
    ] = None,
) -> list[Pairing]:
    """The pairings; none for a reader without any rule."""
    if info.context.access.subject is None:
        return []
    table = info_of(Pairing).table
    terms: list[ColumnElement[bool]] = [true()]
    if level is not None:
        terms.append(table.c.level == level.name)
    if on is not None:
        terms.append(bindparam(None, on, type_=table.c.starts_on.type).between(table.c.starts_on, table.c.ends_on))
    for codes, code in ((districts, DISTRICT_CODE), (counties, COUNTY_CODE)):
        if codes is not None:
            terms.append(one_of(code, codes))
    return await _all(Pairing, info, and_(*terms))


async def _all(declared: type, info: Info, condition: ColumnElement[bool] | None = None) -> list[Any]:
    record = info_of(declared)
    page = Page(info.context.facts.page_max)
    where = true() if condition is None else condition
    listing = Listing(record, info.context.access, info.context.loaders, where, terms_of(record, None, {}), page)
    return (await listing.slices([None]))[0].nodes


def centre() -> list[Any]:
    """The centre's root fields, made anew for each schema."""
    lists = [RootListField(declared) for declared in (County, District, Organisation, Measure)]
    return [ProgrammeField(), me, *lists, pairings, measure, targets, CodeField(County), CodeField(District)]
