"""How personal data is shown to those who may not see it: made in the SELECT list, so nothing later can show more."""

from collections.abc import Callable

from sqlalchemy import Column, ColumnElement, FromClause, String, case, cast, func, literal_column, null

from hub.auth.access import Reach
from hub.query.scope import within

Mask = Callable[[ColumnElement[str]], ColumnElement[str]]


def _name(value: ColumnElement[str]) -> ColumnElement[str]:
    return func.left(value, 1, type_=String) + literal_column("'*'", String)


def _phone(value: ColumnElement[str]) -> ColumnElement[str]:
    return func.left(value, 3, type_=String) + literal_column("'****'", String) + func.right(value, 4, type_=String)


def _identity(value: ColumnElement[str]) -> ColumnElement[str]:
    stars = literal_column("'**********'", String)
    return func.left(value, 4, type_=String) + stars + func.right(value, 4, type_=String)


def _hidden(value: ColumnElement[str]) -> ColumnElement[str]:  # noqa: ARG001
    return cast(null(), String)


MASKS: dict[str, Mask] = {"name": _name, "phone": _phone, "identity": _identity, "hidden": _hidden}
"""`张*`, `138****1234`, `4510**********123X`, and nothing at all."""

OPEN = "_open_"
"""What the label of an unmasked value begins with; behind it stands the label of the mask."""


def opened(table: FromClause, column: Column[str], reach: Reach) -> ColumnElement[str | None]:
    """The value itself in the rows where the reader may see personal data, and null in the others."""
    return case((within(table, reach), column))
