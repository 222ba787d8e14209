"""The measurement: in each round every question is put to every server, so that ratios are of the same minute."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

import psutil

from bench.exchange import Exchange, Unfit
from bench.load import load
from bench.peers.asking import Running
from bench.peers.questions import Question
from bench.usage import cpu

WARMING_SECONDS = 1.5
LONGEST = 300.0
"""Seconds for all rounds: the tokens that the load carries live for ten minutes."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One server under one question in one round; CPU is a request's mean, in milliseconds."""

    requests: int
    rate: float
    server_ms: float
    database_ms: float

    @property
    def cpu_ms(self) -> float:
        """CPU of server and database together."""
        return self.server_ms + self.database_ms


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to measure: each server and question for so long, at each number of connections, in each round."""

    connections: tuple[int, ...]
    rounds: int
    seconds: float


Number = Callable[[Sample], float]


@dataclass(slots=True)
class Cell:
    """One question at one number of connections: each server's samples, in the order of the rounds."""

    question: Question
    connections: int
    samples: dict[str, list[Sample]] = field(default_factory=dict)

    def middle(self, server: str, number: Number) -> float:
        """The median over the rounds."""
        return median(map(number, self.samples[server]))

    def ratios(self, server: str, other: str, number: Number) -> list[float]:
        """A server's number over another's, round by round, the smallest first."""
        pairs = zip(self.samples[server], self.samples[other], strict=True)
        return sorted(number(one) / number(two) for one, two in pairs)


def measured(
    servers: Sequence[Running],
    postmaster: psutil.Process,
    asked: Sequence[tuple[Question, Mapping[str, Sequence[Exchange]]]],
    effort: Effort,
) -> list[Cell]:
    """Every question at every number of connections, after one turn that isn't counted."""
    cells = []
    for number in effort.connections:
        for question, exchanges in asked:
            cells.append(Cell(question, number, {server.name: [] for server in servers}))
            for server in servers if number == effort.connections[0] else ():
                sample(server, postmaster, exchanges[server.name], number, min(WARMING_SECONDS, effort.seconds * 2))
    for turn in range(effort.rounds):
        for cell in cells:
            exchanges = next(found for question, found in asked if question is cell.question)
            for server in _turned(servers, turn):
                taken = sample(server, postmaster, exchanges[server.name], cell.connections, effort.seconds)
                cell.samples[server.name].append(taken)
    return cells


def _turned(servers: Sequence[Running], turn: int) -> Iterator[Running]:
    """Forward and backward by turns, so that none always follows the same one."""
    yield from servers if turn % 2 == 0 else reversed(servers)


def sample(
    server: Running, postmaster: psutil.Process, exchanges: Sequence[Exchange], connections: int, seconds: float
) -> Sample:
    """One load; raises `Unfit` if an answer wasn't the one that it had to be."""
    used = cpu(server.process, postmaster)
    try:
        loaded = load(server.port, exchanges, connections, seconds)
    except Unfit as error:
        raise Unfit(f"{server.name}: {error}") from error
    used = cpu(server.process, postmaster) - used
    count = len(loaded.latencies)
    return Sample(count, count / loaded.seconds, used.server / count * 1000, used.database / count * 1000)
