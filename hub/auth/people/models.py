"""The tables of people: their accounts, the sessions of their browsers, and the attempts to sign in still counted."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, DateTime, ForeignKey, Identity, LargeBinary, String, func
from sqlalchemy import text as sql
from sqlmodel import Field

from hub.auth.people.names import NAME
from hub.database.tables import Table


def _moment(*, index: bool = False) -> Any:
    return Field(sa_type=DateTime(timezone=True), index=index)


def _digest(**column: Any) -> Any:
    return Field(sa_type=LargeBinary, **column)


class Person(Table, table=True):
    """Somebody who signs in with a password; acts for one organisation, in the roles given here."""

    __table_args__ = (CheckConstraint(f"name ~ '{NAME.pattern}'", name="name"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(unique=True, max_length=60)
    """The name to sign in with."""
    display_name: str = Field(min_length=1, max_length=100)
    organisation_code: str = Field(foreign_key="hub_organisation.code", index=True, max_length=60)
    roles: list[str] = Field(sa_type=ARRAY(String))
    password_hash: str = Field(max_length=200)
    """In argon2's own form, which names its parameters."""
    totp_jwe: str | None = None
    """The secret of the second factor, sealed under the key-encryption key."""
    totp_confirmed_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    """Since when the second factor counts: its first right code has come."""
    totp_step: int | None = Field(default=None, sa_type=BigInteger)
    """The time step of the last code that was taken: no code is taken twice (RFC 6238 section 5.2)."""
    demo: bool = Field(default=False, sa_column_kwargs={"server_default": sql("false")})
    created_at: datetime | None = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.now(), "nullable": False},
    )
    disabled_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


class BrowserSession(Table, table=True):
    """A browser at which a person gave the password; the cookie itself is nowhere kept."""

    __table_args__ = (CheckConstraint("octet_length(hash) = 32", name="hash"),)

    hash: bytes = _digest(primary_key=True)
    person_id: UUID = Field(sa_column_args=[ForeignKey("hub_person.id", ondelete="CASCADE")], index=True)
    amr: list[str] = Field(sa_type=ARRAY(String))
    """How the person proved who they are (RFC 8176)."""
    authenticated_at: datetime = _moment()
    expires_at: datetime = _moment(index=True)


class SignInAttempt(Table, table=True):
    """One attempt to sign in that failed, or is not decided yet; forgotten after a quarter of an hour."""

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInteger, sa_column_args=[Identity(always=True)])
    name_hash: bytes = _digest(index=True)
    """Of the name as it was given: people type passwords there by mistake."""
    address_hash: bytes = _digest(index=True)
    at: datetime = _moment(index=True)
