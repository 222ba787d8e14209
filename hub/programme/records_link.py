"""`RecordsLink`: the way from a number to the records behind it, as an operation that is ready to be sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, cast

import strawberry
from strawberry.scalars import JSON

from hub.contract import Indicator
from hub.naming import camel
from hub.programme.goal import Goal, shown
from hub.programme.pairs import CommunityPairs, StreetPairs
from hub.programme.spans import Span
from hub.query.fields import ColumnField
from hub.query.forms import Forms, api_name, declared_fields, forms_of
from hub.query.record import RecordInfo
from hub.query.relations import declared_over
from hub.records.status import Status
from hub.texts import Text

CountyDays = tuple[str, Span | None]
"""A county, and the days with which a record of it has to share one; None where any will do."""


@dataclass(frozen=True, slots=True)
class Part:
    """The part of an indicator's rows that is linked: those of a district by its code, or those of counties, or all."""

    counties: Sequence[CountyDays] | None = None
    district: str | None = None


@strawberry.type(
    description=str(
        Text(
            "The records behind a number: send `operation` with `variables` to read those that you may see.",
            "数字背后的记录：将 operation 与 variables 一并发送，即可读取有权查看的记录。",
        )
    )
)
class RecordsLink:
    """A link to the rows that count."""

    field: str = strawberry.field(description=str(Text("The root field that gives them.", "根字段")))
    variables: JSON = strawberry.field(
        description=str(Text("Its variables; those of a connection hold its `filter`.", "变量，连接类字段含 filter"))
    )
    operation: str = strawberry.field(description=str(Text("The operation, a GraphQL document.", "查询文本")))


def link_to(indicator: Indicator, goal: Goal, days: Span, part: Part) -> RecordsLink:
    """The link to the rows that an indicator counts in these days."""
    if indicator.model in (StreetPairs, CommunityPairs):
        return _to_pairings(indicator, days, part)
    info = declared_over(indicator.model)
    terms = _terms(forms_of(info.declared), indicator, goal, days) | _among(forms_of(info.declared), indicator, part)
    return RecordsLink(
        field=camel(info.plural), variables=cast("JSON", {"filter": _json(terms)}), operation=operation_of(info)
    )


def operation_of(info: RecordInfo) -> str:
    """A page of a record's connection, with the columns that are its own and nobody's personal data."""
    own = (f for f in declared_fields(info.declared) if isinstance(f, ColumnField) and not f.personal)
    columns = " ".join(api_name(f) for f in own if f.model is not None)
    plural = camel(info.plural)
    return (
        f"query {plural[0].upper()}{plural[1:]}($filter: {info.name}Filter, $first: Int, $after: String) {{\n"
        f"  {plural}(filter: $filter, first: $first, after: $after) {{\n"
        "    totalCount\n"
        "    pageInfo { hasNextPage endCursor }\n"
        f"    nodes {{ id county {{ code name }} startsOn endsOn {columns} }}\n"
        "  }\n"
        "}"
    )


def _terms(forms: Forms, indicator: Indicator, goal: Goal, days: Span) -> dict[str, Any]:
    """The conditions of `hub.programme.counting.counted`, and those of a standard, as a filter says them."""
    begun = {"startsOn": {"gte": days.start, "lte": days.end}}
    running = {
        "startsOn": {"lte": days.end},
        "or": [{"endsOn": {"isNull": True}}, {"endsOn": {"gte": days.end}}],
    }
    only = {_name(forms, column): {"eq": value} for column, value in indicator.only.items()}
    terms = {"status": {"eq": Status.APPROVED}, **(running if indicator.standing else begun), **only}
    if indicator.standard is not None:
        bounds = {"gte": goal.lower, "lte": goal.upper}
        terms[_name(forms, indicator.standard.column)] = {k: v for k, v in bounds.items() if v is not None}
    return terms


def _among(forms: Forms, indicator: Indicator, part: Part) -> dict[str, Any]:
    if part.district is not None and indicator.district is not None:
        return {_name(forms, indicator.district): {"eq": part.district}}
    if part.counties is None:
        return {}
    if all(days is None for _, days in part.counties):
        return {"county": {"in": [county for county, _ in part.counties]}}
    return {"and": [{"or": [_paired(county, days) for county, days in part.counties if days]}]}


def _paired(county: str, days: Span) -> dict[str, Any]:
    ends = [{"endsOn": {"isNull": True}}, {"endsOn": {"gte": days.start}}]
    return {"county": {"eq": county}, "startsOn": {"lte": days.end}, "or": ends}


def _name(forms: Forms, column: str) -> str:
    return next(name for name, filterable in forms.filterable.items() if filterable.column == column)


def _to_pairings(indicator: Indicator, days: Span, part: Part) -> RecordsLink:
    variables: dict[str, Any] = {"level": indicator.model.level, "on": days.end}  # type: ignore[attr-defined]
    if part.district is not None:
        variables["districts"] = [part.district]
    elif part.counties is not None:
        variables["counties"] = [county for county, _ in part.counties]
    return RecordsLink(field="pairings", variables=cast("JSON", _json(variables)), operation=_PAIRINGS)


_PAIRINGS = """query Pairings($level: PairingLevel, $on: Date, $districts: [ID!], $counties: [ID!]) {
  pairings(level: $level, on: $on, districts: $districts, counties: $counties) {
    supporting { code name }
    supported { code name }
    startsOn
    endsOn
  }
}"""


def _json(value: Any) -> Any:
    """A value as a client sends it."""
    match value:
        case Mapping():
            return {name: _json(inner) for name, inner in value.items()}
        case list():
            return [_json(inner) for inner in value]
        case date():
            return value.isoformat()
        case Decimal():
            return str(shown(value, 2))
        case Enum():
            return value.name
    return value
