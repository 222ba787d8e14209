"""`<record>Aggregate`: counts, sums, averages and extremes in groups, under the reader's own rules."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, func, true
from strawberry.types.arguments import StrawberryArgument

from hub.context import Info
from hub.entities import County
from hub.errors import BadInput
from hub.naming import snake
from hub.query.aggregate_types import WORDS, aggregate_type, column_of, group_type, told, values_type, words_of
from hub.query.ahead import selected_below
from hub.query.cells import counted_to, hidden
from hub.query.fields import Declared, argument
from hub.query.filters import condition
from hub.query.forms import forms_of, summable
from hub.query.record import RecordInfo, Shape, info_of
from hub.query.relations import require
from hub.query.rows import reference
from hub.query.select import grouped
from hub.texts import Text


class AggregateField(Declared):
    """What the records that the reader may see come to, in groups."""

    def __init__(self, declared: type) -> None:
        info = info_of(declared)
        super().__init__(Text(f"Counts and sums of {info.name} rows, in groups.", f"{info.text.zh}：分组计数与合计"))
        self.python_name = f"{snake(info.name)}_aggregate"
        self.annotated(declared, declared.__module__)

    @property
    def measure(self) -> str | None:
        """The measure of the record."""
        return self.related.measure

    @property
    def related(self) -> RecordInfo:
        """The record type."""
        return info_of(self.target())

    def shape(self) -> Shape:
        """Groups of rows."""
        return Shape(self.related, "groups")

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
        request, record, names = cast("Info", info), self.related, groups_asked(kwargs)
        require(record, request)
        words = [word for word in words_of(record) if word in selected_below(request.field_nodes, request)]  # type: ignore[attr-defined, arg-type]  # graphql-core's own info; see `hub.query.resolvers`
        rows = await request.context.loaders.rows(self._statement(names, words, kwargs, request))
        unseen = _hidden(record, rows, request.context.facts.small_cell)
        make = aggregate_type(record.declared)
        return [
            make(**_values(record, names, words, row, told_of=place not in unseen)) for place, row in enumerate(rows)
        ]

    def _statement(self, names: Sequence[str], words: Sequence[str], given: dict[str, Any], request: Info) -> Any:
        record, access = self.related, request.context.access
        groups = [record.column(column_of(record, name)).label(f"_by_{name}") for name in names]
        values = [func.count().label("_count"), *_numbers(record, words)]
        if given.get("filter") and record.personal:
            rows = [record.rows(access), self.left_out(record, given)]
            lost = counted_to(request.context.facts.small_cell, record.table, rows)
            values.append(lost.scalar_subquery().label("_left_out"))
        return grouped(record, access, self.where(record, given), groups, values)

    def where(self, record: RecordInfo, given: dict[str, Any]) -> ColumnElement[bool]:
        """Which rows the filter means."""
        return (
            condition(record, forms_of(record.declared).filterable, given["filter"]) if given.get("filter") else true()
        )

    def left_out(self, record: RecordInfo, given: dict[str, Any]) -> ColumnElement[bool]:
        """Which rows the filter leaves out."""
        return self.where(record, given).is_not(true())


def groups_asked(given: dict[str, Any]) -> list[str]:
    """The names of the groups; BadInput where one comes twice."""
    names = [member.value.name for member in given.get("groupBy") or ()]
    if len(set(names)) < len(names):
        raise BadInput("groupBy: name each group once", "groupBy：每种分组只能出现一次", "groupBy")
    return names


def _numbers(record: RecordInfo, words: Sequence[str]) -> Iterator[ColumnElement[Any]]:
    for word in words:
        for field in summable(record.declared):
            yield WORDS[word].make(record.column(field.column)).label(f"_{word}_{field.python_name}")


def _hidden(record: RecordInfo, rows: Sequence[Any], least: int) -> frozenset[int]:
    """The places of the rows that aren't told: small cells of records about people."""
    if not (rows and record.personal):
        return frozenset()
    counts = [row["_count"] for row in rows]
    return hidden(counts, rows[0].get("_left_out", 0), least)


def _values(
    record: RecordInfo, names: Sequence[str], words: Sequence[str], row: Any, *, told_of: bool
) -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys(part.python_name for part in parts_of(record))
    for name in names:
        values[name] = _group(record, name, row[f"_by_{name}"])
    values["count"] = row["_count"] if told_of else None
    for name in words:
        word, fields = WORDS[name], summable(record.declared)
        found = {f: row[f"_{name}_{f.python_name}"] if told_of else None for f in fields}
        each = {f.python_name: told(record.codecs[f.column], word, value) for f, value in found.items()}
        values[name] = values_type(record.declared, fraction=word.fraction)(**each)
    return values


def _group(record: RecordInfo, name: str, found: Any) -> Any:
    if found is None or name == "county":
        return found and reference(County, found)
    return record.codecs[column_of(record, name)].decode(found)


def parts_of(record: RecordInfo) -> Sequence[Any]:
    """What is told of a group."""
    parts: Sequence[Any] = aggregate_type(record.declared).__strawberry_definition__.fields
    return parts
