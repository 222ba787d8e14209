"""Keeping clients: registering them, disabling them and giving them a new secret; in the caller's transaction."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from hub.auth.audit import Event, Kind, entry
from hub.auth.clients.registration import Registration, check_secret
from hub.auth.errors import Fault, RegistrationError
from hub.auth.grants.denials import ending
from hub.auth.grants.models import TokenFamily
from hub.auth.models import AuthMethod, Client, hash_of
from hub.programme.models import Organisation
from hub.texts import Text

UNKNOWN = Text("there is no such client", "没有该客户端")
TAKEN = Text("there is such a client already", "已有同名客户端")
NO_ORGANISATION = Text("the programme names no such organisation", "方案中没有该单位")
NO_SECRET = Text("this client has no secret", "该客户端不使用密钥")


class Clients:
    """Every client. `who` changes them, `through` a client: for the audit trail.

    `who` is an administrator's id or an operator's name. What can't be done raises RegistrationError; nothing is
    written then.
    """

    def __init__(self, db: AsyncSession, who: str, now: datetime | None = None, *, through: str | None = None) -> None:
        self._db, self._who, self._now, self._through = db, who, now or datetime.now(UTC), through

    async def add(self, asked: Registration) -> Client:
        """A new client."""
        client = asked.client()
        if await self._db.get(Organisation, _sound(asked.organisation)) is None:
            raise RegistrationError(Fault("--organisation", asked.organisation, NO_ORGANISATION))
        if await self._db.get(Client, asked.name) is not None:
            raise RegistrationError(Fault("NAME", asked.name, TAKEN))
        self._db.add(client)
        return await self._told(client, "added")

    async def disable(self, name: str) -> Client:
        """A client that gets no more tokens, and whose tokens end; to repeat it changes nothing."""
        client = await self._named(name)
        client.disabled_at = client.disabled_at or self._now
        await self._db.execute(ending(col(TokenFamily.client_id) == name, self._now))
        return await self._told(client, "disabled")

    async def rotate_secret(self, name: str, secret: str) -> Client:
        """A client with a new secret, at once instead of the old one."""
        client = await self._named(name)
        if client.auth_method is not AuthMethod.CLIENT_SECRET:
            raise RegistrationError(Fault("NAME", name, NO_SECRET))
        check_secret(secret)
        client.secret_hash = hash_of(secret)
        return await self._told(client, "secret")

    async def registered(self) -> Sequence[Client]:
        """Every client, by name."""
        return list(await self._db.scalars(select(Client).order_by(col(Client.id))))

    async def _named(self, name: str) -> Client:
        client = await self._db.get(Client, _sound(name))
        if client is None:
            raise RegistrationError(Fault("NAME", name, UNKNOWN))
        return client

    async def _told(self, client: Client, what: str) -> Client:
        await self._db.flush()
        event = Event(Kind.CLIENT_CHANGE, self._who, self._through, target=client.id, operation="client", reason=what)
        await self._db.execute(entry(event))
        return client


def new_secret() -> str:
    """A secret of 256 random bits."""
    return secrets.token_urlsafe(32)


def _sound(name: str) -> str:
    """The name without what PostgreSQL takes in no text."""
    return name.replace("\0", "")
