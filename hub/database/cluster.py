"""PostgreSQL's own data folder: made, configured, and read for what it says about the running server."""

import contextlib
import os
import shutil
from pathlib import Path

from hub.database import sockets
from hub.database.account import Account
from hub.database.binaries import Binaries, DatabaseError

OWNER, DATABASE = "hub_owner", "hub"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",  # authentication is `trust`: the folder of the socket is the lock
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "max_connections": "100",
    "random_page_cost": "1.1",  # a page by an index costs about as much as the next one: in memory, on flash
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "deadlock_timeout": "200ms",
    "idle_in_transaction_session_timeout": "30s",
    "wal_level": "minimal",  # backups are made by pg_dump alone
    "max_wal_senders": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_error_verbosity": "terse",  # details would show the contents of failing rows
}
HASTY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "200",
}
"""For tests: fast, and lost if the machine fails."""
PID_LINES = 8


def version(cluster: Path) -> int | None:
    """The major version that made this folder, or None if there is none."""
    try:
        return int((cluster / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None


def process(cluster: Path) -> int | None:
    """The process that the folder's pid file names, alive or not."""
    lines = _pid_file(cluster)
    return int(lines[0]) if lines else None


def ready(cluster: Path) -> bool:
    """Whether the pid file says that connections are accepted (after a crash it may say so wrongly)."""
    lines = _pid_file(cluster)
    return len(lines) >= PID_LINES and lines[PID_LINES - 1].strip() == "ready"


def refuse_foreign(cluster: Path) -> None:
    """Raise DatabaseError when the data belong to another account that we can't act for."""
    if cluster.exists() and os.geteuid() not in {0, cluster.stat().st_uid}:
        raise DatabaseError(
            f"{cluster} belongs to the account number {cluster.stat().st_uid}. "
            "Run the hub as that account, or set HUB_DATA_DIR to a folder of your own."
        )


def make(cluster: Path, account: Account, binaries: Binaries, *, durable: bool) -> None:
    """Make a new cluster with the hub's empty database; one that is left half made is begun anew."""
    draft = cluster.with_name("cluster.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    account.give(draft)
    options = [f"--username={OWNER}", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-instructions"]
    options += ["--data-checksums"] if durable else ["--no-sync"]
    _run(account, [binaries.program("initdb"), *options, "-D", draft])
    _run(account, [binaries.program("postgres"), "--single", "-D", draft, "template1"], f"create database {DATABASE}\n")
    draft.rename(cluster)


def configure(cluster: Path, account: Account, socket: Path, binaries: Binaries, *, durable: bool) -> None:
    """Write the hub's settings, which win over those that initdb wrote."""
    settings = {**SETTINGS, **({} if durable else HASTY), "unix_socket_directories": f'"{socket}"'}
    if binaries.version >= 18:  # noqa: PLR2004 - a version
        settings["io_method"] = "sync"  # three processes fewer
    lines = [f"{name} = {_quoted(value)}" for name, value in settings.items()]
    own = cluster / "hub.conf"
    own.write_text("\n".join(["# Written at each start.", *lines, ""]))
    account.give(own)
    main = cluster / "postgresql.conf"
    include = "include 'hub.conf'\n"
    if include not in (text := main.read_text()):
        main.write_text(f"{text}\n{include}")


def forget_crash(cluster: Path) -> None:
    """Remove a crashed server's pid file, which may name a process that has nothing to do with it.

    Only for a holder of the `alive` lock: it knows that no server of ours lives, and one that somebody started by
    hand is told by its socket.
    """
    lines = _pid_file(cluster)
    if len(lines) > 4 and lines[4].strip() and sockets.answers(Path(lines[4].strip())):  # noqa: PLR2004 - the fifth
        raise DatabaseError(f"A server that was started by hand uses {cluster}; stop it first.")
    with contextlib.suppress(FileNotFoundError):
        (cluster / "postmaster.pid").unlink()


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _pid_file(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def _run(account: Account, command: list[str | Path], text: str | None = None) -> None:
    answer = account.run(command, text)
    if answer.returncode:
        raise DatabaseError(f"{Path(command[0]).name} failed: {(answer.stderr or answer.stdout).strip()[-2000:]}")
