"""Demo people: one for each organisation, an auditor and an administrator, and an app to sign in to; see `provide`."""

import secrets
from base64 import b32encode
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from hub.auth.clients.registration import Registration
from hub.auth.demo import DemoClient, organisations, planned, refuse_in_production
from hub.auth.models import AUTHORIZATION_CODE, REFRESH_TOKEN, Client
from hub.auth.people.models import Person
from hub.auth.people.passwords import Passwords
from hub.auth.policy import ADMINISTRATOR
from hub.auth.vault import write_private

FILE = "demo-password"
"""The one password of all demo people of a data folder."""
LOOPBACK = "http://127.0.0.1"
APP = Registration(
    name="example-app",
    organisation="",
    grants=(AUTHORIZATION_CODE, REFRESH_TOKEN),
    redirect_uris=(f"{LOOPBACK}/", f"{LOOPBACK}/example/"),
    post_logout_uris=(f"{LOOPBACK}/", f"{LOOPBACK}/example/"),
    origins=(LOOPBACK,),
    public=True,
)
"""The app of the frontend guide, at whatever port a developer serves it."""


async def provide(owner: AsyncEngine, folder: Path, environment: str) -> str:
    """Provide the people and the app; their password, as in `folder`, where it is made at first.

    What is there is kept, a disabled account too. `owner` may write the tables. Raises DemoError in production.
    """
    refuse_in_production(environment)
    password = _password(folder / FILE)
    async with AsyncSession(owner) as session, session.begin():
        await session.execute(text("select pg_advisory_xact_lock(hashtext('hub_demo_people'))"))
        everybody = people_of(planned(await organisations(session)))
        stored = await _stored(session, password)
        for one in everybody:
            await session.execute(_upsert(one, stored))
        app = APP.client().model_dump(exclude={"created_at", "disabled_at"})
        app |= {"organisation_code": everybody[0].organisation, "demo": True}
        await session.execute(insert(Client).values(app).on_conflict_do_update(index_elements=["id"], set_=app))
    return password


def people_of(clients: list[DemoClient]) -> list[DemoClient]:
    """Who gets an account: whoever has a client under an organisation's name, the auditor, and an administrator."""
    people = [client for client in clients if client.name in {client.organisation, client.role}]
    leading = next((client for client in people if client.role == "lead"), people[0])
    return [*people, DemoClient(ADMINISTRATOR, leading.organisation, ADMINISTRATOR)]


def _upsert(one: DemoClient, stored: str) -> Insert:
    roles = [one.role] if one.role else []
    values = {"organisation_code": one.organisation, "roles": roles, "password_hash": stored, "demo": True}
    row = insert(Person).values(id=uuid4(), name=one.name, display_name=f"演示 {one.name}", **values)
    return row.on_conflict_do_update(index_elements=["name"], set_=values, where=col(Person.demo).is_(True))


async def _stored(session: AsyncSession, password: str) -> str:
    """One hash for all: the password is random, so nothing is learnt from them being equal."""
    known = await session.scalar(select(col(Person.password_hash)).where(col(Person.demo)).limit(1))
    passwords = Passwords()
    if known and not passwords.is_outdated(known) and await passwords.matches(known, password):
        return known
    return await passwords.hashed(password)


def _password(path: Path) -> str:
    """The password in the file: 80 random bits, in groups as people type them."""
    if path.exists():
        return path.read_text(encoding="utf-8").strip()
    letters = b32encode(secrets.token_bytes(10)).decode().lower()
    password = "-".join(letters[start : start + 4] for start in range(0, 16, 4))
    write_private(path, password + "\n").replace(path)
    return password
