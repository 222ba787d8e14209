"""Browser sessions: a random cookie, of which the database has the hash, and who is behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col
from starlette.requests import Request
from starlette.responses import Response

from hub.auth.people.assurance import ONE_TIME, needs_second_factor
from hub.auth.people.models import BrowserSession, Person
from hub.programme.models import Organisation
from hub.texts import Text

COOKIE = "__Host-sid"
"""The prefix makes browsers refuse it unless it is Secure, for this host only and for every path (RFC 6265bis)."""
LIFE = timedelta(hours=8)
HALF_WAY = timedelta(minutes=10)
"""The time for the second factor once the password was right."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person behind a session that has not expired, whether or not a second factor is still due."""

    person: Person
    session: BrowserSession
    organisation: Text

    @property
    def second_factor_due(self) -> bool:
        """Whether the person has not yet proved what their roles of now ask for."""
        return second_factor_due(self.person, self.session.amr)


def second_factor_due(person: Person, amr: Sequence[str]) -> bool:
    """Whether these proofs are not enough for the person's roles; demo people hold invented data only."""
    return ONE_TIME not in amr and not person.demo and needs_second_factor(person.roles)


class Sessions:
    """The sessions of all browsers."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], float]) -> None:
        self._engine, self._clock = engine, clock

    async def visitor(self, request: Request) -> Visitor | None:
        """Who is at this browser; None for no cookie, an ended session, and a disabled person."""
        cookie = request.cookies.get(COOKIE)
        if not cookie:
            return None
        names = (col(Organisation.name_en), col(Organisation.name_zh))
        statement = (
            select(Person, BrowserSession, *names)
            .join(BrowserSession, col(BrowserSession.person_id) == col(Person.id))
            .join(Organisation, col(Organisation.code) == col(Person.organisation_code))
            .where(col(BrowserSession.hash) == hash_of(cookie), col(BrowserSession.expires_at) > self._now())
            .where(col(Person.disabled_at).is_(None))
        )
        async with AsyncSession(self._engine, expire_on_commit=False) as db:
            row = (await db.execute(statement)).first()
        return None if row is None else Visitor(row[0], row[1], Text(row[2], row[3]))

    async def start(self, db: AsyncSession, person: Person, amr: Sequence[str], replaced: Request) -> str:
        """Begin a session in place of the browser's former one; the cookie's value."""
        now, cookie = self._now(), token_urlsafe(32)
        life = HALF_WAY if second_factor_due(person, amr) else LIFE
        values = {"person_id": person.id, "amr": list(amr), "authenticated_at": now, "expires_at": now + life}
        former = hash_of(replaced.cookies.get(COOKIE, ""))
        ended = (col(BrowserSession.hash) == former) | (col(BrowserSession.expires_at) <= now)
        await db.execute(delete(BrowserSession).where(ended))
        await db.execute(insert(BrowserSession).values(hash=hash_of(cookie), **values))
        return cookie

    async def end(self, db: AsyncSession, request: Request) -> None:
        """End the browser's session on the server."""
        former = hash_of(request.cookies.get(COOKIE, ""))
        await db.execute(delete(BrowserSession).where(col(BrowserSession.hash) == former))

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC)


def hash_of(cookie: str) -> bytes:
    """What is stored of a cookie: 256 random bits need no slow hash."""
    return sha256(cookie.encode()).digest()


def give_cookie(response: Response, value: str) -> None:
    """Let the browser hold the session until it is closed, out of reach of scripts and of other sites' posts."""
    response.set_cookie(COOKIE, value, secure=True, httponly=True, samesite="lax", path="/")


def take_cookie(response: Response) -> None:
    """Let the browser forget the session."""
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax", path="/")
