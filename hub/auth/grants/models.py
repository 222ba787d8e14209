"""What the authorization server keeps of people's grants: families of tokens, codes, refresh tokens, consents."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, BigInteger, DateTime, LargeBinary, String
from sqlmodel import Field

from hub.database.tables import Table

MOMENT = DateTime(timezone=True)


class TokenFamily(Table, table=True):
    """All tokens that follow from one person's signing in through one client; its id is `sid` in each of them."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    client_id: str = Field(foreign_key="hub_client.id", ondelete="CASCADE", index=True, max_length=100)
    person_id: UUID = Field(index=True)
    """A person is disabled and never deleted, so nothing hangs in the air without a foreign key."""
    scopes: list[str] = Field(sa_type=ARRAY(String))
    auth_time: int = Field(sa_type=BigInteger)
    """When the person gave the password, in seconds since 1970."""
    amr: list[str] = Field(sa_type=ARRAY(String))
    created_at: datetime = Field(sa_type=MOMENT)
    expires_at: datetime = Field(sa_type=MOMENT, index=True)
    """The absolute end: no token of the family lives longer."""
    revoked_at: datetime | None = Field(default=None, sa_type=MOMENT)


class AuthorizationCode(Table, table=True):
    """A code on its way from the browser to the client; only its hash is kept (RFC 6749 section 4.1.2)."""

    hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    family_id: UUID = Field(foreign_key="hub_token_family.id", ondelete="CASCADE", index=True)
    redirect_uri: str
    code_challenge: str = Field(max_length=43)
    """By S256, the only method here (RFC 7636 section 4.2)."""
    nonce: str | None = Field(default=None, max_length=255)
    expires_at: datetime = Field(sa_type=MOMENT)
    used_at: datetime | None = Field(default=None, sa_type=MOMENT)


class RefreshToken(Table, table=True):
    """A refresh token, good for one use; only its hash is kept. It ends with its family."""

    hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    family_id: UUID = Field(foreign_key="hub_token_family.id", ondelete="CASCADE", index=True)
    used_at: datetime | None = Field(default=None, sa_type=MOMENT)


class Consent(Table, table=True):
    """The scopes that a person has let a client have, until it is withdrawn."""

    person_id: UUID = Field(primary_key=True)
    client_id: str = Field(primary_key=True, foreign_key="hub_client.id", ondelete="CASCADE", max_length=100)
    scopes: list[str] = Field(sa_type=ARRAY(String))
    given_at: datetime = Field(sa_type=MOMENT)


class DeniedToken(Table, table=True):
    """An access token, by its `jti`, or all of a family, by their `sid`, that ended before its time."""

    key: str = Field(primary_key=True, max_length=100)
    expires_at: datetime = Field(sa_type=MOMENT, index=True)


class UsedAssertion(Table, table=True):
    """A client's assertion that has been used (RFC 7523 section 3, `jti`); only a hash is kept."""

    hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    expires_at: datetime = Field(sa_type=MOMENT, index=True)
