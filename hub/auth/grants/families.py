"""Families of tokens: how a person's grant begins, how a code or refresh token is used once, and what a reuse ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import TypeAlias, cast
from uuid import UUID

from authlib.oauth2.rfc6749 import InvalidGrantError  # type: ignore[import-untyped]
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from hub.auth.audit import Event, Kind, entry
from hub.auth.grants.denials import ending
from hub.auth.grants.models import AuthorizationCode, RefreshToken, TokenFamily
from hub.auth.models import Client, hash_of
from hub.auth.people.models import Person

FAMILY_LIFE = timedelta(days=30)
"""From the sign-in to the absolute end of all that follows from it."""
CODE_LIFE = timedelta(seconds=60)
GRACE = timedelta(seconds=10)
"""How long a second use is taken for a lost answer or a second tab; it gets nothing, but ends nothing either."""

Credential: TypeAlias = AuthorizationCode | RefreshToken


@dataclass(frozen=True, slots=True)
class Presented:
    """A code or refresh token that a client has sent, and its family; the methods are those that Authlib calls."""

    credential: Credential
    family: TokenFamily

    def check_client(self, client: Client) -> bool:
        """Whether it was given to this client."""
        return self.family.client_id == client.id

    def get_scope(self) -> str:
        """The scopes that the person granted."""
        return " ".join(self.family.scopes)

    def get_redirect_uri(self) -> str:
        """Where the code was sent."""
        return self.code.redirect_uri

    @property
    def code(self) -> AuthorizationCode:
        """The credential, which the caller knows to be a code."""
        assert isinstance(self.credential, AuthorizationCode)
        return self.credential

    def expired(self, now: datetime) -> bool:
        """Whether it is a code whose minute is over; a refresh token lasts as long as its family."""
        return isinstance(self.credential, AuthorizationCode) and self.credential.expires_at <= now


@dataclass(frozen=True, slots=True)
class Holder:
    """For whom a client gets tokens: a person as the tables have them now, and the family of the grant."""

    person_id: UUID
    organisation: str
    roles: tuple[str, ...]
    family: TokenFamily
    demo: bool


def present(db: Session, kind: type[AuthorizationCode] | type[RefreshToken], token: str) -> Presented | None:
    """What is kept of a code or refresh token, whether or not it still holds; None for one that never was."""
    statement = select(kind, TokenFamily).join(TokenFamily, col(kind.family_id) == col(TokenFamily.id))
    row = db.execute(statement.where(col(kind.hash) == hash_of(token))).first()
    return Presented(cast(Credential, row[0]), row[1]) if row else None


def redeem(db: Session, presented: Presented, now: datetime) -> Holder:
    """Use a code or refresh token, of many callers at once one; raises InvalidGrantError to the others.

    To be called before anything is issued. A use after the grace is taken for theft, and ends the family.
    """
    if not _claim(db, presented.credential, now):
        _judge_reuse(db, presented, now)
        raise InvalidGrantError("The code or refresh token has been used already.")
    holder = None if presented.expired(now) else holder_of(db, presented.family, now)
    if holder is None:
        raise InvalidGrantError("The code or refresh token has expired or was revoked.")
    return holder


def _claim(db: Session, credential: Credential, now: datetime) -> bool:
    kind = type(credential)
    unused = (col(kind.hash) == credential.hash, col(kind.used_at).is_(None))
    statement = update(kind).where(*unused).values(used_at=now).returning(col(kind.hash))
    return db.execute(statement, execution_options={"synchronize_session": False}).first() is not None


def _judge_reuse(db: Session, presented: Presented, now: datetime) -> None:
    kind, family = type(presented.credential), presented.family
    used_at = db.scalar(select(col(kind.used_at)).where(col(kind.hash) == presented.credential.hash))
    if used_at is None or now - used_at <= GRACE:
        return
    db.execute(ending(col(TokenFamily.id) == family.id, now))
    db.execute(entry(Event(Kind.TOKEN_REUSE, who=str(family.person_id), client=family.client_id, reason=kind.__name__)))


def holder_of(db: Session, family: TokenFamily, now: datetime) -> Holder | None:
    """The person behind a family, unless it has ended or the person is disabled."""
    statement = (
        select(col(Person.organisation_code), col(Person.roles), col(Person.demo))
        .join(TokenFamily, col(TokenFamily.person_id) == col(Person.id))
        .where(col(TokenFamily.id) == family.id, col(TokenFamily.revoked_at).is_(None))
        .where(col(TokenFamily.expires_at) > now, col(Person.disabled_at).is_(None))
    )
    row = db.execute(statement).first()
    return Holder(family.person_id, row[0], tuple(row[1]), family, row[2]) if row else None


def renew(db: Session, family: TokenFamily) -> str:
    """A new refresh token of the family: 256 random bits, of which a hash is kept."""
    token = token_urlsafe(32)
    db.add(RefreshToken(hash=hash_of(token), family_id=family.id))
    return token
