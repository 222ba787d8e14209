"""The folder of the server's socket: private, and short, as a socket's path has a limit of about a hundred bytes."""

import os
import shutil
import socket
import stat
import struct
import tempfile
from pathlib import Path

from hub.database.account import Account
from hub.database.binaries import DatabaseError

NAME = ".s.PGSQL.5432"
LONGEST = 103
SSL_REQUEST = struct.pack("!ii", 8, 80877103)
"""The one question that PostgreSQL answers before it knows who asks; any answer proves that it listens."""


def recorded(record: Path) -> Path | None:
    """The folder that a record names, if it is still there and private."""
    try:
        folder = Path(record.read_text().strip())
        status = folder.lstat()
    except OSError:
        return None
    private = stat.S_ISDIR(status.st_mode) and stat.S_IMODE(status.st_mode) == stat.S_IRWXU
    return folder if private else None


def prepare(record: Path, account: Account) -> Path:
    """A new private folder for the socket; a crashed server's has a lock that may name a process of today."""
    remove(record)
    folder = _make(account)
    record.write_text(f"{folder}\n")
    return folder


def remove(record: Path) -> None:
    """Delete the folder and its record."""
    if folder := recorded(record):
        shutil.rmtree(folder, ignore_errors=True)
    record.unlink(missing_ok=True)


def answers(folder: Path) -> bool:
    """Whether a PostgreSQL server answers on the socket of this folder."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(2)
        try:
            client.connect(str(folder / NAME))
            client.sendall(SSL_REQUEST)
            return client.recv(1) in {b"N", b"S"}
        except OSError:
            return False


def _make(account: Account) -> Path:
    for parent in dict.fromkeys((tempfile.gettempdir(), "/tmp", "/var/tmp")):  # noqa: S108 - a folder made by mkdtemp
        if not account.reaches(Path(parent)) or not os.access(parent, os.W_OK):
            continue
        folder = Path(tempfile.mkdtemp(prefix="hub-", dir=parent))
        if len(os.fsencode(folder / NAME)) <= LONGEST:
            account.give(folder)
            return folder
        folder.rmdir()
    raise DatabaseError("No writable temporary folder with a short path was found for the socket; set TMPDIR to one.")
