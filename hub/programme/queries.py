"""The centre's root fields: the public programme, who is asking, and the shared entities under the reader's rules."""

from datetime import date
from typing import Annotated, Any, cast

import strawberry
from sqlalchemy import ColumnElement, and_, bindparam, true

from hub.context import Info
from hub.entities import County, District, Pairing
from hub.fields import argument, field
from hub.programme.kinds import PairingLevel
from hub.programme.me import MeField
from hub.programme.pairs import COUNTY_CODE, DISTRICT_CODE
from hub.programme.root_lists import MeasureField, RootListField, TargetsField, all_of
from hub.programme.types import Measure, Organisation, Programme
from hub.query.fields import Declared
from hub.query.node import CodeField
from hub.query.record import Shape, info_of
from hub.query.scope import one_of
from hub.texts import Text


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
        return next(iter(await all_of(Programme, cast("Info", info))), None)


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
    return await all_of(Pairing, info, and_(*terms))


def centre() -> list[Any]:
    """The centre's root fields, made anew for each schema."""
    lists = [RootListField(declared) for declared in (County, District, Organisation, Measure)]
    found = [MeasureField(), TargetsField(), CodeField(County), CodeField(District)]
    return [ProgrammeField(), MeField(), *lists, pairings, *found]
