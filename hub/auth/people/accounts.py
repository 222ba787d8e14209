"""Keeping accounts: making and changing them, and ending what somebody no longer may; in the caller's transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from hub.auth.audit import Event, Kind, entry
from hub.auth.grants.denials import ending
from hub.auth.grants.models import TokenFamily
from hub.auth.people.errors import PersonError
from hub.auth.people.models import BrowserSession, Person
from hub.auth.people.names import NAME, known_form
from hub.auth.people.passwords import Passwords
from hub.auth.people.roles import check_roles
from hub.auth.people.strength import check_password
from hub.programme.models import Organisation


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Who is to get an account."""

    name: str
    display_name: str
    organisation: str
    roles: Collection[str]
    password: str


class Accounts:
    """Everybody's accounts. `who` changes them, `through` a client: for the audit trail.

    `who` is an administrator's id or an operator's name. What can't be done raises PersonError, and nothing is written.
    """

    def __init__(
        self,
        db: AsyncSession,
        passwords: Passwords,
        who: str,
        now: datetime | None = None,
        *,
        through: str | None = None,
    ) -> None:
        self._db, self._passwords, self._who, self._now = db, passwords, who, now or datetime.now(UTC)
        self._through = through

    async def add(self, new: NewPerson) -> Person:
        """A new account; its second factor is set up at the first sign-in if its roles ask for one."""
        name = known_form(new.name)
        if not NAME.fullmatch(name):
            raise PersonError(
                "A name has 2 to 60 characters out of a to z, 0 to 9, '.', '_' and '-', and begins with none of these.",
                "用户名须为 2 至 60 个字符，只能包含 a–z、0–9、“.”、“_”、“-”，且以字母或数字开头。",
                "name",
            )
        if await self._db.scalar(select(col(Person.id)).where(col(Person.name) == name)):
            raise PersonError(f"There is a person named {name} already.", f"用户名 {name} 已存在。", "name")
        await self._check_organisation(new.organisation)
        check_roles(new.roles)
        person = Person(
            name=name,
            display_name=new.display_name.strip()[:100] or name,
            organisation_code=new.organisation,
            roles=sorted(set(new.roles)),
            password_hash=await self._hashed(new.password, name, new.organisation),
        )
        self._db.add(person)
        await self._db.flush()
        await self._told(person.id, "added")
        return person

    async def set_password(self, name: str, password: str) -> Person:
        """Another password; every session and token of the person ends."""
        person = await self.named(name)
        stored = await self._hashed(password, person.name, person.organisation_code)
        return await self._changed(person, "password", password_hash=stored)

    async def set_roles(self, name: str, roles: Collection[str]) -> Person:
        """Other roles; every session and token of the person ends, as a second factor may be due now."""
        check_roles(roles)
        person = await self.named(name)
        if str(person.id) == self._who:
            raise PersonError(
                "Nobody changes their own roles: ask another administrator.",
                "不能修改自己的角色：请联系其他管理员。",
                "name",
            )
        return await self._changed(person, "roles", roles=sorted(set(roles)))

    async def grant(self, name: str, role: str) -> Person:
        """One role more."""
        return await self.set_roles(name, {*(await self.named(name)).roles, role})

    async def revoke(self, name: str, role: str) -> Person:
        """One role less; PersonError if it isn't held."""
        held = set((await self.named(name)).roles)
        if role not in held:
            raise PersonError(f"{name} doesn't hold the role {role!r}.", f"{name} 没有角色 {role!r}。", "roles")
        return await self.set_roles(name, held - {role})

    async def disable(self, name: str) -> Person:
        """An account that is closed: it stays, as history and audit trail name it, but opens nothing."""
        return await self._changed(await self.named(name), "disabled", disabled_at=self._now)

    async def enable(self, name: str) -> Person:
        """A closed account that is open again; sessions and tokens of before stay ended."""
        return await self._changed(await self.named(name), "enabled", disabled_at=None)

    async def reset_second_factor(self, name: str) -> Person:
        """No second factor, as after a lost phone: a new one is set up at the next sign-in."""
        none = {"totp_jwe": None, "totp_confirmed_at": None, "totp_step": None}
        return await self._changed(await self.named(name), "second_factor_reset", **none)

    async def named(self, name: str) -> Person:
        """The person of this name; raises PersonError if there is none."""
        found = select(Person).where(col(Person.name) == known_form(name).replace("\0", ""))
        person = (await self._db.scalars(found.with_for_update())).first()
        if person is None:
            raise PersonError(f"There is no person named {name!r}.", f"用户名 {name!r} 不存在。", "name")
        return person

    async def _changed(self, person: Person, what: str, **values: object) -> Person:
        await self._db.execute(update(Person).where(col(Person.id) == person.id).values(**values))
        await end_access(self._db, person.id, self._now)
        await self._told(person.id, what)
        await self._db.refresh(person)
        return person

    async def _hashed(self, password: str, *about: str) -> str:
        check_password(password, *about)
        return await self._passwords.hashed(password)

    async def _check_organisation(self, code: str) -> None:
        if not await self._db.scalar(select(func.count()).where(col(Organisation.code) == code.replace("\0", ""))):
            raise PersonError(
                f"There is no organisation {code!r} in the programme.", f"方案中没有单位 {code!r}。", "organisation"
            )

    async def _told(self, person: UUID, what: str) -> None:
        event = Event(Kind.PERSON_CHANGE, self._who, self._through, target=str(person), operation="person", reason=what)
        await self._db.execute(entry(event))


async def end_access(db: AsyncSession, person: UUID, now: datetime) -> None:
    """End every browser session and every token of the person; access tokens within the seconds that workers cache."""
    await db.execute(delete(BrowserSession).where(col(BrowserSession.person_id) == person))
    await db.execute(ending(col(TokenFamily.person_id) == person, now))
