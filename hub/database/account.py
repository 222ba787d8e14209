"""The system account under which the embedded server runs: PostgreSQL refuses root, so root hands it to another."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CANDIDATES = ("nobody", "daemon")
LONGEST_PATH = 512
"""Bytes of a path that PostgreSQL surely handles with its own file names behind it (its limit is 1,024)."""

LONGEST_RUN = 120
"""Seconds after which a command of the driver is given up."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server; `uid` None means whoever runs the hub."""

    uid: int | None = None
    gid: int | None = None

    def run(
        self, command: Sequence[str | Path], text: str | None = None, keep: Sequence[int] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as this account, in a session of its own so that Ctrl-C passes it by.

        The file descriptors `keep` stay open in it. Raises OSError when the program can't be entered at all.
        """
        return subprocess.run(  # noqa: S603 - our own commands, no shell, no input from outside
            [str(part) for part in command],
            input=text,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=LONGEST_RUN,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            start_new_session=True,
            umask=0o077,
            pass_fds=tuple(keep),
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
        )

    def reaches(self, folder: Path) -> bool:
        """Whether this account can enter a folder: tried, since modes alone don't tell (ACLs, mounts, containers)."""
        if len(os.fsencode(folder)) > LONGEST_PATH:
            return False
        return self.run(["/bin/sh", "-c", 'cd -- "$0"', folder]).returncode == 0

    def give(self, path: Path) -> None:
        """Make a file or folder this account's own."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    @property
    def home(self) -> Path:
        """A lasting place that this account reaches, for what can't stay in the project: never a temporary folder.

        Temporary folders are swept by age on many systems, which would eat a database file by file.
        """
        if self.uid is not None:
            return Path("/var/lib/paired-assistance-hub")
        given = os.environ.get("XDG_DATA_HOME", "")
        return (Path(given) if given.startswith("/") else Path.home() / ".local/share") / "paired-assistance-hub"

    def make_home(self) -> Path:
        """The home, made if it's missing; the account can pass through it, and only the hub's runner writes it."""
        if not self.home.exists():
            self.home.mkdir(parents=True)
            self.home.chmod(0o755)
        return self.home


def server_account(cluster: Path) -> Account:
    """The account for the server: our own or, when we are root, the cluster's owner or an unprivileged one."""
    if os.geteuid() != 0:
        return Account()
    if cluster.exists() and (owner := cluster.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    return Account(65534, 65534)
