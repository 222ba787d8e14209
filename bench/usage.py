"""What processes use: CPU time and memory of the server and of the database, all its processes together."""

import contextlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import psutil

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cpu:
    """CPU time so far, in seconds."""

    server: float
    database: float

    def __sub__(self, other: "Cpu") -> "Cpu":
        """The time between two readings."""
        return Cpu(self.server - other.server, self.database - other.database)


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory in MiB. PSS counts a page that several processes share by its share: what a process really costs."""

    rss: float
    pss: float

    def told(self) -> dict[str, float]:
        """The numbers, rounded for people."""
        return {name: round(value, 1) for name, value in asdict(self).items()}


def cpu(server: psutil.Process, postmaster: psutil.Process) -> Cpu:
    """The CPU time of both; the time of backends that ended is the postmaster's children's."""
    own = postmaster.cpu_times()
    database = own.user + own.system + own.children_user + own.children_system
    for times in (process.cpu_times() for process in _living(postmaster)):
        database += times.user + times.system
    times = server.cpu_times()
    return Cpu(times.user + times.system, database)


def memory_of(process: psutil.Process) -> Memory:
    """The memory of one process."""
    used = process.memory_full_info()
    return Memory(used.rss / MIB, used.pss / MIB)


def _living(postmaster: psutil.Process) -> Iterator[psutil.Process]:
    for process in postmaster.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.cpu_times()
            yield process
