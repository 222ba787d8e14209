"""`python3 dev.py bench --peers`: the hub and its peers over one database, and how the hub's cost grows."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bench.exchange import Unfit
from bench.kept import keep
from bench.measuring import load_average
from bench.peers.asking import compared
from bench.peers.bounds import verdicts
from bench.peers.growth import grown
from bench.peers.install import installed
from bench.peers.questions import questions
from bench.peers.records import prepared
from bench.peers.rounds import LONGEST, Cell, Effort, measured
from bench.peers.servers import Place, beside
from bench.peers.showing import show, told
from bench.served import forget_settings, served

SAMPLES = 36
"""Questions times servers."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure, and over how many dispatches."""

    effort: Effort
    dispatches: int
    growth: bool
    node: bool


def main() -> int:
    """Measure as the arguments say; 1 if the servers can't be compared, whatever the times."""
    plan, folder = _arguments()
    forget_settings()
    console = Console(soft_wrap=True)
    before = load_average()
    try:
        cells = comparison(plan, folder, console)
        console.print("measuring how cost grows ..." if plan.growth else "")
        growth = grown(folder, plan.dispatches) if plan.growth else []
    except Unfit as error:
        console.print(f"[red]nothing was measured:[/] {error}")
        return 1
    averages, found = (before, load_average()), list(verdicts(cells))
    show(cells, found, growth, averages, console)
    console.print(f"\nwritten to {keep(folder, 'peers', plan, averages, told(cells, found, growth))}")
    return 0


def comparison(plan: Plan, folder: Path, console: Console) -> list[Cell]:
    """Prepare, install, start, compare every answer, then measure."""
    console.print("preparing packages, records and servers ...")
    node = installed(folder) if plan.node else None
    data, secrets = prepared(folder, plan.dispatches)
    place = Place(data, secrets, node)
    with served(data, secrets) as hub:
        asked = questions(hub)
        with beside(hub, place, asked) as servers:
            exchanges = [(question, compared(servers, question)) for question in asked]
            console.print("measuring ...")
            return measured(servers, hub.postmaster, exchanges, plan.effort)


def _arguments() -> tuple[Plan, Path]:
    parser = argparse.ArgumentParser(prog="dev.py bench --peers", description=__doc__, allow_abbrev=False)
    parser.add_argument("--peers", action="store_true", help="compare with peers, rather than measure the hub alone")
    parser.add_argument("--seconds", type=float, default=1.0, help="for each server and question in each round")
    parser.add_argument("--rounds", type=int, default=3, help="in which every server has its turn")
    parser.add_argument("--connections", default="8,32", help="numbers of clients at a time, separated by commas")
    parser.add_argument("--dispatches", type=int, default=100_000, help="teacher dispatches; the rest in proportion")
    parser.add_argument("--no-growth", action="store_true", help="leave out how cost grows")
    parser.add_argument("--no-node", action="store_true", help="leave out PostGraphile and Mercurius, which need npm")
    parser.add_argument("--folder", type=Path, default=Path(".data/bench"), help="for data and results")
    given = parser.parse_args()
    connections = tuple(int(number) for number in given.connections.split(","))
    if not (0 < given.seconds * given.rounds * len(connections) * SAMPLES <= LONGEST and given.rounds >= 1):
        parser.error(f"seconds × rounds × connections × {SAMPLES} must lie between 0 and {LONGEST:.0f}")
    if not (all(1 <= number <= 64 for number in connections) and 2_000 <= given.dispatches <= 1_000_000):
        parser.error("connections must lie between 1 and 64, dispatches between 2,000 and 1,000,000")
    effort = Effort(connections, given.rounds, given.seconds)
    return Plan(effort, given.dispatches, not given.no_growth, not given.no_node), given.folder.resolve()


if __name__ == "__main__":
    sys.exit(main())
