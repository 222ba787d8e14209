"""Keeping accounts for one reader: only for an administrator, under a role of the database that sees no records."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from hub.auth.access import Access
from hub.auth.clients.register import Clients
from hub.auth.people.accounts import Accounts
from hub.auth.people.passwords import Passwords
from hub.errors import Forbidden, Unauthenticated


class Keeps(Protocol):
    """What opens a transaction under the keeper's role; see `hub.database.engine`."""

    def keep(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A session in a transaction that commits at the end, or rolls back whole."""
        ...


class Keeper:
    """Accounts and clients, each for one transaction; raises Unauthenticated or Forbidden for who keeps none."""

    def __init__(self, database: Keeps, passwords: Passwords, access: Access) -> None:
        self._database, self._passwords, self._access = database, passwords, access

    @asynccontextmanager
    async def accounts(self) -> AsyncIterator[Accounts]:
        """The accounts of people."""
        who = self._administrator()
        async with self._database.keep() as db:
            yield Accounts(db, self._passwords, who, through=self._access.client_id)

    @asynccontextmanager
    async def clients(self) -> AsyncIterator[Clients]:
        """The clients."""
        who = self._administrator()
        async with self._database.keep() as db:
            yield Clients(db, who, through=self._access.client_id)

    def _administrator(self) -> str:
        if self._access.subject is None:
            raise Unauthenticated("sign in: send an access token", "请先登录：提供访问令牌")
        if not self._access.keeps_accounts:
            raise Forbidden(
                "this is for an administrator, through a client with the scope `accounts`",
                "仅供管理员使用，且客户端须具有 accounts 授权范围",
            )
        return self._access.subject
