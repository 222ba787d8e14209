"""What is promised of the hub beside its peers, and whether a run holds it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from bench.peers.questions import Kind
from bench.peers.rounds import Cell, Number, Sample
from bench.peers.servers import FLOOR, HUB, JSON_SQL, MERCURIUS, POSTGRAPHILE, UNSHAPED

LISTS = frozenset({Kind.LIST, Kind.TREE})
EVERY = frozenset(Kind)


def rate(sample: Sample) -> float:
    """Answers a second."""
    return sample.rate


def cpu(sample: Sample) -> float:
    """CPU of server and database for an answer."""
    return sample.cpu_ms


@dataclass(frozen=True, slots=True)
class Bound:
    """The hub's number over another server's: at least `least` times, or at most `most` times."""

    kinds: frozenset[Kind]
    other: str
    number: Number
    least: float = 0.0
    most: float = float("inf")

    def holds(self, ratio: float) -> bool:
        """Whether a ratio lies within."""
        return self.least <= ratio <= self.most

    @property
    def asked(self) -> str:
        """As people read it."""
        return f"at least {self.least:g}" if self.least else f"at most {self.most:g}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A bound on one question: the median ratio with the smallest and the largest of the rounds."""

    bound: Bound
    cell: Cell
    ratio: float
    span: tuple[float, float]

    @property
    def holds(self) -> bool:
        """Whether the median lies within the bound."""
        return self.bound.holds(self.ratio)

    @property
    def text(self) -> str:
        """As people read it."""
        bound = self.bound
        what = "rate" if bound.number is rate else "CPU"
        found = f"{self.ratio:.2f} ({self.span[0]:.2f} to {self.span[1]:.2f})"
        question = f"{self.cell.question.name}, {self.cell.connections} connections"
        return f"{what} over {bound.other}'s: {found}, {bound.asked}: {question}"


BOUNDS = (
    Bound(LISTS, POSTGRAPHILE, rate, least=4),
    Bound(LISTS, MERCURIUS, rate, least=3),
    Bound(frozenset({Kind.POINT}), POSTGRAPHILE, rate, least=3),
    Bound(frozenset({Kind.POINT}), MERCURIUS, rate, least=1.2),
    Bound(frozenset({Kind.AGGREGATE}), POSTGRAPHILE, rate, least=1.2),
    Bound(frozenset({Kind.AGGREGATE}), MERCURIUS, rate, least=1.2),
    Bound(LISTS, JSON_SQL, cpu, most=1),
    Bound(EVERY, UNSHAPED, cpu, most=1.3),
    Bound(EVERY, FLOOR, cpu, most=1.3),
)


def verdicts(cells: Sequence[Cell]) -> Iterator[Verdict]:
    """Each bound on each question that it speaks of, for the servers that ran."""
    for bound in BOUNDS:
        for cell in cells:
            if cell.question.kind in bound.kinds and bound.other in cell.samples:
                ratios = cell.ratios(HUB, bound.other, bound.number)
                yield Verdict(bound, cell, median(ratios), (ratios[0], ratios[-1]))
