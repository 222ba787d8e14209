"""What commands that keep accounts, clients and keys share: the database as its owner, and who is at the keyboard."""

import asyncio
import getpass
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from hub.database.address import driver_url
from hub.database.running import running
from hub.settings import Settings

T = TypeVar("T")


def as_owner(settings: Settings, act: Callable[[AsyncEngine], Awaitable[T]]) -> T:
    """Do something with the tables as their owner; an embedded server is started for it, and left as it was found."""
    with running(settings) as url:
        return asyncio.run(_done(url, act))


async def _done(url: str, act: Callable[[AsyncEngine], Awaitable[T]]) -> T:
    engine = create_async_engine(driver_url(url), poolclass=NullPool, hide_parameters=True)
    try:
        return await act(engine)
    finally:
        await engine.dispose()


def in_transaction(settings: Settings, act: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Do something as the owner in one transaction, which is committed at its end, or rolled back by an error."""

    async def done(engine: AsyncEngine) -> T:
        async with AsyncSession(engine, expire_on_commit=False) as db, db.begin():
            return await act(db)

    return as_owner(settings, done)


def operator() -> str:
    """The operator's name at this machine, for the audit trail."""
    try:
        return f"operator:{getpass.getuser()}"
    except (KeyError, OSError):
        return "operator"


def first_line() -> str:
    """The first line of standard input, without its end: a password or secret, which no list of processes shows."""
    return sys.stdin.readline().rstrip("\r\n")
