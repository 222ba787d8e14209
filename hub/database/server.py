"""The embedded PostgreSQL server: made, started, adopted and stopped in a data folder, with no TCP port."""

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from hub.database import cluster, locks, sockets
from hub.database.account import server_account
from hub.database.binaries import DatabaseError, find
from hub.database.place import Place, find_place, make_place

STARTING_SECONDS, STOPPING_SECONDS, ORPHAN_SECONDS = 300.0, 60.0, 30.0
"""Crash recovery may take minutes; orphans of a killed postmaster end by themselves within a statement's time."""
PAUSE = 0.02


class Server:
    """The PostgreSQL server of one data folder, shared by every process that starts it.

    `durable=False` trades safety for speed and is for tests. The server outlives the process that started it, and
    `stop` ends it only when no other process uses it. Methods raise DatabaseError with a remedy.
    """

    def __init__(self, data_dir: Path, *, durable: bool = True) -> None:
        self._data_dir = data_dir
        self._durable = durable
        self._use: int | None = None

    @property
    def url(self) -> str:
        """The address of the running server's database, as its owner."""
        socket = sockets.recorded(self._place.socket)
        if socket is None:
            raise DatabaseError(f"The database in {self._data_dir} isn't running; start it with `hub db start`.")
        return f"postgresql://{cluster.OWNER}@/{cluster.DATABASE}?host={quote(str(socket), safe='/')}"

    @property
    def running(self) -> bool:
        """Whether the server accepts connections now."""
        return self._ready(self._place)

    @property
    def version(self) -> int | None:
        """The major version of the data, or None before the first start."""
        return cluster.version(self._place.cluster)

    def start(self, *, keep: bool = False) -> str:
        """Start or adopt the server and return its url; with `keep` it stays until a forced stop."""
        try:
            place = make_place(self._data_dir)
            with locks.exclusive(place.lock):
                if self._use is None:
                    self._use = locks.share(place.users)
                self._ensure(place)
                if keep:
                    place.keep.touch()
        except OSError as error:
            raise DatabaseError(f"The database in {self._data_dir} can't be started: {error}.") from error
        return self.url

    def stop(self, *, force: bool = False) -> bool:
        """Leave the server and end it if nobody else uses it, or in any case with `force`; whether it was ended."""
        place = self._place
        if not place.folder.exists():
            return False
        with locks.exclusive(place.lock):
            self._leave()
            if not force and (place.keep.exists() or not locks.free(place.users)):
                return False
            ran = not locks.free(place.alive)
            self._end(place)
            place.keep.unlink(missing_ok=True)
        return ran

    def destroy(self) -> None:
        """Stop the server and delete all its data, wherever they are kept."""
        self.stop(force=True)
        shutil.rmtree(self._place.folder, ignore_errors=True)
        shutil.rmtree(self._data_dir / "postgres", ignore_errors=True)

    @property
    def _place(self) -> Place:
        return find_place(self._data_dir)

    def _leave(self) -> None:
        if self._use is not None:
            os.close(self._use)
            self._use = None

    def _ensure(self, place: Place) -> None:
        """Adopt the living server, else start one; a held `alive` lock means that a process of it still lives."""
        if self._ready(place):
            return
        deadline = time.monotonic() + ORPHAN_SECONDS
        while (alive := locks.take(place.alive)) is None:
            if self._ready(place):
                return
            if time.monotonic() > deadline:
                raise DatabaseError(f"A former server of {place.cluster} neither answers nor ends; see {place.log}.")
            time.sleep(PAUSE)
        try:
            self._launch(place, alive)
        finally:
            os.close(alive)
        if not _wait(lambda: self._ready(place) or locks.free(place.alive), STARTING_SECONDS) or not self._ready(place):
            raise DatabaseError(f"PostgreSQL didn't start. Its log {place.log} ends:\n{place.log_end()}")

    def _launch(self, place: Place, alive: int) -> None:
        """Start the server as nobody's child: in a shell's background, where it inherits the `alive` lock."""
        cluster.refuse_foreign(place.cluster)
        account = server_account(place.cluster)
        binaries = find(account, cluster.version(place.cluster))
        if not place.cluster.exists():
            cluster.make(place.cluster, account, binaries, durable=self._durable)
        cluster.forget_crash(place.cluster)
        socket = sockets.prepare(place.socket, account)
        cluster.configure(place.cluster, account, socket, binaries, durable=self._durable)
        place.open_log(account)
        script = 'log=$0; "$@" >>"$log" 2>&1 </dev/null &'
        postgres = binaries.program("postgres")
        account.run(["/bin/sh", "-c", script, place.log, postgres, "-D", place.cluster], keep=[alive])

    def _end(self, place: Place) -> None:
        if (pid := cluster.process(place.cluster)) and not locks.free(place.alive):
            for act in (signal.SIGINT, signal.SIGQUIT):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, act)
                if _wait(lambda: locks.free(place.alive), STOPPING_SECONDS):
                    break
            else:
                raise DatabaseError(f"The server of {place.cluster} (process {pid}) doesn't stop; see {place.log}.")
        sockets.remove(place.socket)

    @staticmethod
    def _ready(place: Place) -> bool:
        socket = sockets.recorded(place.socket)
        return socket is not None and cluster.ready(place.cluster) and sockets.answers(socket)


def _wait(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True
