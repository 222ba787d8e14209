"""A fresh migrated PostgreSQL database for each test: one server, one template for each state, a clone a test."""

import asyncio
import hashlib
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import asyncpg

import hub
from hub.database.address import server_version, with_database
from hub.database.migrate import Branch, upgrade
from hub.database.server import Server

LOCK = 0x4855_4221
KEPT_TEMPLATES = 16


@dataclass(frozen=True, slots=True)
class Template:
    """A state of a database that tests begin with: `prepare` makes it, `key` changes whenever it would differ."""

    key: str
    prepare: Callable[[str], Awaitable[object]]

    @property
    def name(self) -> str:
        """The database that holds this state."""
        return f"hub_template_{hashlib.sha256(self.key.encode()).hexdigest()[:16]}"


def migrated(branches: Sequence[Branch]) -> Template:
    """The state after all migrations of these branches, with no rows."""
    files = sorted(path for branch in branches for path in branch.folder.glob("*.py"))
    called = sorted(Path(hub.__file__).parent.glob("records/*.py"))  # what tables and their rules are made by
    return Template(digest([*files, *called]), lambda url: upgrade(url, branches))


def digest(files: Sequence[Path]) -> str:
    """A key that changes with the name or the contents of any of the files."""
    content = hashlib.sha256()
    for path in files:
        content.update(f"{path.name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return content.hexdigest()


class Databases:
    """Clones of templates on one server: `HUB_DATABASE_URL` when set, else the embedded one of `data_dir`."""

    def __init__(self, data_dir: Path) -> None:
        given = os.environ.get("HUB_DATABASE_URL")
        self._server = None if given else Server(data_dir, durable=False)
        self.url = given or self._server.start() if self._server else str(given)
        self._runner = asyncio.Runner()
        self._numbers = count(1)
        self._admin: asyncpg.Connection = self._runner.run(self._open())

    def clone(self, template: Template) -> str:
        """The url of a new database in the template's state, which is made the first time."""
        name = f"hub_test_{os.getpid()}_{next(self._numbers)}"
        self._runner.run(self._clone(template, name))
        return with_database(self.url, name)

    def drop(self, url: str) -> None:
        """Delete a clone, whoever is still connected to it."""
        name = url.partition("?")[0].rpartition("/")[2]
        self._runner.run(self._admin.execute(f'drop database if exists "{name}" with (force)'))

    def close(self) -> None:
        """Leave the server; the last to leave an embedded one ends it."""
        self._runner.run(self._admin.close())
        self._runner.close()
        if self._server:
            self._server.stop()

    async def _open(self) -> asyncpg.Connection:
        await server_version(self.url)
        admin = await asyncpg.connect(self.url)
        for name in await self._names(admin, "hub_test_"):
            if (found := re.fullmatch(r"hub_test_(\d+)_\d+", name)) and not _lives(int(found[1])):
                await admin.execute(f'drop database if exists "{name}" with (force)')
        return admin

    async def _clone(self, template: Template, name: str) -> None:
        async with self._alone(template.name):
            if not await self._admin.fetchval(
                "select datistemplate from pg_database where datname = $1", template.name
            ):
                await self._make(template)
            # of whole files: a tenth of the time that copying page by page through the log takes
            await self._admin.execute(f'create database "{name}" template "{template.name}" strategy file_copy')

    @asynccontextmanager
    async def _alone(self, name: str) -> AsyncIterator[None]:
        """No other process makes, clones or drops this template meanwhile."""
        await self._admin.execute("select pg_advisory_lock($1, hashtext($2))", LOCK, name)
        try:
            yield
        finally:
            await self._admin.execute("select pg_advisory_unlock($1, hashtext($2))", LOCK, name)

    async def _make(self, template: Template) -> None:
        stale = (await self._names(self._admin, "hub_template_"))[: -KEPT_TEMPLATES + 1]
        for name in stale:
            if await self._admin.fetchval("select pg_try_advisory_lock($1, hashtext($2))", LOCK, name):
                await self._drop_template(name)
                await self._admin.execute("select pg_advisory_unlock($1, hashtext($2))", LOCK, name)
        await self._admin.execute(f'drop database if exists "{template.name}" with (force)')
        await self._admin.execute(f'create database "{template.name}" template template0')
        await template.prepare(with_database(self.url, template.name))
        await self._admin.execute(f'alter database "{template.name}" allow_connections false is_template true')

    async def _drop_template(self, name: str) -> None:
        """Drop it, unless another process has done so by now."""
        if await self._admin.fetchval("select true from pg_database where datname = $1", name):
            await self._admin.execute(f'alter database "{name}" is_template false')
            await self._admin.execute(f'drop database "{name}" with (force)')

    @staticmethod
    async def _names(admin: asyncpg.Connection, prefix: str) -> list[str]:
        rows = await admin.fetch("select datname from pg_database where starts_with(datname, $1) order by oid", prefix)
        return [str(row["datname"]) for row in rows]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
