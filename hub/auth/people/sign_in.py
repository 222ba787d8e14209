"""Signing in: name and password, then a second factor where the roles ask for it; each step makes a new session."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col
from starlette.requests import Request

from hub.auth.audit import Event, Kind, entry
from hub.auth.people.address import address_of
from hub.auth.people.assurance import ONE_TIME, PASSWORD
from hub.auth.people.errors import BusyError
from hub.auth.people.models import Person
from hub.auth.people.names import known_form
from hub.auth.people.passwords import Passwords
from hub.auth.people.second_factor import SecondFactors
from hub.auth.people.sessions import Sessions, Visitor, second_factor_due
from hub.auth.people.throttle import Throttle
from hub.endpoint.logs import logger

OPERATION = "oauth/sign-in"
log = logger("hub.auth.people")


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that has begun: the value of its cookie, and whether the second step is still due."""

    cookie: str
    second_factor_due: bool


class SignIn:
    """The two steps: each begins a new session, or gives None for what was wrong, whatever it was.

    Both raise TooManyAttemptsError, and the first BusyError, before the password is looked at.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        sessions: Sessions,
        passwords: Passwords,
        factors: SecondFactors,
        throttle: Throttle,
    ) -> None:
        self._engine, self._sessions, self._passwords = engine, sessions, passwords
        self._factors, self._throttle = factors, throttle

    async def by_password(self, request: Request, name: str, password: str) -> Begun | None:
        """The first step: a name and its password."""
        name = known_form(name)
        person = await self._person(name)
        stored = person.password_hash if person else None
        right = await self._tried(request, name, person, lambda: self._passwords.matches(stored, password))
        if not (right and person):
            return None
        outdated = self._passwords.is_outdated(person.password_hash)
        fresh = await self._passwords.hashed(password) if outdated else person.password_hash
        return await self._begun(request, person, (PASSWORD,), password_hash=fresh)

    async def by_code(self, request: Request, visitor: Visitor, code: str) -> Begun | None:
        """The second step: a code of the person's authenticator app; the first right one confirms a new secret."""
        person = visitor.person
        if not await self._tried(request, f"code:{person.id}", person, lambda: self._factors.takes(person, code)):
            return None
        since = func.coalesce(col(Person.totp_confirmed_at), func.now())
        return await self._begun(request, person, (PASSWORD, ONE_TIME), totp_confirmed_at=since)

    async def confirms(self, request: Request, person: Person, password: str) -> bool:
        """Whether who is signed in knows the password too; counted as an attempt to sign in."""
        stored = person.password_hash
        return await self._tried(request, person.name, person, lambda: self._passwords.matches(stored, password))

    async def _person(self, name: str) -> Person | None:
        """The person of this name, unless disabled."""
        if "\0" in name:
            return None  # PostgreSQL takes no such text
        found = select(Person).where(col(Person.name) == name, col(Person.disabled_at).is_(None))
        async with AsyncSession(self._engine, expire_on_commit=False) as db:
            return (await db.scalars(found)).first()

    async def _tried(
        self, request: Request, name: str, person: Person | None, right: Callable[[], Awaitable[bool]]
    ) -> bool:
        """Whether it was right; counted as a failure, and told to the audit trail, if not."""
        attempt = await self._throttle.attempt(name, address_of(request))
        try:
            was_right = await right()
        except BusyError:
            await self._throttle.withdraw(attempt)
            raise
        if was_right:
            await self._throttle.forgive(attempt)
        else:
            await self._failed(person)
        return was_right

    async def _begun(self, request: Request, person: Person, amr: tuple[str, ...], **changed: object) -> Begun | None:
        """The new session, the person's changed columns, and the entry in the trail: all, or nothing.

        Nothing if the account was disabled or its password changed while this was under way.
        """
        unchanged = (col(Person.id) == person.id) & (col(Person.password_hash) == person.password_hash)
        changing = update(Person).where(unchanged, col(Person.disabled_at).is_(None)).values(**changed)
        async with AsyncSession(self._engine) as db, db.begin():
            if (await (await db.connection()).execute(changing)).rowcount == 0:
                return None
            await db.execute(entry(Event(Kind.SIGN_IN, str(person.id), operation=OPERATION, reason="+".join(amr))))
            return Begun(await self._sessions.start(db, person, amr, request), second_factor_due(person, amr))

    async def _failed(self, person: Person | None) -> None:
        who, reason = (str(person.id), "wrong") if person else (None, "unknown_name")
        log.info("sign_in_failed", person=who, reason=reason)
        async with AsyncSession(self._engine) as db, db.begin():
            await db.execute(entry(Event(Kind.SIGN_IN_FAILED, who, operation=OPERATION, reason=reason)))
