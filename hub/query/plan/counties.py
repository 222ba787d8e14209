"""Where arguments name counties, the reader's rules for counties cut what is named once, rather than check each row."""

from collections.abc import Iterator, Sequence
from operator import eq
from typing import Any

from sqlalchemy import (
    ARRAY,
    BinaryExpression,
    BindParameter,
    BooleanClauseList,
    CollectionAggregate,
    ColumnElement,
    FromClause,
    and_,
    any_,
    func,
    select,
    true,
)
from sqlalchemy.sql.operators import and_ as and_operator

COUNTY = "county_code"
Condition = ColumnElement[bool]


def names_counties(table: FromClause, conditions: Sequence[Condition]) -> bool:
    """Whether the arguments say of which counties the rows are: then the index by county is the way to them."""
    return any(_of_county(table, part) for part in _conjuncts(and_(true(), *conditions)))


def cut(
    table: FromClause, conditions: Sequence[Condition], predicate: Condition
) -> tuple[Sequence[Condition], Condition]:
    """Conditions and predicate that together show the same rows, most of it known before there is a row.

    The part of the predicate that speaks of the county alone moves into the list of counties that is asked for: a
    county outside the reader's is taken off it. What speaks of more, such as dates and drafts, stays.
    """
    asked, rules = list(_conjuncts(and_(true(), *conditions))), list(_conjuncts(predicate))
    place = next((place for place, part in enumerate(asked) if _of_county(table, part)), None)
    moved = [part for part in rules if _of_county(table, part)]
    if place is None or not moved:
        return conditions, predicate
    asked[place] = _among(asked[place], moved)
    return asked, and_(true(), *(part for part in rules if not _of_county(table, part)))


def _among(named: Any, rules: Sequence[Any]) -> Condition:
    column, right = named.left, named.right
    if isinstance(right, CollectionAggregate):
        code: ColumnElement[Any] = func.unnest(right.element).column_valued("code")
        reached = select(code).where(*(code == rule.right for rule in rules)).scalar_subquery()
        among: Condition = column == any_(func.array(reached, type_=ARRAY(column.type)))
        return among
    only: Condition = column == select(right).where(*(right == rule.right for rule in rules)).scalar_subquery()
    return only


def _of_county(table: FromClause, part: Any) -> bool:
    """Whether it is `county_code = :code` or `county_code = any(:codes)`."""
    return (
        isinstance(part, BinaryExpression)
        and part.operator is eq
        and part.left is table.c.get(COUNTY)
        and isinstance(part.right, BindParameter | CollectionAggregate)
    )


def _conjuncts(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, BooleanClauseList) and condition.operator is and_operator:
        for part in condition.clauses:
            yield from _conjuncts(part)
    else:
        yield condition
