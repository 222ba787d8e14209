"""The table of registered documents."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, LargeBinary, func
from sqlmodel import Field

from hub.database.tables import Table


class TrustedDocument(Table, table=True):
    """One document under the id by which clients ask for it."""

    __table_args__ = (CheckConstraint("sha256 = sha256(convert_to(text, 'UTF8'))", name="sha256"),)

    id: str = Field(primary_key=True, max_length=100)
    """A custom or a SHA-256 hex document identifier, without its prefix (GraphQL over HTTP, appendix A)."""
    sha256: bytes = Field(sa_type=LargeBinary)
    """Of the text in UTF-8: every document may also be asked for by that."""
    text: str
    registered_at: datetime | None = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.clock_timestamp(), "nullable": False},
    )
    registered_by: str = Field(max_length=200)
