"""The base of every table: one metadata, one naming convention, names derived from package and class."""

from typing import Any, ClassVar

from sqlalchemy.orm import declared_attr
from sqlmodel import SQLModel

from hub.naming import snake

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
SQLModel.metadata.naming_convention = NAMING


class Table(SQLModel):
    """A table of the hub or of a sector; `modules.education.models.School` is stored in `education_school`."""

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
