"""The table of a record type, as the migration of a sector creates it, with its keys, indexes, rules and history.

What stands here is part of migrations that have run, and so doesn't change: a column that the shared record gains
comes with a migration of its own, and new tables with another function.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from hub.records.security import secure

STATUSES = ("DRAFT", "SUBMITTED", "APPROVED", "REJECTED", "WITHDRAWN")


def create_record(table: str, measure: str, *own: sa.Column[Any], natural: Sequence[str]) -> None:
    """Create a table with what every record has and its own columns, under the rules of its measure.

    `natural` are the columns that, with the county, no two records share unless one is withdrawn.
    """
    op.create_table(table, *_shared(), *own, *_keys(table, own))
    op.create_index(f"ix_{table}_county_year", table, ["county_code", "year"])
    op.create_index(f"ix_{table}_county_start", table, ["county_code", "starts_on", "id"])
    op.create_index(f"ix_{table}_start", table, ["starts_on", "id"])
    live = sa.text("status <> 'WITHDRAWN'")
    op.create_index(f"uq_{table}_natural", table, ["county_code", *natural], unique=True, postgresql_where=live)
    for column in own:
        if "record" in column.info:
            op.create_index(f"ix_{table}_{column.name}", table, [column.name, "starts_on", "id"])
    for statement in secure(table, measure):
        op.execute(statement)


def text(name: str, length: int, *, null: bool = False) -> sa.Column[Any]:
    """A text of at most so many characters."""
    return sa.Column(name, sa.String(length), nullable=null)


def number(name: str, *, null: bool = False) -> sa.Column[Any]:
    """A whole number."""
    return sa.Column(name, sa.Integer(), nullable=null)


def money(name: str, *, null: bool = False) -> sa.Column[Any]:
    """An amount in whole fen."""
    return sa.Column(name, sa.BigInteger(), nullable=null)


def day(name: str, *, null: bool = False) -> sa.Column[Any]:
    """A date."""
    return sa.Column(name, sa.Date(), nullable=null)


def flag(name: str) -> sa.Column[Any]:
    """True or false."""
    return sa.Column(name, sa.Boolean(), nullable=False)


def choice(name: str, *names: str, null: bool = False) -> sa.Column[Any]:
    """One of these names: text with a CHECK, which is named after table and column."""
    kind = sa.Enum(*names, name=None, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=null)


def area(name: str, *, null: bool = True) -> sa.Column[Any]:
    """The code of an area, by default none for what is directly under the city."""
    return sa.Column(name, sa.String(20), nullable=null, info={"area": True})


def record(name: str, table: str, *, null: bool = False) -> sa.Column[Any]:
    """The id of a record of the same county in this table."""
    return sa.Column(name, sa.BigInteger(), nullable=null, info={"record": table})


def _shared() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        text("county_code", 20),
        day("starts_on"),
        day("ends_on", null=True),
        sa.Column("year", sa.Integer(), sa.Computed("extract(year from starts_on)::integer", persisted=True)),
        choice("status", *STATUSES),
        text("status_reason", 1000, null=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("authors", sa.ARRAY(sa.String()), nullable=False),
        text("created_by", 200),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        text("updated_by", 200),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    ]


def _keys(table: str, own: Sequence[sa.Column[Any]]) -> Iterator[sa.Constraint]:
    yield sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))
    yield sa.UniqueConstraint("county_code", "id", name=op.f(f"uq_{table}_county_code_id"))
    yield sa.CheckConstraint("ends_on is null or ends_on >= starts_on", name=op.f(f"ck_{table}_period"))
    yield sa.CheckConstraint("revision >= 1", name=op.f(f"ck_{table}_revision"))
    for name in ("county_code", *(column.name for column in own if "area" in column.info)):
        yield sa.ForeignKeyConstraint([name], ["hub_area.code"], name=op.f(f"fk_{table}_{name}"))
    for column in own:
        if target := column.info.get("record"):
            remote, name = [f"{target}.county_code", f"{target}.id"], f"fk_{table}_county_code_{column.name}"
            yield sa.ForeignKeyConstraint(["county_code", column.name], remote, name=op.f(name))
