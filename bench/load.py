"""The load: a process of its own that sends requests over kept connections and checks each answer's status and size."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import cycle

import uvloop

from bench.exchange import HOST, Exchange, Unfit

MOST = 20_000
"""Requests after which a load ends before its time."""
MARGIN_SECONDS = 60.0
OK = b"HTTP/1.1 200 "
END = b"\r\n\r\n"
LENGTH = b"content-length: "


@dataclass(slots=True)
class Job:
    """What to send, where, and for how long; `messages` are text, as they travel in JSON."""

    port: int
    connections: int
    seconds: float
    messages: list[str]
    sizes: list[int]
    between: float = 0.0
    """Seconds that each connection rests after an answer."""


@dataclass(slots=True)
class Loaded:
    """What one load measured: the time of each answer in milliseconds, and the time of all in seconds."""

    seconds: float
    latencies: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def load(port: int, exchanges: Sequence[Exchange], connections: int, seconds: float, between: float = 0.0) -> Loaded:
    """Load the hub in another process; raises `Unfit` if any answer wasn't the one that it had to be."""
    messages = [exchange.message.decode() for exchange in exchanges]
    job = Job(port, connections, seconds, messages, [exchange.size for exchange in exchanges], between)
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=json.dumps(asdict(job)).encode(),
        stdout=subprocess.PIPE,
        timeout=seconds + MARGIN_SECONDS,
        check=False,
    )
    if done.returncode:
        raise Unfit("a connection was lost (see above)")
    loaded = Loaded(**json.loads(done.stdout))
    if loaded.faults:
        raise Unfit(f"{len(loaded.faults)} of {len(loaded.latencies)} answers were wrong, first {loaded.faults[0]}")
    return loaded


async def _run(job: Job) -> Loaded:
    loaded = Loaded(0.0)
    turns = cycle(list(zip([message.encode() for message in job.messages], job.sizes, strict=True)))
    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(job.connections):
            group.create_task(_client(job, turns, started + job.seconds, loaded))
    loaded.seconds = time.perf_counter() - started
    return loaded


async def _client(job: Job, turns: Iterator[tuple[bytes, int]], end: float, loaded: Loaded) -> None:
    """One connection that asks again once it is answered and has rested."""
    reader, writer = await asyncio.open_connection(HOST, job.port, limit=2**20)
    try:
        while (begun := time.perf_counter()) < end and len(loaded.latencies) < MOST:
            message, size = next(turns)
            writer.write(message)
            head, length = await _answer(reader)
            loaded.latencies.append((time.perf_counter() - begun) * 1000)
            if not head.startswith(OK) or length != size:
                loaded.faults.append(f"{head[: len(OK)].decode()!r} with {length} bytes instead of {size}")
            if job.between:
                await asyncio.sleep(job.between)
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[bytes, int]:
    """An answer's head, and the length of its body, which is read and dropped."""
    head = await reader.readuntil(END)
    length = int(head.lower().partition(LENGTH)[2].partition(b"\r\n")[0])
    await reader.readexactly(length)
    return head, length


if __name__ == "__main__":
    print(json.dumps(asdict(uvloop.run(_run(Job(**json.load(sys.stdin)))))))
