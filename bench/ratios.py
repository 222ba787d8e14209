"""One server's CPU over another's, question by question, in alternating turns: measured and shown."""

import argparse
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.peers.bounds import Bound
from bench.peers.rounds import LONGEST, Cell, Effort


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure, and over how many dispatches."""

    effort: Effort
    dispatches: int


@dataclass(frozen=True, slots=True)
class Ratio:
    """The CPU for one question over the other server's: the median of the rounds, the smallest and the largest."""

    cell: Cell
    ratio: float
    span: tuple[float, float]
    bound: Bound

    @property
    def holds(self) -> bool:
        """Whether the median lies within the bound."""
        return self.bound.holds(self.ratio)


def ratios(cells: Sequence[Cell], one: str, bounds: Sequence[Bound]) -> Iterator[Ratio]:
    """The ratio of each question of which a bound speaks."""
    for bound in bounds:
        for cell in cells:
            if cell.question.kind in bound.kinds:
                found = cell.ratios(one, bound.other, bound.number)
                yield Ratio(cell, median(found), (found[0], found[-1]), bound)


def show(found: Sequence[Ratio], averages: tuple[float, float], console: Console) -> None:
    """Print what each question takes on each server, and PASS or MISS by its bound."""
    servers = list(found[0].cell.samples)
    table = Table("question", title="CPU of server + database, ms a request", title_justify="left")
    for head in (*servers, "ratio", "in the rounds", "bound", ""):
        table.add_column(head, justify="right")
    for one in found:
        parts = [f"{part['server_ms']:.2f} + {part['database_ms']:.2f}" for part in _parts(one.cell).values()]
        told = f"{one.ratio:.2f}", f"{one.span[0]:.2f} to {one.span[1]:.2f}", one.bound.asked
        table.add_row(one.cell.question.name, *parts, *told, "[green]PASS" if one.holds else "[red]MISS")
    console.print(table)
    before, after = averages
    console.print(
        f"{os.cpu_count()} cores; load average {before:.1f} before, {after:.1f} after: read ratios, not absolutes"
    )


def told(found: Sequence[Ratio]) -> dict[str, Any]:
    """The ratios, for a file."""
    return {
        "ratios": [
            {
                "question": one.cell.question.name,
                "servers": _parts(one.cell),
                "ratio": round(one.ratio, 3),
                "rounds": [round(end, 3) for end in one.span],
                "bound": one.bound.asked,
                "holds": one.holds,
            }
            for one in found
        ]
    }


def _parts(cell: Cell) -> Mapping[str, Mapping[str, float]]:
    numbers = {"server_ms": lambda sample: sample.server_ms, "database_ms": lambda sample: sample.database_ms}
    return {
        name: {number: round(cell.middle(name, read), 3) for number, read in numbers.items()} for name in cell.samples
    }


def arguments(mode: str, samples: int, about: str) -> tuple[Plan, Path]:
    """What the command line says of a comparison; `samples` are its questions times its servers."""
    parser = argparse.ArgumentParser(prog=f"dev.py bench --{mode}", description=about, allow_abbrev=False)
    parser.add_argument(f"--{mode}", action="store_true", help="measure this")
    parser.add_argument("--seconds", type=float, default=2.0, help="for each server and question in each round")
    parser.add_argument("--rounds", type=int, default=5, help="in which every server has its turn")
    parser.add_argument("--connections", type=int, default=8, help="clients at a time, 1 to 64")
    parser.add_argument("--dispatches", type=int, default=100_000, help="teacher dispatches; the rest in proportion")
    parser.add_argument("--folder", type=Path, default=Path(".data/bench"), help="for data and results")
    given = parser.parse_args()
    if not (0 < given.seconds * given.rounds * samples <= LONGEST and given.rounds >= 1):
        parser.error(f"seconds × rounds × {samples} must lie between 0 and {LONGEST:.0f}")
    if not (1 <= given.connections <= 64 and 2_000 <= given.dispatches <= 1_000_000):
        parser.error("connections must lie between 1 and 64, dispatches between 2,000 and 1,000,000")
    return Plan(Effort((given.connections,), given.rounds, given.seconds), given.dispatches), given.folder.resolve()
