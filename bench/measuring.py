"""The measurement itself: rounds in which every case has its turn, and what they add up to."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from bench.load import load
from bench.operations import Case
from bench.served import Served
from bench.usage import cpu


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to measure: `seconds` for each case in each of the rounds."""

    seconds: float = 3.0
    rounds: int = 3
    connections: int = 8
    scale: int = 1
    modules: str = ""
    """The sectors served, as in HUB_MODULES; empty: all that are installed."""
    ordinary: bool = False
    """Whether every operation takes the ordinary path, as HUB_PLANS=false makes it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One case in one round; CPU and statements are a request's mean."""

    requests: int
    rate: float
    server_ms: float
    database_ms: float
    statements: float
    rules_set: float


@dataclass(slots=True)
class Row:
    """One case over all rounds; latencies are in milliseconds."""

    case: Case
    samples: list[Sample] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)

    def middle(self, name: str) -> float:
        """The median over the rounds of one of a sample's numbers."""
        numbers: list[float] = [getattr(sample, name) for sample in self.samples]
        return median(numbers)

    @property
    def spread(self) -> float:
        """How far the rounds' rates lie apart, as a share of their median: the noise of this machine."""
        rates = [sample.rate for sample in self.samples]
        return (max(rates) - min(rates)) / median(rates)

    @property
    def percentiles(self) -> tuple[float, float]:
        """The 50th and the 99th percentile of the latencies."""
        if len(self.latencies) == 1:
            return self.latencies[0], self.latencies[0]
        cuts = quantiles(self.latencies, n=100, method="inclusive")
        return cuts[49], cuts[98]

    def told(self) -> dict[str, float | int | str]:
        """Its numbers by name."""
        p50, p99 = self.percentiles
        numbers = {name: self.middle(name) for name in ("rate", "server_ms", "database_ms", "statements", "rules_set")}
        numbers |= {"p50_ms": p50, "p99_ms": p99, "spread": self.spread, "answer_bytes": self.case.size}
        count = sum(sample.requests for sample in self.samples)
        return {"name": self.case.name, "requests": count, **{name: round(v, 3) for name, v in numbers.items()}}


def measured(hub: Served, cases: Sequence[Case], plan: Plan) -> list[Row]:
    """Every case in every round, in turns, after one turn that isn't counted."""
    rows = [Row(case) for case in cases]
    for row in rows:
        load(hub.port, row.case.exchanges, plan.connections, min(plan.seconds, 1.0))
    for row in _turns(rows, plan.rounds):
        _measure(hub, row, plan)
    return rows


def _turns(rows: list[Row], rounds: int) -> Iterator[Row]:
    """Forward and backward by turns, so that no case always follows the same one."""
    for number in range(rounds):
        yield from rows if number % 2 == 0 else reversed(rows)


def _measure(hub: Served, row: Row, plan: Plan) -> None:
    numbers, used = hub.numbers(), cpu(hub.process, hub.postmaster)
    loaded = load(hub.port, row.case.exchanges, plan.connections, plan.seconds)
    used, after = cpu(hub.process, hub.postmaster) - used, hub.numbers()
    count = len(loaded.latencies)
    statements, rules = (after[name] - numbers[name] for name in ("hub_pool_statements", "hub_pool_contexts_set"))
    row.latencies += loaded.latencies
    row.samples.append(
        Sample(
            count,
            count / loaded.seconds,
            used.server / count * 1000,
            used.database / count * 1000,
            statements / count,
            rules / count,
        )
    )


def load_average() -> float:
    """Processes that wanted a core in the last minute."""
    return os.getloadavg()[0]
