"""`<record>Aggregate`: counts and sums by county, year and any enumeration, under the reader's own rules."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, func, select, true
from strawberry.types.arguments import StrawberryArgument

from hub.context import Info
from hub.entities import County
from hub.errors import BadInput
from hub.naming import snake
from hub.query.cells import hidden
from hub.query.fields import Declared, argument
from hub.query.filters import condition
from hub.query.forms import forms_of, groupable, summable
from hub.query.inputs import choice_type
from hub.query.made import Part, object_type
from hub.query.record import RecordInfo, Shape, info_of
from hub.query.relations import require
from hub.query.rows import reference
from hub.query.scalars import BigInt
from hub.query.select import grouped
from hub.texts import Text


class AggregateField(Declared):
    """Counts and sums over the records that the reader may see, in groups."""

    def __init__(self, declared: type) -> None:
        info = info_of(declared)
        super().__init__(Text(f"Counts and sums of {info.name} rows, in groups.", f"{info.text.zh}：分组计数与合计"))
        self.python_name = f"{snake(info.name)}_aggregate"
        self.annotated(declared, declared.__module__)

    @property
    def measure(self) -> str | None:
        """The measure of the record."""
        return info_of(self.target()).measure

    def shape(self) -> Shape:
        """Groups of rows."""
        return Shape(info_of(self.target()), "groups")

    def graphql_kind(self) -> Any:
        """A list of groups; nullable, so that a refusal costs itself only."""
        return list[aggregate_type(self.target())] | None  # type: ignore[misc]

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """Which rows, and in which groups."""
        forms, groups = forms_of(self.target()), list[group_type(self.target())]  # type: ignore[misc]
        return [
            argument("filter", cast("Any", forms.filter) | None, Text("Which rows", "筛选条件")),
            argument("group_by", groups | None, Text("The groups; none: one group of all", "分组方式，不填则合为一组")),
        ]

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        """Given above."""

    async def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The groups."""
        request, record = cast("Info", info), info_of(self.target())
        require(record, request)
        names = [member.value.name for member in kwargs.get("groupBy") or ()]
        if len(set(names)) < len(names):
            raise BadInput("groupBy: name each group once", "groupBy：每种分组只能出现一次", "groupBy")
        statement = self._statement(record, names, kwargs.get("filter"), request)
        rows = await request.context.loaders.rows(statement)
        unseen = _hidden(record, rows, request.context.facts.small_cell)
        make = aggregate_type(self.target())
        return [
            make(**_values(record, self.target(), names, row, told=place not in unseen))
            for place, row in enumerate(rows)
        ]

    def _statement(self, record: RecordInfo, names: Sequence[str], given: Any, request: Info) -> Any:
        forms = forms_of(record.declared)
        where = condition(record, forms.filterable, given) if given else true()
        groups = [record.column(_column(record, name)).label(f"_by_{name}") for name in names]
        values = [*_sums(record), *(_everybody(record, request) if given and record.personal else ())]
        return grouped(record, request.context.access, where, groups, values)


def _everybody(record: RecordInfo, request: Info) -> Iterator[ColumnElement[Any]]:
    """All people that the reader may count, whatever the filter."""
    rows = select(func.count()).select_from(record.table).where(record.rows(request.context.access))
    yield rows.scalar_subquery().label("_everybody")


def _hidden(record: RecordInfo, rows: Sequence[Any], least: int) -> frozenset[int]:
    """The places of the rows that aren't told: small cells of records about people."""
    if not (rows and record.personal):
        return frozenset()
    counts = [row["_count"] for row in rows]
    return hidden(counts, rows[0].get("_everybody", sum(counts)) - sum(counts), least)


def _sums(record: RecordInfo) -> list[ColumnElement[Any]]:
    sums = [func.sum(record.column(f.column)).label(f"_sum_{f.python_name}") for f in summable(record.declared)]
    return [func.count().label("_count"), *sums]


def _column(record: RecordInfo, group: str) -> str:
    if group in ("county", "year"):
        return {"county": "county_code", "year": "year"}[group]
    return next(f.column for f in groupable(record.declared) if f.python_name == group)


def _values(record: RecordInfo, declared: type, names: Sequence[str], row: Any, *, told: bool = True) -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys(("county", "year", *(f.python_name for f in groupable(declared))))
    for name in names:
        found = row[f"_by_{name}"]
        values[name] = reference(County, found) if name == "county" else _decoded(record, _column(record, name), found)
    values["count"] = row["_count"] if told else None
    if summable(declared):
        sums = {f.python_name: row[f"_sum_{f.python_name}"] if told else None for f in summable(declared)}
        columns = {f.python_name: f.column for f in summable(declared)}
        values["sum"] = _sum_type(declared)(**{n: _decoded(record, columns[n], value) for n, value in sums.items()})
    return values


def _decoded(record: RecordInfo, column: str, value: Any) -> Any:
    if value is None:
        return None
    codec = record.codecs[column]
    return codec.decode(int(value) if codec.python in (int, Decimal) else value)


@cache
def group_type(declared: type) -> Any:
    """The enumeration of what a record type can be grouped by."""
    name = info_of(declared).name
    members = {
        "county": Text("By county", "按县"),
        "year": Text("By the year in which the record's period starts", "按起始年份"),
    }
    members |= {f.python_name: f.text for f in groupable(declared)}
    return choice_type(f"{name}Group", members, Text(f"What {name} rows are grouped by", "分组方式"))


@cache
def aggregate_type(declared: type) -> Any:
    """One group of a record type."""
    info = info_of(declared)
    parts = [
        Part("county", County | None, Text("The county, if grouped by it", "县（按县分组时）")),
        Part("year", int | None, Text("The year, if grouped by it", "年份（按年分组时）")),
        *(Part(f.python_name, info.codecs[f.column].python | None, f.text) for f in groupable(declared)),
        _count_part(info),
    ]
    if summable(declared):
        parts.append(Part("sum", _sum_type(declared), Text("Sums over the rows", "合计")))
    return object_type(f"{info.name}Aggregate", parts, Text(f"A group of {info.name} rows", f"{info.text.zh}的一组"))


def _count_part(info: RecordInfo) -> Part:
    if not info.personal:
        return Part("count", int, Text("How many rows", "记录数"))
    text = Text(
        "How many people; null, as the sums are, where there are too few to be told", "人数，过少时不公布（为空）"
    )
    return Part("count", int | None, text)


@cache
def _sum_type(declared: type) -> Any:
    info = info_of(declared)
    kinds: dict[type, Any] = {int: BigInt | None, Decimal: Decimal | None}
    parts = (Part(f.python_name, kinds[info.codecs[f.column].python], f.text) for f in summable(declared))
    described = Text(f"Sums over {info.name} rows; null over none", "合计，无记录时为空")
    return object_type(f"{info.name}Sum", parts, described)
