"""`me`: who is asking, and what they may do; told from the reader's rules and the plan, without a look at records."""

from typing import Any

import strawberry

from hub.auth.access import Access, Act
from hub.entities import County
from hub.programme.kinds import AreaLevel
from hub.programme.register import Register
from hub.programme.told import Asking, ToldField, told_type
from hub.programme.types import Measure, Organisation
from hub.query.rows import reference
from hub.texts import Text


@told_type("Who is asking, and what they may do.", zh="当前使用者")
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


class MeField(ToldField):
    """Who is asking."""

    def __init__(self) -> None:
        super().__init__(Text("Who is asking; null without a token.", "当前使用者，未登录时为空"), _me, keys=())
        self.python_name = "me"
        self.annotated(Me | None, __name__)


def _me(_source: Any, asking: Asking, *_: Any) -> Me | None:
    access, register = asking.context.access, asking.context.facts.register
    if access.subject is None:
        return None
    return Me(
        name=access.name or access.subject,
        organisation=None if access.organisation is None else reference(Organisation, access.organisation),
        roles=sorted(access.roles),
        measures=[reference(Measure, code) for code in register.measures if access.reach(code, Act.READ)],
        counties=[reference(County, code) for code in _counties(access, register)],
        purposes=sorted(access.purposes),
    )


def _counties(access: Access, register: Register) -> list[str]:
    """Every county of which anything may be read, as `hub.query.scope.area_scope` has it."""
    reach = access.counties()
    named = reach.named
    return [code for code in register.ground.codes(AreaLevel.COUNTY) if reach.everywhere or code in named]
