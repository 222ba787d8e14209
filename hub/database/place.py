"""Where the files of an embedded server are: in the data folder, or elsewhere when its account can't go there."""

import os
import uuid
from dataclasses import dataclass
from pathlib import Path

from hub.database.account import Account, server_account

LOG_TAIL = 2000
LONGEST_LOG = 10_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one server."""

    folder: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.folder / "cluster"

    @property
    def lock(self) -> Path:
        """Held while the server is being started or stopped."""
        return self.folder / "lock"

    @property
    def users(self) -> Path:
        """Held, shared, by every process that uses the server."""
        return self.folder / "users"

    @property
    def alive(self) -> Path:
        """Held by every process of the server itself, so that it is free when the last of them is gone."""
        return self.folder / "alive"

    @property
    def keep(self) -> Path:
        """Exists when the server is to stay although nobody uses it."""
        return self.folder / "keep"

    @property
    def socket(self) -> Path:
        """Names the folder of the socket."""
        return self.folder / "socket"

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.folder / "server.log"

    def open_log(self, account: Account) -> None:
        """Make the log writable for the account; one that has grown large is begun anew."""
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.unlink()
        self.log.touch(mode=0o600)
        account.give(self.log)

    def log_end(self) -> str:
        """The last lines of the log."""
        return self.log.read_text(errors="replace")[-LOG_TAIL:] if self.log.exists() else "(empty)"


def find_place(data_dir: Path) -> Place:
    """The place that belongs to a data folder; it need not exist yet."""
    folder = data_dir / "postgres"
    pointer = folder / "location"
    return Place(Path(pointer.read_text().strip()) if pointer.exists() else folder)


def make_place(data_dir: Path) -> Place:
    """The place, made if it's missing: in the data folder, or in the account's home if that's out of reach.

    Root's own folders (0700) are out of reach for the unprivileged account, and so are paths longer than PostgreSQL's
    limit. The project then holds a pointer; a random name keeps a new data folder from finding an old one's data.
    """
    folder = data_dir / "postgres"
    place = find_place(data_dir)
    if place.folder != folder or place.cluster.exists():
        return place
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)
    account = server_account(place.cluster)
    return place if account.reaches(folder) else _elsewhere(folder / "location", account)


def _elsewhere(pointer: Path, account: Account) -> Place:
    chosen = account.make_home() / f"data-{uuid.uuid4().hex[:12]}"
    draft = pointer.with_name(chosen.name)
    draft.write_text(f"{chosen}\n")
    try:
        os.link(draft, pointer)
    except FileExistsError:  # another process chose at the same moment: its choice holds
        chosen = Path(pointer.read_text().strip())
    finally:
        draft.unlink()
    chosen.mkdir(exist_ok=True)
    chosen.chmod(0o711)
    return Place(chosen)
