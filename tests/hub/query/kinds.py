"""Every kind of statement over rivers, and what plain Python gets by it from the rivers that a reader may see."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    Select,
    case,
    distinct,
    exists,
    func,
    literal,
    select,
    true,
    union,
    union_all,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on
from sqlalchemy.orm import aliased
from sqlmodel import col

from tests.river.models import River, Survey

Rivers = Sequence[River]
Surveys = Sequence[Survey]
Expected = Callable[[Rivers, Surveys], Any]
R, S = River.__table__, Survey.__table__  # type: ignore[attr-defined]
OTHER = aliased(River)
A = R.alias("another")
IDS = select(R.c.id)
CHAIN = select(R.c.id.label("id"), literal(1).label("depth")).where(R.c.id == 1).cte("chain", recursive=True)


def ids(rivers: Rivers, _: Surveys) -> list[tuple[Any, ...]]:
    return sorted((river.id,) for river in rivers)


def count(rivers: Rivers, _: Surveys) -> list[tuple[Any, ...]]:
    return [(len(rivers),)]


def pairs(rivers: Rivers, surveys: Surveys) -> list[tuple[Any, ...]]:
    """Each survey that is seen with its river, where that is seen too."""
    seen = {river.id for river in rivers}
    return sorted((survey.id, survey.river_id) for survey in surveys if survey.river_id in seen)


def outer(rivers: Rivers, surveys: Surveys) -> list[tuple[Any, ...]]:
    seen = {river.id for river in rivers}
    return sorted((survey.id, survey.river_id if survey.river_id in seen else 0) for survey in surveys)


def surveyed(rivers: Rivers, surveys: Surveys) -> list[tuple[Any, ...]]:
    found = {survey.river_id for survey in surveys}
    return sorted((river.id,) for river in rivers if river.id in found)


def by_county(rivers: Rivers, _: Surveys) -> list[tuple[Any, ...]]:
    return sorted(Counter(river.county_code for river in rivers).items())


def per_river(rivers: Rivers, surveys: Surveys) -> list[tuple[Any, ...]]:
    found = Counter(survey.river_id for survey in surveys)
    return sorted((river.id, found[river.id or 0]) for river in rivers)


def same_county(rivers: Rivers, _: Surveys) -> list[tuple[Any, ...]]:
    return [(sum(number**2 for number in Counter(river.county_code for river in rivers).values()),)]


RIVER_ROWS: dict[str, Select[Any]] = {
    "an entity": select(River).with_only_columns(col(River.id)),
    "a column": select(col(River.id)),
    "a table": IDS,
    "an alias of the entity": select(OTHER.id),  # type: ignore[call-overload]
    "an alias of the table": select(A.c.id),
    "a subquery": select(IDS.subquery().c.id),
    "a nested subquery": select(select(IDS.subquery()).subquery().c.id),
    "a CTE": select(IDS.cte("mine").c.id),
    "a recursive CTE beside it": select(R.c.id).where(
        exists(select(CHAIN.union_all(select(CHAIN.c.id, CHAIN.c.depth + 1).where(CHAIN.c.depth < 3)).c.id)) | true()
    ),
    "IN a select": select(R.c.id).where(R.c.id.in_(select(A.c.id))),
    "EXISTS": select(R.c.id).where(exists(select(A.c.id).where(A.c.id == R.c.id))),
    "NOT EXISTS": select(R.c.id).where(~exists(select(A.c.id).where(A.c.id == R.c.id, A.c.id < 0))),
    "distinct": select(R.c.id).distinct(),
    "distinct on": select(R.c.id).ext(distinct_on(R.c.id)).order_by(R.c.id),
    "limit": select(R.c.id).order_by(R.c.id).limit(1000).offset(0),
    "except nothing": select(R.c.id).except_(select(R.c.id).where(R.c.id < 0)).subquery().select(),
    "union": union(select(R.c.id), select(A.c.id)).subquery().select(),
    "intersect": select(R.c.id).intersect(select(A.c.id)).subquery().select(),
    "a case": select(case((R.c.id > 0, R.c.id), else_=0)),
    "a self join": select(R.c.id).join(A, A.c.id == R.c.id),
    "a lateral": select(R.c.id).join(select(A.c.id).where(A.c.id == R.c.id).lateral("near"), true()),
    "a window in a subquery": select(
        select(R.c.id, func.row_number().over(order_by=R.c.id).label("n")).subquery().c.id
    ),
    "an unnested array": select(func.unnest(select(func.array_agg(R.c.id)).scalar_subquery()).label("id")),
}
"""Statements that give the id of each river that is seen."""

COUNTS: dict[str, Select[Any]] = {
    "count of all": select(func.count()).select_from(R),
    "count of a column": select(func.count(R.c.id)),
    "count with a filter": select(func.count(R.c.id).filter(R.c.id > 0)),
    "count distinct": select(func.count(distinct(R.c.id))),
    "a scalar subquery": select(select(func.count(R.c.id)).scalar_subquery()),
    "a scalar subquery of a core aggregate": select(select(func.count().filter(R.c.id > 0)).scalar_subquery()),
    "the length of an ordered array": select(
        func.array_length(func.array_agg(aggregate_order_by(R.c.id, R.c.id.desc())), 1)
    ).having(func.count() > 0),
    "a window over all": select(func.count().over()).select_from(R).limit(1),
    "a sum": select(func.sum(case((R.c.id > 0, 1), else_=0))).having(func.count() > 0),
    "jsonb": select(func.jsonb_array_length(func.coalesce(func.jsonb_agg(R.c.id), func.jsonb_build_array()))),
    "a union": select(func.count()).select_from(
        union_all(select(R.c.id).where(R.c.id > 50), select(A.c.id).where(A.c.id <= 50)).subquery()
    ),
}
"""Statements that count the rivers that are seen; some give no row where there is none."""

OTHERS: dict[str, tuple[Any, Expected]] = {
    "an inner join": (select(S.c.id, R.c.id).join(R, R.c.id == S.c.river_id), pairs),
    "a join in WHERE": (select(S.c.id, R.c.id).where(R.c.id == S.c.river_id), pairs),
    "an outer join": (
        select(S.c.id, func.coalesce(R.c.id, 0)).select_from(S).outerjoin(R, R.c.id == S.c.river_id),
        outer,
    ),
    "a full join": (
        select(S.c.id, func.coalesce(R.c.id, 0))
        .select_from(S)
        .join(R, R.c.id == S.c.river_id, full=True)
        .where(S.c.id.is_not(None)),
        outer,
    ),
    "an outer join of entities": (
        select(col(Survey.id), func.coalesce(col(River.id), 0)).outerjoin(River, col(River.id) == col(Survey.river_id)),
        outer,
    ),
    "a semi-join": (select(R.c.id).where(exists(select(S.c.id).where(S.c.river_id == R.c.id))), surveyed),
    "IN another table": (select(R.c.id).where(R.c.id.in_(select(S.c.river_id))), surveyed),
    "group by": (select(R.c.county_code, func.count()).group_by(R.c.county_code), by_county),
    "a correlated subquery": (
        select(R.c.id, select(func.count(S.c.id)).where(S.c.river_id == R.c.id).correlate(R).scalar_subquery()),
        per_river,
    ),
    "a lateral aggregate": (
        select(R.c.id, select(func.count().label("n")).where(S.c.river_id == R.c.id).lateral("s").c.n),
        per_river,
    ),
    "a cross join": (select(func.count()).select_from(R.join(A, A.c.county_code == R.c.county_code)), same_county),
}

MATRIX: dict[str, tuple[Any, Expected]] = {
    **{name: (statement, ids) for name, statement in RIVER_ROWS.items()},
    **{name: (statement, count) for name, statement in COUNTS.items()},
    **OTHERS,
}
