"""The base of every sector record: whose county it is, when, how far it has come, and who wrote it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Computed,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    String,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.orm import declared_attr
from sqlmodel import Field

from hub.database.tables import Table
from hub.records.columns import References, choice
from hub.records.problems import Problem
from hub.records.status import Status


class Record(Table):
    """A row of a sector: it belongs to one county and one measure, has a period, and is never deleted."""

    measure: ClassVar[str]
    """The measure of the plan that the record type belongs to; decides who may read and write it."""
    natural_key: ClassVar[tuple[str, ...]] = ()
    """Columns that, together with the county, no two records share unless one is withdrawn."""
    internal: ClassVar[tuple[str, ...]] = ()
    """Columns that no field serves, on purpose."""
    impersonal: ClassVar[tuple[str, ...]] = ()
    """Columns that by their name might hold personal data and don't."""
    derived: ClassVar[tuple[str, ...]] = ()
    """Columns that a trigger sets from other records, whatever is written; no writer gives them."""
    enforced: ClassVar[Mapping[str, Problem]] = {}
    """Rules over several rows, kept by triggers: by the constraint's name that a breach tells, the writer's problem."""

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInteger, sa_column_args=[Identity(always=False)])
    county_code: str = Field(foreign_key="hub_area.code", max_length=20)
    starts_on: date
    ends_on: date | None = None
    year: int | None = Field(
        default=None,
        sa_type=Integer,
        sa_column_args=[Computed("extract(year from starts_on)::integer", persisted=True)],
    )
    status: Status = choice(Status, Status.DRAFT)
    status_reason: str | None = Field(default=None, max_length=1000)
    revision: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
    synthetic: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    authors: list[str] = Field(default_factory=list, sa_type=ARRAY(String))
    created_by: str = Field(max_length=200)
    created_at: datetime | None = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.now(), "nullable": False},
    )
    updated_by: str = Field(max_length=200)
    updated_at: datetime | None = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.now(), "nullable": False},
    )

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        """Constraints and indexes that every record table has; `county_code` leads each."""
        return (*_constraints(cls), {"info": {"measure": cls.measure}})

    def problems(self) -> Iterator[Problem]:
        """What is wrong between the fields of this record; a sector's model adds its own rules."""
        yield from ()

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:  # noqa: ARG002
        """What is wrong between this record and those that it refers to, which stand by the column's name.

        Each is as the writer reads it, with its columns as attributes; a reference that is null isn't there.
        """
        yield from ()


def _constraints(model: type[Record]) -> Iterator[Any]:
    table = model.__tablename__
    yield UniqueConstraint("county_code", "id")
    yield CheckConstraint("ends_on is null or ends_on >= starts_on", name="period")
    yield CheckConstraint("revision >= 1", name="revision")
    yield Index(f"ix_{table}_county_year", "county_code", "year")
    yield Index(f"ix_{table}_county_start", "county_code", "starts_on", "id")
    yield Index(f"ix_{table}_start", "starts_on", "id")
    if model.natural_key:
        live = text("status <> 'WITHDRAWN'")
        yield Index(f"uq_{table}_natural", "county_code", *model.natural_key, unique=True, postgresql_where=live)
    for name, target in references(model).items():
        yield ForeignKeyConstraint(["county_code", name], [f"{target}.county_code", f"{target}.id"])
        yield Index(f"ix_{table}_{name}", name, "starts_on", "id")


def generated(table: SqlTable) -> frozenset[str]:
    """The columns that the database computes, which nobody writes."""
    return frozenset(column.name for column in table.columns if column.computed is not None)


def references(model: type[Record]) -> dict[str, str]:
    """The columns of a record that point at another record of the same county, with the table pointed at."""
    marked = ((n, m) for n, f in model.model_fields.items() for m in f.metadata if isinstance(m, References))
    return {name: mark.table for name, mark in marked}


INTERNAL = frozenset({"authors", "year"})
"""Shared columns that no client sees."""
