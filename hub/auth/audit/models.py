"""The tables of the audit trail: its entries, and where the chain over them begins and ends."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Identity, Index, LargeBinary, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from hub.database.tables import Table


class AuditEntry(Table, table=True):
    """One event. `position` and `hash` are set once, by the database, when the entry joins the chain."""

    __table_args__ = (
        Index("ix_hub_audit_entry_unsealed", "id", postgresql_where=text("position is null")),
        CheckConstraint("(position is null) = (hash is null)", name="sealed"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInteger, sa_column_args=[Identity(always=True)])
    at: datetime | None = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.clock_timestamp(), "nullable": False},
        index=True,
    )
    kind: str = Field(max_length=40)
    who: str | None = Field(default=None, max_length=200, index=True)
    client: str | None = Field(default=None, max_length=100)
    purpose: str | None = Field(default=None, max_length=40)
    operation: str | None = Field(default=None, max_length=100)
    document: bytes | None = Field(default=None, sa_type=LargeBinary)
    target: str | None = Field(default=None, max_length=200)
    reason: str | None = Field(default=None, max_length=100)
    counts: dict[str, int] = Field(sa_type=JSONB)
    request_id: str | None = Field(default=None, max_length=64)
    position: int | None = Field(default=None, sa_type=BigInteger, unique=True)
    hash: bytes | None = Field(default=None, sa_type=LargeBinary)


class AuditChain(Table, table=True):
    """Where the chain begins, after what was removed in time, and where it ends. It has one row."""

    __table_args__ = (CheckConstraint("single", name="single"),)

    single: bool = Field(default=True, primary_key=True)
    base_position: int = Field(sa_type=BigInteger)
    base_hash: bytes = Field(sa_type=LargeBinary)
    head_position: int = Field(sa_type=BigInteger)
    head_hash: bytes = Field(sa_type=LargeBinary)
