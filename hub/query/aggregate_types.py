"""The types of `<record>Aggregate`: what can be grouped by, and what is told of a group."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Numeric, func

from hub.entities import County
from hub.query.codecs import Codec
from hub.query.forms import groupable, summable
from hub.query.inputs import choice_type
from hub.query.made import Part, object_type
from hub.query.record import RecordInfo, info_of
from hub.query.scalars import BigInt
from hub.texts import Text


def _mean(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The average, cut at the hundredth of what is stored: a whole fen, or two decimals of a number."""
    return func.trunc(func.avg(column), 2, type_=Numeric)


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that is told of the numbers of a group."""

    text: Text
    make: Callable[[ColumnElement[Any]], ColumnElement[Any]]
    fraction: bool = False
    """Whether it may lie between whole numbers."""


WORDS = {
    "sum": Word(Text("Sums over the rows; null over none", "合计，无记录时为空"), func.sum),
    "avg": Word(Text("Averages, cut at the hundredth", "平均值，截至百分位"), _mean, fraction=True),
    "min": Word(Text("The least values", "最小值"), func.min),
    "max": Word(Text("The greatest values", "最大值"), func.max),
}


def words_of(info: RecordInfo) -> dict[str, Word]:
    """What is told of a record type's numbers: the extremes of people's are single people's, so they aren't."""
    if not summable(info.declared):
        return {}
    return {name: WORDS[name] for name in ("sum", "avg")} if info.personal else WORDS


def column_of(info: RecordInfo, group: str) -> str:
    """The column behind a group's name."""
    if group in ("county", "year"):
        return {"county": "county_code", "year": "year"}[group]
    return next(f.column for f in groupable(info.declared) if f.python_name == group)


def told(codec: Codec, word: Word, value: Any) -> Any:
    """A value of PostgreSQL as the API has it; money is told in whole fen."""
    if value is None or (codec.python is int and word.fraction):
        return value
    return codec.decode(int(value))


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
    parts += [Part(n, values_type(declared, fraction=w.fraction), w.text) for n, w in words_of(info).items()]
    return object_type(f"{info.name}Aggregate", parts, Text(f"A group of {info.name} rows", f"{info.text.zh}的一组"))


def _count_part(info: RecordInfo) -> Part:
    if not info.personal:
        return Part("count", int, Text("How many rows", "记录数"))
    text = Text(
        "How many people; null, as all else is, where there are too few to be told", "人数，过少时不公布（为空）"
    )
    return Part("count", int | None, text)


@cache
def values_type(declared: type, *, fraction: bool) -> Any:
    """One value for each number of a record type: whole numbers and money, or averages of them."""
    info = info_of(declared)
    kinds: dict[type, Any] = {int: Decimal | None if fraction else BigInt | None, Decimal: Decimal | None}
    parts = (Part(f.python_name, kinds[info.codecs[f.column].python], f.text) for f in summable(declared))
    name, text = (
        (f"{info.name}Averages", Text(f"Averages over {info.name} rows", f"{info.text.zh}的平均值"))
        if fraction
        else (f"{info.name}Numbers", Text(f"Numbers over {info.name} rows; null over none", "汇总数值，无记录时为空"))
    )
    return object_type(name, parts, text)
