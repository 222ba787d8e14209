"""Registering clients, disabling them and giving them a new secret; by the owner of the tables alone."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Insert, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from hub.auth.audit import Event, Kind, entry
from hub.auth.clients.registration import Registration
from hub.auth.errors import RegistrationError
from hub.auth.grants.denials import ending
from hub.auth.grants.models import TokenFamily
from hub.auth.models import AuthMethod, Client, hash_of
from hub.programme.models import Organisation


async def register(owner: AsyncEngine, asked: Registration, by: str) -> None:
    """Make the client; raises RegistrationError if it can't be as asked. `by` goes into the audit trail."""
    client = asked.client()
    async with AsyncSession(owner) as session, session.begin():
        if await session.get(Organisation, asked.organisation) is None:
            raise RegistrationError(f"--organisation {asked.organisation}: the programme names no such organisation")
        if await session.get(Client, asked.name) is not None:
            raise RegistrationError(f"NAME {asked.name}: there is such a client already")
        session.add(client)
        await session.execute(_told(asked.name, by, "added"))


async def disable(owner: AsyncEngine, name: str, by: str) -> None:
    """Let the client get no more tokens, and end those that it has; to repeat it changes nothing."""
    now = datetime.now(UTC)
    async with AsyncSession(owner) as session, session.begin():
        client = await _found(session, name)
        client.disabled_at = client.disabled_at or now
        await session.execute(ending(col(TokenFamily.client_id) == name, now))
        await session.execute(_told(name, by, "disabled"))


async def rotate_secret(owner: AsyncEngine, name: str, secret: str | None, by: str) -> str:
    """Give the client a new secret, at once instead of the old one, and return it."""
    given = secret or new_secret()
    async with AsyncSession(owner) as session, session.begin():
        client = await _found(session, name)
        if client.auth_method is not AuthMethod.CLIENT_SECRET:
            raise RegistrationError(f"NAME {name}: this client has no secret")
        client.secret_hash = hash_of(given)
        await session.execute(_told(name, by, "secret"))
    return given


async def registered(owner: AsyncEngine) -> Sequence[Client]:
    """Every client, by name."""
    async with AsyncSession(owner) as session:
        return list(await session.scalars(select(Client).order_by(col(Client.id))))


def new_secret() -> str:
    """A secret of 256 random bits."""
    return secrets.token_urlsafe(32)


async def _found(session: AsyncSession, name: str) -> Client:
    client = await session.get(Client, name)
    if client is None:
        raise RegistrationError(f"NAME {name}: there is no such client; see `hub client list`")
    return client


def _told(name: str, by: str, what: str) -> Insert:
    return entry(Event(Kind.CLIENT_CHANGE, who=by, target=name, operation="hub client", reason=what))
