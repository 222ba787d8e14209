"""The base of every table: one metadata, one naming convention, names derived from package and class."""

from typing import Any, ClassVar

from sqlalchemy import CheckConstraint
from sqlalchemy import Table as SqlTable
from sqlalchemy.orm import declared_attr
from sqlmodel import SQLModel

from hub.naming import snake


def _check_name(check: CheckConstraint, _: SqlTable) -> str:
    """The name that a CHECK was given; that of an enumeration has none, and is called after its column."""
    return check.name if isinstance(check.name, str) else next(iter(check.columns)).name


NAMING: dict[str, Any] = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "constraint_name": _check_name,
}
SQLModel.metadata.naming_convention = NAMING


class Table(SQLModel):
    """A table of the hub or of a sector; `modules.education.models.School` is stored in `education_school`."""

    model_config = {"defer_build": True}
    prefix: ClassVar[str | None] = None
    """Overrides the prefix that the package gives."""

    @declared_attr.directive
    @classmethod
    def __tablename__(cls) -> str:
        """Prefix and class name in snake case."""
        return f"{cls.prefix or sector_of(cls)}_{snake(cls.__name__)}"


def sector_of(model: type[Any]) -> str:
    """`education` for a class of `modules.education.models`, `hub` for one of the hub."""
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "modules" else parts[0]
