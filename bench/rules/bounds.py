"""What the access rules may cost: the hub's CPU over that of the hub without them, server and database together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench.peers.questions import Kind
from bench.peers.rounds import Cell, Sample

RULED, UNRULED = "hub", "hub without rules"
MOST: Mapping[Kind, float] = {Kind.POINT: 1.15, Kind.TREE: 1.15, Kind.LIST: 1.15, Kind.AGGREGATE: 1.4}
"""The promise, by kind of question."""


def cpu(sample: Sample) -> float:
    """CPU of server and database for an answer, in milliseconds."""
    return sample.cpu_ms


@dataclass(frozen=True, slots=True)
class Cost:
    """What the rules cost one question: the median of the rounds' ratios, with the smallest and the largest."""

    cell: Cell
    ratio: float
    span: tuple[float, float]

    @property
    def most(self) -> float:
        """The bound."""
        return MOST[self.cell.question.kind]

    @property
    def holds(self) -> bool:
        """Whether the median lies within the bound."""
        return self.ratio <= self.most


def costs(cells: Sequence[Cell]) -> Iterator[Cost]:
    """The cost of each question."""
    for cell in cells:
        ratios = cell.ratios(RULED, UNRULED, cpu)
        yield Cost(cell, median(ratios), (ratios[0], ratios[-1]))
