"""The values of indicators, computed by the database from approved records: all that is asked for in one statement.

A count is an indicator in total, for each area at a level, or both at once. Several spans of days of one, such as the
years of the programme, are counted together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Date,
    FromClause,
    Numeric,
    Select,
    String,
    TableValuedAlias,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    null,
    select,
    tuple_,
    union_all,
)

from hub.auth.access import Access
from hub.contract import Indicator
from hub.programme.counting import aggregates, counted, divided, in_fen
from hub.programme.goal import Goal, unplanned
from hub.programme.kinds import AreaLevel
from hub.programme.register import Register
from hub.programme.spans import Span
from hub.query.loaders import Loaders, compiled
from hub.records.columns import to_yuan

COLUMNS = ("count", "grouping", "span", "code", "value", "total")
"""What the statement gives: the number of the count, which of its groupings it is, the number of the span, an area's
code, and what was counted there."""
WHOLE = ""
"""The code of no area: all of them together."""


Level = AreaLevel | None
"""For each area at a level; None: in total."""
TOGETHER = (None, AreaLevel.COUNTY, AreaLevel.CITY)
"""What is counted in one pass: a row has one county and one city, and may have several districts."""


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted of an indicator, by its key, in one pass: some of `TOGETHER` in that order, or one other."""

    key: str
    levels: tuple[Level, ...] = (None,)


@dataclass(frozen=True, slots=True)
class Question:
    """An indicator over some days; `hub`: under the hub's own rules, as the programme's total is the same for all."""

    key: str
    level: Level
    days: Span
    hub: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """A value, and for a STANDARD how many records there are to comply."""

    value: Decimal
    total: Decimal | None = None


Found = Mapping[Question, Mapping[str, Measured]]
"""What was counted, by the codes of the areas; none for an area without any record."""


class Days(NamedTuple):
    """Stands, among a statement's values, for the first or the last days of a count's spans."""

    number: int
    """Of the count."""
    last: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """On what counting rests: the indicators, the plan, and whose rules decide."""

    indicators: Mapping[str, Indicator]
    register: Register
    access: Access

    def goal(self, indicator: Indicator) -> Goal:
        """What the indicator is held to."""
        return self.register.goals.get(indicator.key) or unplanned(indicator, self.register.ground.programme)


def statement(counts: Sequence[Count], terms: Terms) -> Select[Any] | CompoundSelect[Any]:
    """The statement of these counts; its values hold `Days` where the spans go."""
    parts = [_part(number, count, terms) for number, count in enumerate(counts)]
    return union_all(*parts) if len(parts) > 1 else parts[0]


def _part(number: int, count: Count, terms: Terms) -> Select[Any]:
    indicator, each = terms.indicators[count.key], _spans(number)
    rows, codes = _rows(indicator, count)
    value, *total = aggregates(indicator, terms.goal(indicator))
    counts = select(
        literal_column(str(number), BigInteger()).label("count"),
        (func.grouping(*codes) if codes else literal_column("0", BigInteger())).label("grouping"),
        each.c.n.label("span"),
        (func.coalesce(*codes) if codes else literal_column(f"'{WHOLE}'", String())).label("code"),
        cast(value, Numeric).label("value"),
        cast(total[0] if total else null(), BigInteger).label("total"),
    )
    groups = [tuple_(each.c.n, *([code] if code is not None else [])) for code in _by_level(count, codes)]
    meets = counted(indicator, terms.access, each.c.first, each.c.last)
    return counts.select_from(rows.join(each, meets)).group_by(func.grouping_sets(*groups))


def _rows(indicator: Indicator, count: Count) -> tuple[FromClause, list[ColumnElement[Any]]]:
    """The rows, and for each level of areas the code of the one to which a row belongs."""
    levels = [level for level in count.levels if level is not None]
    if not levels:
        return indicator.table, []
    rows, last = divided(indicator, levels[-1])
    return rows, [*(divided(indicator, level)[1] for level in levels[:-1]), last]


def _by_level(count: Count, codes: Sequence[ColumnElement[Any]]) -> Iterator[ColumnElement[Any] | None]:
    left = iter(codes)
    return (None if level is None else next(left) for level in count.levels)


def _groupings(count: Count) -> Mapping[int, Level]:
    """The levels by what SQL's `grouping` says of their codes: a bit is set where a group is of any."""
    levels = [level for level in count.levels if level is not None]
    whole = 2 ** len(levels) - 1
    return {whole - (0 if one is None else 2 ** (len(levels) - 1 - levels.index(one))): one for one in count.levels}


def _spans(count: int) -> TableValuedAlias:
    """The spans of a count as rows: `first`, `last`, and `n` from 1."""
    bound = (bindparam(None, Days(count, last), type_=ARRAY(Date)) for last in (False, True))
    each = func.unnest(*bound).table_valued(column("first", Date()), column("last", Date()), with_ordinality="n")
    return each.render_derived(name="days")


Spans = Mapping[Count, Sequence[Span]]
"""The spans of days over which each count goes, in order."""


def spans_of(questions: Iterable[Question]) -> Spans:
    """The counts that answer these questions, in as few passes as can be."""
    levels: dict[tuple[str, bool], dict[Level, None]] = {}
    spans: dict[tuple[str, bool], dict[Span, None]] = {}
    for question in questions:
        name = question.key, question.level in TOGETHER
        levels.setdefault(name, {})[question.level] = None
        spans.setdefault(name, {})[question.days] = None
    return {
        Count(key, tuple(one for one in (TOGETHER if together else asked) if one in asked)): list(spans[key, together])
        for (key, together), asked in levels.items()
    }


def filled(values: Iterable[Any], spans: Spans) -> list[Any]:
    """The statement's values, with the days in their places."""
    each = list(spans.values())
    return [_days(each[value.number], value) if isinstance(value, Days) else value for value in values]


def _days(spans: Sequence[Span], which: Days) -> list[date]:
    return [span.end if which.last else span.start for span in spans]


def read(rows: Iterable[Sequence[Any]], spans: Spans, indicators: Mapping[str, Indicator], *, hub: bool) -> Found:
    """What the rows of the statement say, also of spans in which nothing counts."""
    tables: list[dict[int, list[dict[str, Measured]]]] = []
    found: dict[Question, dict[str, Measured]] = {}
    for count, asked in spans.items():
        tables.append({grouping: [{} for _ in asked] for grouping in _groupings(count)})
        for grouping, level in _groupings(count).items():
            questions = (Question(count.key, level, span, hub) for span in asked)
            found |= zip(questions, tables[-1][grouping], strict=True)
    fen = [in_fen(indicators[count.key]) for count in spans]
    for number, grouping, span, code, value, total in rows:
        measured = Measured(_amount(value, fen=fen[number]), None if total is None else Decimal(total))
        tables[number][grouping][span - 1][code or WHOLE] = measured
    return found


def _amount(value: Decimal | None, *, fen: bool) -> Decimal:
    """A value as the API has it; a sum of money is stored in fen."""
    if value is None:
        return Decimal(0)
    return to_yuan(int(value)) if fen else value


async def measured(loaders: Loaders, terms: Terms, questions: Sequence[Question]) -> Found:
    """The answers, with whatever else of the operation is asked for under the same rules, in one statement."""

    async def load(asked: list[Question]) -> list[Mapping[str, Measured]]:
        spans = spans_of(asked)
        sql, values = compiled(statement(list(spans), terms))
        rows = await loaders.fetch(sql, filled(values, spans))
        found = read(rows, spans, terms.indicators, hub=asked[0].hub)
        return [found[question] for question in asked]

    promised = [loaders.load("measured", question, load) for question in questions]
    return {question: await found for question, found in zip(questions, promised, strict=True)}
