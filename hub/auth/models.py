"""What the authorization server keeps: its clients and its signing keys."""

from datetime import datetime
from enum import Enum
from hashlib import sha256
from secrets import compare_digest
from typing import Any

from sqlalchemy import ARRAY, CheckConstraint, DateTime, Index, LargeBinary, String, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from hub.database.tables import Table
from hub.records.columns import choice

LONGEST_LIFE = 600
"""Seconds that an access token lives at most."""
CLIENT_CREDENTIALS = "client_credentials"
"""The grant of a client that acts for its own organisation (RFC 6749 section 4.4)."""


class AuthMethod(Enum):
    """How a client proves itself at the token endpoint."""

    CLIENT_SECRET = ("client_secret_basic", "client_secret_post")
    """A shared secret, by HTTP Basic or in the form (RFC 6749 section 2.3.1)."""


class KeyState(Enum):
    """Where a signing key stands: published ahead, in use, or published until its last token has expired."""

    NEXT = "next"
    ACTIVE = "active"
    RETIRED = "retired"


class Client(Table, table=True):
    """A program that may ask for tokens; it acts for one organisation, in the roles given here."""

    __table_args__ = (
        CheckConstraint(f"access_token_seconds between 1 and {LONGEST_LIFE}", name="access_token_seconds"),
        CheckConstraint("octet_length(secret_hash) = 32", name="secret_hash"),
    )

    id: str = Field(primary_key=True, max_length=100)
    organisation_code: str = Field(foreign_key="hub_organisation.code", index=True, max_length=60)
    roles: list[str] = Field(sa_type=ARRAY(String))
    scopes: list[str] = Field(sa_type=ARRAY(String))
    grants: list[str] = Field(sa_type=ARRAY(String))
    auth_method: AuthMethod = choice(AuthMethod, AuthMethod.CLIENT_SECRET)
    secret_hash: bytes = Field(sa_type=LargeBinary)
    access_token_seconds: int = LONGEST_LIFE
    demo: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    created_at: datetime | None = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.now(), "nullable": False},
    )
    disabled_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))

    # The names that Authlib calls a client by.
    def get_client_id(self) -> str:
        """The client's identifier."""
        return self.id

    def check_client_secret(self, client_secret: str) -> bool:
        """Whether this is the client's secret, compared in constant time."""
        return compare_digest(self.secret_hash, hash_of(client_secret))

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:  # noqa: ARG002 - the same everywhere
        """Whether the client may prove itself in this way."""
        return method in self.auth_method.value

    def check_grant_type(self, grant_type: str) -> bool:
        """Whether the client may use this grant."""
        return grant_type in self.grants


class SigningKey(Table, table=True):
    """A key that signs access tokens; its private half is stored encrypted."""

    __table_args__ = (
        Index("uq_hub_signing_key_active", "state", unique=True, postgresql_where=text("state = 'ACTIVE'")),
        Index("uq_hub_signing_key_next", "state", unique=True, postgresql_where=text("state = 'NEXT'")),
    )

    kid: str = Field(primary_key=True, max_length=100)
    state: KeyState = choice(KeyState)
    public_jwk: dict[str, Any] = Field(sa_type=JSONB)
    private_jwe: str
    """The private JWK as a compact JWE under the key-encryption key."""
    created_at: datetime = Field(sa_type=DateTime(timezone=True))
    activated_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    retired_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


def hash_of(secret: str) -> bytes:
    """What is stored of a secret. It is 256 random bits, so one SHA-256 suffices; a slow hash would add nothing."""
    return sha256(secret.encode()).digest()
