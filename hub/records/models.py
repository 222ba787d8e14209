"""The centre's tables beside the sectors' records: their history, and the requests that wrote them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Identity, Index, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from hub.database.tables import Table


class History(Table, table=True):
    """One earlier version of a record: `old` is the row as it was until `at`, changed by `who`."""

    __tablename__ = "hub_history"
    __table_args__ = (Index("ix_hub_history_row", "relation", "row_id", "at"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInteger, sa_column_args=[Identity(always=True)])
    relation: str = Field(max_length=100)
    row_id: int = Field(sa_type=BigInteger)
    revision: int
    measure: str = Field(max_length=60)
    county_code: str = Field(max_length=20)
    at: datetime | None = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.clock_timestamp(), "nullable": False},
    )
    who: str = Field(max_length=200)
    act: str = Field(max_length=10)
    old: dict[str, Any] = Field(sa_type=JSONB)


class Request(Table, table=True):
    """One write that was done: by whom, under which id, of what, and the record that it wrote."""

    subject: str = Field(primary_key=True, max_length=200)
    request_id: str = Field(primary_key=True, max_length=100)
    digest: str = Field(max_length=64)
    record_id: int = Field(sa_type=BigInteger)
    at: datetime | None = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.now(), "nullable": False},
    )
