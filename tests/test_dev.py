"""The set-up script: clear refusals, quick repetition, and checks that find what they look for."""

import fcntl
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import dev

FAKE_SECRETS = {
    "a private key": "-----BEGIN EC " + "PRIVATE KEY-----",
    "a private JSON web key": '{"kty": "EC", "d": "' + "a1B2c3D4" * 6 + '"}',
    "a token of a service": "token: gh" + "p_" + "a1B2c3D4" * 5,
    "an access token": "eyJhbGciOiJFUzI1NiJ9eyJ" + ".eyJzdWIiOiJsZWFkLW9mZmljZSJ9" + ".c2lnbmF0dXJlLW9mLWl0",
    "a password in an address": "postgresql://hub:" + "Tr0ub4dor@db/hub",
    "a secret in a setting": 'CLIENT_SECRET = "' + "a1b2c3d4e5" * 3 + '"',
}


@pytest.fixture
def python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Replaces this Python by a shell script."""

    def replace(script: str) -> None:
        program = tmp_path / "python"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(program))

    return replace


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, with an empty lock and nothing set up."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "pyproject.toml").touch()
    for name, path in {"ROOT": "", "LOCK": "requirements/dev.txt", "VENV": ".venv", "STAMP": ".venv/installed"}.items():
        monkeypatch.setattr(dev, name, tmp_path / path)
    dev.LOCK.touch()
    monkeypatch.setattr(dev, "PYTHON", tmp_path / ".venv/bin/python")
    return tmp_path


def test_it_runs_from_any_folder_and_lists_its_commands(tmp_path: Path) -> None:
    script = dev.ROOT / "dev.py"
    answer = subprocess.run(
        [sys.executable, script, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert all(command in answer.stdout for command in ("demo", "test", "check", "bench", "lock", "clean"))


def test_an_unknown_command_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["dev.py", "tset"])
    with pytest.raises(SystemExit):
        dev.main()
    assert "invalid choice: 'tset'" in capsys.readouterr().err


def test_an_old_python_is_refused_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["dev.py", "test"])
    monkeypatch.setattr(dev, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(SystemExit, match=r"is too old: run this with 3\.11 or newer"):
        dev.main()


def test_a_missing_pip_is_named_with_a_remedy(python: Callable[[str], None]) -> None:
    python("echo 'No module named pip' >&2; exit 1")
    with pytest.raises(SystemExit, match="has no pip: install it"):
        dev.require_pip()


def test_a_pip_that_is_too_old_is_named_with_a_remedy(python: Callable[[str], None]) -> None:
    python("echo 'pip 22.2.1 from /usr/lib (python 3.11)'")
    with pytest.raises(SystemExit, match=r"pip 22\.2 is too old: .*--upgrade pip"):
        dev.require_pip()
    python("echo 'pip 22.3 from /usr/lib (python 3.11)'")
    dev.require_pip()


def test_a_failing_pip_ends_the_set_up_with_a_remedy(python: Callable[[str], None]) -> None:
    python("exit 1")
    with pytest.raises(SystemExit, match="PIP_INDEX_URL"):
        dev.pip(Path("python"), "install", "nothing")


def test_pip_installs_into_the_project_whatever_the_user_has_set(
    python: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_INDEX_URL", "file:///wheels")
    python(f'echo "$PIP_USER $PIP_INDEX_URL $*" > {tmp_path}/called')
    dev.pip(Path("/venv/python"), "install", "x")
    called = (tmp_path / "called").read_text()
    assert called.startswith(" file:///wheels -m pip --python /venv/python install x")


def test_nothing_is_set_up_twice(place: Path, python: Callable[[str], None]) -> None:
    python("exit 1")  # any use of pip would fail
    dev.PYTHON.parent.mkdir(parents=True)
    dev.PYTHON.touch()
    dev.STAMP.write_text(dev.stamp())
    dev.set_up()
    (place / "requirements" / "dev.txt").write_text("something==1\n")
    with pytest.raises(SystemExit, match="pip"):
        dev.set_up()


def test_two_set_ups_take_turns(place: Path) -> None:
    with dev.alone(), dev.LOCK.open() as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with dev.LOCK.open() as other:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert place.exists()


def test_check_runs_every_step_and_names_those_that_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "set_up", lambda: None)
    monkeypatch.setattr(dev, "CHECKS", {"one": lambda: False, "two": lambda: True, "three": lambda: False})
    with pytest.raises(SystemExit, match=r"failed: one, three$"):
        dev.check([])
    assert capsys.readouterr().out.splitlines() == ["== one", "== two", "== three"]


def test_an_argument_that_a_command_does_not_take_is_refused() -> None:
    with pytest.raises(SystemExit, match="unknown arguments: --fast"):
        dev.check(["--fast"])


def test_the_locks_hold_hashes_and_no_address() -> None:
    assert dev.no_address_in_locks()
    for lock in (dev.ROOT / "requirements").glob("*.txt"):
        assert "--hash=sha256:" in lock.read_text()


def test_an_address_in_a_lock_is_found(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "requirements" / "run.txt").write_text("--index-url http" + "s://example.org/simple\n")
    assert not dev.no_address_in_locks()
    assert "requirements/run.txt holds an address" in capsys.readouterr().out


def program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_openid_client_is_fetched_once_from_its_lock_or_said_to_be_left_out(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "node_modules").mkdir()
    (place / "package-lock.json").write_text("{}")
    monkeypatch.setattr(dev, "NODE_PACKAGES", place)
    monkeypatch.setattr(dev, "NODE_INSTALLED", place / "node_modules" / "installed")
    monkeypatch.setattr(dev, "set_up", lambda: None)
    monkeypatch.setattr(dev, "become", lambda *_: None)
    monkeypatch.setenv("PATH", f"{place}:/usr/bin:/bin")
    program(place, "node", "echo v20.1.0")
    program(place, "npm", 'echo "$1" >>asked; exit 1')
    dev.test([])
    assert "openid-client (see above): its test is left out" in capsys.readouterr().out
    program(place, "npm", 'echo "$1" >>asked')
    assert dev.fetch_openid_client()
    assert dev.fetch_openid_client()
    assert (place / "asked").read_text().split() == ["ci", "ci"]
    program(place, "node", "echo v12.0.0")
    assert dev.node() is None


AUDITOR = """
import pathlib, sys
pathlib.Path("asked").write_text(" ".join(sys.argv[1:]))
sys.exit("flawed" in pathlib.Path("requirements/dev.txt").read_text())
"""


@pytest.mark.acceptance(56)
def test_the_checks_scan_every_file_for_secrets_and_the_audit_the_lock_for_known_flaws(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    subprocess.run(["git", "init", "-q"], check=True)
    assert dev.CHECKS["secrets"]()
    (place / "notes.txt").write_text(FAKE_SECRETS["a token of a service"])
    assert not dev.CHECKS["secrets"]()
    assert "notes.txt:1: looks like a token of a service" in capsys.readouterr().out

    def installed(python: Path, *_: str) -> None:
        (site,) = (python.parent.parent / "lib").glob("python*/site-packages")
        (site / "pip_audit.py").write_text(AUDITOR)

    monkeypatch.setattr(dev, "pip", installed)
    dev.audit([])
    assert "--require-hashes" in (place / "asked").read_text()
    dev.LOCK.write_text("flawed==1\n")
    with pytest.raises(SystemExit, match="flaws were found"):
        dev.audit([])


@pytest.mark.parametrize("what", FAKE_SECRETS)
def test_what_looks_like_a_secret_is_found(what: str, tmp_path: Path) -> None:
    assert set(FAKE_SECRETS) == set(dev.SECRETS)
    file = tmp_path / "file"
    file.write_text(f"harmless\n{FAKE_SECRETS[what]}\n")
    assert f"{file}:2: looks like {what}" in list(dev.secrets_in(file))


def test_a_line_that_says_why_it_is_no_secret_is_excused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text(f"{FAKE_SECRETS['a private key']}  # {dev.ALLOWED}\n")
    assert list(dev.secrets_in(file)) == []


def test_continuous_integration_checks_and_tests() -> None:
    steps = (dev.ROOT / ".ci" / "run").read_text().splitlines()
    assert steps.index("set -euo pipefail") < steps.index("python3 dev.py check")
    assert steps[-5:] == [
        *("if command -v chromium >/dev/null; then", "  python3 dev.py test --browser"),
        *("else", "  python3 dev.py test", "fi"),
    ]
