"""A backup of the whole database in one file, and its return; the present data stay until the file has been read."""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import asyncpg
from sqlalchemy import make_url

from hub.database.account import Account
from hub.database.address import with_database
from hub.database.binaries import Binaries, DatabaseError, find
from hub.database.roles import KEEPER, NOTHING_BY_DEFAULT, SERVICE, ensure_role

LONGEST_SECONDS = 3600


def dump(url: str, file: Path) -> None:
    """Write the database to a file that only its owner can read; a file of that name is replaced at the end."""
    draft = file.with_name(f".{file.name}.part")
    draft.touch(mode=0o600)
    try:
        _run("pg_dump", ["--format=custom", "--no-owner", f"--file={draft}"], url)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


async def restore(url: str, file: Path) -> None:
    """Replace the database's contents by a dump's. Raises DatabaseError, and changes nothing, when that fails.

    The dump is read into a new database that takes the old one's name at the end; nobody may be connected then.
    """
    name = str(make_url(url).database)
    fresh, old = f"{name}_restored", f"{name}_replaced"
    admin = await asyncpg.connect(with_database(url, "postgres"))
    try:
        await admin.execute(f'drop database if exists "{fresh}" with (force)')
        await admin.execute(f'create database "{fresh}" template template0')
        await _fill(with_database(url, fresh), file)
        await admin.execute(f'drop database if exists "{old}" with (force)')
        await admin.execute(f'alter database "{name}" rename to "{old}"')
        await admin.execute(f'alter database "{fresh}" rename to "{name}"')
        await admin.execute(f'drop database "{old}" with (force)')
    except asyncpg.ObjectInUseError as error:
        raise DatabaseError("The database is in use; stop the hub, then restore.") from error
    finally:
        await admin.execute(f'drop database if exists "{fresh}" with (force)')
        await admin.close()


async def _fill(url: str, file: Path) -> None:
    connection = await asyncpg.connect(url)
    try:
        for role in (SERVICE, KEEPER):
            await connection.execute(ensure_role(role))
            await connection.execute(f"grant usage on schema public to {role}")
        await connection.execute("revoke create on schema public from public")
        await connection.execute(NOTHING_BY_DEFAULT)
    finally:
        await connection.close()
    with tempfile.NamedTemporaryFile("w", suffix=".list") as wanted:
        # Default privileges name their login; they were set above for the one that restores.
        entries = _run("pg_restore", ["--list", str(file)]).splitlines()
        wanted.write("\n".join(entry for entry in entries if " DEFAULT ACL " not in entry))
        wanted.flush()
        options = ["--exit-on-error", "--single-transaction", "--no-owner", f"--use-list={wanted.name}"]
        _run("pg_restore", [*options, str(file)], url)


def _run(program: str, options: Sequence[str], url: str | None = None) -> str:
    """Run a program of PostgreSQL's; the password goes by the environment, where other users don't see it."""
    environment, target = dict(os.environ), []
    if url:
        address = make_url(url)
        environment |= {"PGPASSWORD": address.password} if address.password else {}
        shown = address.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
        target = [f"--dbname={shown}"]
    answer = subprocess.run(  # noqa: S603 - PostgreSQL's own programs, no shell
        [str(_programs().program(program)), *target, *options],
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=LONGEST_SECONDS,
    )
    if answer.returncode:
        raise DatabaseError(f"{program} failed: {_explained(answer.stderr.strip()[-2000:])}")
    return answer.stdout


def _programs() -> Binaries:
    return find(Account())


def _explained(message: str) -> str:
    if "row-level security" not in message:
        return message
    return f"{message}\nUse a login that is superuser or has BYPASSRLS in HUB_DATABASE_URL for backups."
