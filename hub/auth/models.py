"""What the authorization server keeps: its clients and its signing keys."""

from datetime import datetime
from enum import Enum
from hashlib import sha256
from secrets import compare_digest
from typing import Any

from sqlalchemy import ARRAY, CheckConstraint, DateTime, Index, LargeBinary, String, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from hub.auth.clients.addresses import same_redirect
from hub.database.tables import Table
from hub.records.columns import choice

LONGEST_LIFE = 600
"""Seconds that an access token lives at most."""
CLIENT_CREDENTIALS = "client_credentials"
"""The grant of a client that acts for its own organisation (RFC 6749 section 4.4)."""
AUTHORIZATION_CODE = "authorization_code"
"""The grant of a client that acts for the person who is signed in (RFC 6749 section 4.1)."""
REFRESH_TOKEN = "refresh_token"  # noqa: S105 - the name of a grant
"""The grant that renews what a person has granted (RFC 6749 section 6)."""
GRANTS = (CLIENT_CREDENTIALS, AUTHORIZATION_CODE, REFRESH_TOKEN)
OPENID, PROFILE = "openid", "profile"
"""The scopes of OpenID Connect Core section 5.4: who has signed in, and that person's name and organisation."""
IDENTITY = frozenset({OPENID, PROFILE})
ACCOUNTS = "accounts"
"""The scope in which a client keeps accounts and clients for an administrator."""
PLAIN = IDENTITY | {ACCOUNTS}
"""Scopes that open no records, and so need no scope to read beside them."""
INTROSPECT = "introspect"
"""The role of a resource server, which may ask about any client's tokens (RFC 7662)."""


class AuthMethod(Enum):
    """How a client proves itself at the token endpoint."""

    CLIENT_SECRET = ("client_secret_basic", "client_secret_post")
    """A shared secret, by HTTP Basic or in the form (RFC 6749 section 2.3.1)."""
    PRIVATE_KEY_JWT = ("private_key_jwt",)
    """An assertion signed with a key of its own (RFC 7523 section 2.2)."""
    NONE = ("none",)
    """A public client, such as an app in a browser, which can keep no secret (RFC 6749 section 2.1)."""


METHODS = [name for method in AuthMethod for name in method.value]
CONFIDENTIAL = [name for name in METHODS if name not in AuthMethod.NONE.value]


class KeyState(Enum):
    """Where a signing key stands: published ahead, in use, or published until its last token has expired."""

    NEXT = "next"
    ACTIVE = "active"
    RETIRED = "retired"


class Client(Table, table=True):
    """A program that may ask for tokens: for its own organisation, in the roles given here, or for who signs in."""

    __table_args__ = (
        CheckConstraint(f"access_token_seconds between 1 and {LONGEST_LIFE}", name="access_token_seconds"),
        CheckConstraint("octet_length(secret_hash) = 32", name="secret_hash"),
        CheckConstraint("(auth_method = 'CLIENT_SECRET') = (secret_hash is not null)", name="secret"),
        CheckConstraint("(auth_method = 'PRIVATE_KEY_JWT') = (jwks is not null)", name="jwks"),
    )

    id: str = Field(primary_key=True, max_length=100)
    organisation_code: str = Field(foreign_key="hub_organisation.code", index=True, max_length=60)
    roles: list[str] = Field(sa_type=ARRAY(String))
    scopes: list[str] = Field(sa_type=ARRAY(String))
    grants: list[str] = Field(sa_type=ARRAY(String))
    auth_method: AuthMethod = choice(AuthMethod, AuthMethod.CLIENT_SECRET)
    secret_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    jwks: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    """The public keys (RFC 7517) of a client that proves itself by private_key_jwt."""
    redirect_uris: list[str] = Field(default_factory=list, sa_type=ARRAY(String))
    post_logout_uris: list[str] = Field(default_factory=list, sa_type=ARRAY(String))
    origins: list[str] = Field(default_factory=list, sa_type=ARRAY(String))
    """Where its pages come from, so that a browser lets them call the hub (CORS)."""
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
        return self.secret_hash is not None and compare_digest(self.secret_hash, hash_of(client_secret))

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """Whether the client may prove itself in this way; who can't is told nothing about tokens (RFC 7662)."""
        return method in self.auth_method.value and (method != "none" or endpoint != "introspection")

    def check_grant_type(self, grant_type: str) -> bool:
        """Whether the client may use this grant."""
        return grant_type in self.grants

    def check_response_type(self, response_type: str) -> bool:
        """Whether the client may send people here to sign in."""
        return response_type == "code" and AUTHORIZATION_CODE in self.grants

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Whether a code may be sent there: to a registered address and no other."""
        return any(same_redirect(registered, redirect_uri) for registered in self.redirect_uris)

    def get_default_redirect_uri(self) -> str | None:
        """None: a client always says where it wants its answer (RFC 9700 section 4.1.1)."""
        return None

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """The scopes asked for, or all that are registered; None when more is asked for than is registered."""
        scopes = frozenset(scope.split(" ") if scope else self.scopes)
        return " ".join(sorted(scopes)) if scopes and scopes <= frozenset(self.scopes) else None


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
