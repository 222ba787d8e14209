"""Where arguments name values of a column, the reader's rules for it narrow what is named; no row need be checked."""

from collections.abc import Iterator, Sequence
from operator import eq, ne
from typing import Any

from sqlalchemy import (
    ARRAY,
    BinaryExpression,
    BindParameter,
    BooleanClauseList,
    CollectionAggregate,
    ColumnClause,
    ColumnElement,
    FromClause,
    and_,
    any_,
    func,
    select,
    true,
)
from sqlalchemy.sql.operators import and_ as and_operator

Condition = ColumnElement[bool]


def names_counties(table: FromClause, conditions: Sequence[Condition]) -> bool:
    """Whether the arguments say of which counties the rows are: then the index by county is the way to them."""
    column = table.c.get("county_code")
    return any(_names(part) and part.left is column for part in _conjuncts(*conditions))


def applied_to_values(conditions: Sequence[Condition], predicate: Condition) -> tuple[Sequence[Condition], Condition]:
    """Conditions and predicate that together show the same rows, most of it known before there is a row.

    A rule that compares nothing but a column whose values are asked for moves there: a county outside the reader's is
    taken off the counties that are asked for. What speaks of more, such as dates or drafts of some counties, stays.
    """
    asked: list[Any] = list(_conjuncts(*conditions))
    places = {part.left: place for place, part in enumerate(asked) if _names(part)}
    rules, left = dict[int, list[Any]](), [true()]
    for rule in _conjuncts(predicate):
        if _compares(rule) and rule.left in places:
            rules.setdefault(places[rule.left], []).append(rule)
        else:
            left.append(rule)
    return [_among(part, rules[place]) if place in rules else part for place, part in enumerate(asked)], and_(*left)


def _among(named: Any, rules: Sequence[Any]) -> Condition:
    """The column is one of the named values that pass the rules."""
    column, right = named.left, named.right
    several = isinstance(right, CollectionAggregate)
    value = func.unnest(right.element).column_valued("named") if several else right
    passing = select(value).where(*(rule.operator(value, rule.right) for rule in rules)).scalar_subquery()
    found: Condition = column == (any_(func.array(passing, type_=ARRAY(column.type))) if several else passing)
    return found


def _names(part: Any) -> bool:
    """Whether it is `column = :value` or `column = any(:values)`."""
    return _compares(part) and part.operator is eq and not isinstance(part.right, ColumnClause)


def _compares(part: Any) -> bool:
    """Whether it compares a column with values, given or written."""
    if not isinstance(part, BinaryExpression) or part.operator not in {eq, ne}:
        return False
    right: Any = part.right.element if isinstance(part.right, CollectionAggregate) else part.right
    return isinstance(right, BindParameter) or (isinstance(right, ColumnClause) and right.table is None)


def _conjuncts(*conditions: Any) -> Iterator[Any]:
    for condition in conditions:
        if isinstance(condition, BooleanClauseList) and condition.operator is and_operator:
            yield from _conjuncts(*condition.clauses)
        else:
            yield condition
