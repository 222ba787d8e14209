"""The programme's public facts as GraphQL types: what was planned, who answers for it, and the numbers to reach."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import strawberry
from sqlalchemy import ColumnElement, FromClause, true

from hub.entities import Area, Pairing
from hub.errors import Conflict
from hub.fields import One, bilingual, entity, entity_column, key, many, one
from hub.programme import models as rows
from hub.programme.asked import Asked, asked_of
from hub.programme.goal import Goal, shown
from hub.programme.indicator_types import Indicator, indicators_of
from hub.programme.kinds import AreaLevel, OrganisationKind, OrganisationRole, TargetKind, TargetPer
from hub.programme.progress_types import AS_OF, YEAR, Progress, progress_field
from hub.programme.told import Asking, Given, Tells, told
from hub.query.rows import reference

T = TypeVar("T")
ASKED = "_asked"
"""Where a target keeps the year and the day that were asked of the list in which it stands."""


def _amount(name: str) -> Tells:
    """A number of a target, with the decimals of its unit."""

    def tells(target: Any, asking: Asking, *_: Any) -> Decimal | None:
        goal = _goal(target, asking)
        amount: Decimal | None = getattr(goal, name)
        return None if amount is None else shown(amount, goal.decimals)

    return tells


def _part(part: Any, asking: Asking, *_: Any) -> Decimal:
    """What falls to an area."""
    goal = _goal(reference(Target, vars(part)["_target"]), asking)
    return shown(_known(asking.context.facts.register.parts_of(goal).get(vars(part)["_area"])), goal.decimals)


def _progress(target: Any, asking: Asking, given: Given) -> Asked:
    """In a year or over the whole, as of a day; by default those asked of the list in which the target stands."""
    year, as_of = vars(target).get(ASKED, (None, None))
    own = given.get("year"), given.get("asOf")
    return asked_of(_goal(target, asking), asking.context, year if own[0] is None else own[0], own[1] or as_of)


def _goal(target: Any, asking: Asking) -> Goal:
    return _known(asking.context.facts.register.goals.get(vars(target)["_key"]))


def _known(found: T | None) -> T:
    """What the remembered plan says; Conflict for a row that is younger than that."""
    if found is None:
        raise Conflict("The plan is being changed: ask again in some seconds.", "规划正在更新，请稍候重试。")
    return found


def _targets(asking: Asking, measure: str | None) -> list["Target"]:
    goals = asking.context.facts.register.goals.values()
    return [reference(Target, goal.key) for goal in goals if measure in {None, goal.measure}]


def _measures(asking: Asking, measure: str | None) -> list["Measure"]:
    return [reference(Measure, code) for code in asking.context.facts.register.measures if measure in {None, code}]


@entity(
    rows.Organisation,
    "organisations",
    "A body that takes part in the programme.",
    zh="参与单位",
    key="code",
    order=("kind", "code"),
)
class Organisation:
    """An organisation."""

    code: strawberry.ID = key(rows.Organisation.code, "The readable code.", zh="代码")
    name: str = bilingual(rows.Organisation.name_zh, "The name.", zh="名称")
    kind: OrganisationKind = entity_column(rows.Organisation.kind, "What sort of body.", zh="单位类别")
    role: OrganisationRole | None = entity_column(rows.Organisation.role, "Its part in the programme.", zh="角色")


@entity(
    rows.MeasureBody,
    "measure_bodies",
    "A body that answers for a measure.",
    zh="责任单位",
    key="measure_code",
    order=("position",),
)
class MeasureBody:
    """A responsible body."""

    organisation: One[Organisation] = one(rows.MeasureBody.organisation_code, "The body.", zh="责任单位")
    lead: bool = entity_column(rows.MeasureBody.lead, "Whether the plan names it as the one that leads.", zh="是否牵头")


@entity(rows.Measure, "measures", "A measure of the plan.", zh="措施", key="code", order=("position",))
class Measure:
    """A section of the plan for which bodies answer."""

    code: strawberry.ID = key(rows.Measure.code, "The code.", zh="代码")
    section: str = entity_column(rows.Measure.section, "The plan's own numbering.", zh="章节")
    name: str = bilingual(rows.Measure.name_zh, "The name.", zh="名称")
    bodies: list[MeasureBody] = many(rows.MeasureBody.measure_code, "Who answers for it.", zh="责任单位")
    targets: list["Target"] = many(rows.Target.measure_code, "What is to be reached.", zh="目标")

    indicators: list[Indicator] = told(
        "What is counted for it; the plan's targets are among them, where there is a number.",
        lambda measure, asking, *_: indicators_of(vars(measure)["_key"], asking),
        zh="指标",
        sources=_measures,
    )


@entity(rows.TargetArea, "target_areas", "One area's part of a target.", zh="分区域目标", key="area_code", order=())
class TargetArea:
    """What one area is to reach."""

    area: One[Area] = one(rows.TargetArea.area_code, "The area.", zh="区域")
    target: One["Target"] = one(rows.TargetArea.target_key, "The target.", zh="目标")

    value: Decimal = told("In the target's unit.", _part, zh="目标值", keys=("_target", "_area"))


@entity(rows.Target, "targets", "A number, or a bound, that the plan sets.", zh="目标", key="key", order=("position",))
class Target:
    """A target of the plan."""

    key: strawberry.ID = key(rows.Target.key, "The key, `sector.name`.", zh="键")
    measure: One[Measure] = one(rows.Target.measure_code, "The measure that it belongs to.", zh="所属措施")
    name: str = bilingual(rows.Target.name_zh, "The name.", zh="名称")
    wording: str = bilingual(rows.Target.wording_zh, "What the plan says.", zh="规划原文")
    section: str = entity_column(rows.Target.section, "The plan's own numbering.", zh="章节")
    kind: TargetKind = entity_column(rows.Target.kind, "How progress is computed.", zh="类型")
    per: TargetPer = entity_column(rows.Target.per, "Where a ratio means something.", zh="衡量层级")
    unit: str = bilingual(rows.Target.unit_zh, "The unit.", zh="单位")
    starts_on: date = entity_column(rows.Target.starts_on, "First day.", zh="起始日期")
    ends_on: date = entity_column(rows.Target.ends_on, "Last day.", zh="截止日期")
    average_over: AreaLevel | None = entity_column(
        rows.Target.average_over, "The level of the areas over which it is an average.", zh="平均口径的区域层级"
    )

    value: Decimal | None = told(
        "What is to be reached, in `unit`; of one year for the kinds per year.", _amount("value"), zh="目标值"
    )
    lower_bound: Decimal | None = told("A standard's least value.", _amount("lower"), zh="标准下限")
    upper_bound: Decimal | None = told("A standard's greatest value.", _amount("upper"), zh="标准上限")
    progress: Progress = progress_field(
        _progress,
        "How far it has come, from approved records; the same for every reader.",
        zh="进度",
        arguments=[YEAR, AS_OF],
        sources=_targets,
    )
    areas: list[TargetArea] = many(
        rows.TargetArea.target_key, "The part of each area, where the plan divides it.", zh="分区域目标"
    )


def _all(_table: FromClause, _parent: ColumnElement[Any]) -> ColumnElement[bool]:
    """Every row: the database holds one programme."""
    return true()


@entity(
    rows.Programme,
    "programmes",
    "The programme: its period, and all its public facts.",
    zh="规划",
    key="code",
    order=(),
)
class Programme:
    """The one programme of this hub."""

    code: strawberry.ID = key(rows.Programme.code, "The code.", zh="代码")
    name: str = bilingual(rows.Programme.name_zh, "The name.", zh="名称")
    document: str = bilingual(rows.Programme.document_zh, "The document that it was issued with.", zh="文件名称")
    document_number: str = entity_column(rows.Programme.document_number, "The document's number.", zh="文号")
    starts_on: date = entity_column(rows.Programme.starts_on, "First day.", zh="起始日期")
    ends_on: date = entity_column(rows.Programme.ends_on, "Last day.", zh="截止日期")
    areas: list[Area] = many(rows.Area.code, "Every area on either side.", zh="区域", via=_all, public=True)
    pairings: list[Pairing] = many(rows.Pairing.id, "Who is paired with whom.", zh="结对关系", via=_all, public=True)
    organisations: list[Organisation] = many(
        rows.Organisation.code, "Who takes part.", zh="参与单位", via=_all, public=True
    )
    measures: list[Measure] = many(rows.Measure.code, "What is to be done.", zh="措施", via=_all, public=True)
    targets: list[Target] = many(rows.Target.key, "What is to be reached.", zh="目标", via=_all, public=True)
