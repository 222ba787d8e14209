"""The centre's root fields: the public programme, who is asking, and the shared entities under the reader's rules."""

from typing import Any, cast

import strawberry
from sqlalchemy import true

from hub.auth.access import Act
from hub.context import Info
from hub.entities import County, District, Pairing
from hub.fields import field
from hub.programme.types import Measure, Organisation, Programme, Target
from hub.query.fields import Declared
from hub.query.listing import Listing
from hub.query.node import CodeField
from hub.query.order import terms_of
from hub.query.record import Shape, info_of
from hub.query.rows import reference
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
        name=access.client_id if access.client_id == access.subject else access.subject,
        organisation=organisation,
        roles=sorted(access.roles),
        measures=readable,
        counties=await _all(County, info),
    )


async def _all(declared: type, info: Info) -> list[Any]:
    record = info_of(declared)
    page = Page(info.context.facts.page_max)
    listing = Listing(record, info.context.access, info.context.loaders, true(), terms_of(record, None, {}), page)
    return (await listing.slices([None]))[0].nodes


def centre() -> list[Any]:
    """The centre's root fields, made anew for each schema."""
    lists = [RootListField(declared) for declared in (County, District, Pairing, Organisation, Measure, Target)]
    return [ProgrammeField(), me, *lists, CodeField(County), CodeField(District)]
