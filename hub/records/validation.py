"""Is a record that somebody wrote sound? pydantic's findings and the programme's rules, as problems at fields."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from hub.programme.spans import Span
from hub.records.base import Record
from hub.records.problems import Problem, ProblemCode, Refused
from hub.texts import Text

YEARS = range(1900, 2101)
"""The years of a day that isn't the period's."""
_PERIOD = ("starts_on", "ends_on")


def validated(model: type[Record], values: Mapping[str, Any], span: Span) -> Record:
    """The record, if it is sound; Refused with its problems if not. Its own rules meet sound texts and dates only."""
    try:
        record = model.model_validate(dict(values))
    except ValidationError as error:
        raise Refused(*map(_problem, error.errors(include_url=False, include_context=True))) from error
    found = [*_texts(values), *_days(record), *_period(record, span)] or list(record.problems())
    if found:
        raise Refused(*found)
    return record


def _texts(values: Mapping[str, Any]) -> Iterator[Problem]:
    for name, value in values.items():
        if isinstance(value, str) and ("\x00" in value or not value.strip()):
            yield Problem(
                name,
                ProblemCode.INVALID,
                Text("give a text that isn't blank, without NUL", "请填写非空且不含空字符的文本"),
            )


def _days(record: Record) -> Iterator[Problem]:
    """Days beside the period's, which may lie outside the programme, but not beyond what somebody can mean."""
    for name in type(record).model_fields:
        day = getattr(record, name)
        if type(day) is date and name not in _PERIOD and not YEARS.start <= day.year < YEARS.stop:
            text = Text(f"give a year from {YEARS[0]} to {YEARS[-1]}", f"年份须在 {YEARS[0]} 至 {YEARS[-1]} 之间")
            yield Problem(name, ProblemCode.INVALID, text)


def _period(record: Record, span: Span) -> Iterator[Problem]:
    for name in _PERIOD:
        day = getattr(record, name)
        if day is not None and not span.start <= day <= span.end:
            yield Problem(name, ProblemCode.OUT_OF_PROGRAMME, _outside(span))
    if record.ends_on is not None and record.ends_on < record.starts_on:
        yield Problem(
            "ends_on", ProblemCode.INVALID, Text("the end must not lie before the start", "结束日期不能早于起始日期")
        )


def _outside(span: Span) -> Text:
    return Text(
        f"give a day of the programme, {span.start} to {span.end}", f"日期须在规划期内：{span.start} 至 {span.end}"
    )


_MESSAGES = {
    "missing": (ProblemCode.REQUIRED, "give a value", "请填写"),
    "string_too_long": (ProblemCode.INVALID, "at most {max_length} characters", "至多 {max_length} 个字符"),
    "string_too_short": (ProblemCode.INVALID, "at least {min_length} characters", "至少 {min_length} 个字符"),
    "greater_than_equal": (ProblemCode.INVALID, "at least {ge}", "不得小于 {ge}"),
    "less_than_equal": (ProblemCode.INVALID, "at most {le}", "不得大于 {le}"),
    "decimal_max_places": (ProblemCode.INVALID, "at most {decimal_places} decimals", "至多 {decimal_places} 位小数"),
    "string_pattern_mismatch": (ProblemCode.INVALID, "write it in the form {pattern}", "格式应为 {pattern}"),
}


def _problem(error: Any) -> Problem:
    name = str(error["loc"][0]) if error["loc"] else ""
    if error["input"] is None:
        return Problem(name, ProblemCode.REQUIRED, Text("give a value, not null", "请填写，不能为空"))
    code, en, zh = _MESSAGES.get(error["type"], (ProblemCode.INVALID, "give another value", "请填写其他值"))
    context = error.get("ctx") or {}
    return Problem(name, code, Text(en.format_map(context), zh.format_map(context)))
