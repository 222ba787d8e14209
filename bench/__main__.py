"""`python3 dev.py bench`: prepare demo records, start the hub, load it, and tell what it took."""

import argparse
import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from bench.exchange import Unfit
from bench.measuring import Plan, load_average, measured
from bench.operations import cases, every_district
from bench.peers.run import main as beside_peers
from bench.plain.run import main as beside_plain
from bench.report import Report, Start, show, write
from bench.rules.run import main as without_rules
from bench.served import Served, forget_settings, served
from bench.usage import memory_of
from hub.database.branches import installed_branches
from hub.database.running import running
from hub.demo.prepare import prepare
from hub.settings import load
from schema.discovery import discover

LONGEST = 500.0
"""Seconds for all rounds: the tokens that the load carries live for ten minutes."""
CASES, NESTED = 7, 1


def main() -> int:
    """Measure what the arguments say; 1 if what was to be measured didn't work, whatever the times."""
    modes = {"--peers": beside_peers, "--rules": without_rules, "--plain": beside_plain}
    return next((measure for mode, measure in modes.items() if mode in sys.argv), alone)()


def alone() -> int:
    """Measure the hub by itself."""
    plan, folder = _arguments()
    forget_settings()
    if plan.modules:
        os.environ["HUB_MODULES"] = plan.modules
    os.environ["HUB_PLANS"] = str(not plan.ordinary)
    console = Console()
    try:
        report = run(plan, folder)
    except Unfit as error:
        console.print(f"[red]nothing was measured:[/] {error}", soft_wrap=True)
        return 1
    show(report, console)
    console.print(f"\nwritten to {write(report, folder)}", soft_wrap=True)
    return 0


def run(plan: Plan, folder: Path) -> Report:
    """Prepare, start, load and stop; the demo records stay in `folder` for the next run."""
    before = load_average()
    data = folder / f"scale-{plan.scale}"
    data.mkdir(parents=True, exist_ok=True)
    secrets = asyncio.run(_prepared(data, plan.scale))
    starts: list[Start] = []
    for _ in range(plan.rounds - 1):
        with served(data, secrets) as hub:
            starts.append(Start(hub.seconds_to_ready, hub.cpu_to_ready))
    with served(data, secrets) as hub:
        return _report(hub, plan, [*starts, Start(hub.seconds_to_ready, hub.cpu_to_ready)], before)


def _report(hub: Served, plan: Plan, starts: list[Start], before: float) -> Report:
    at_rest = memory_of(hub.process)
    asked = cases(hub)
    districts = [hub.statements(exchange) for exchange in asked[NESTED].exchanges]
    every = hub.statements(every_district(hub))
    rows = measured(hub, asked, plan)
    return Report(plan, rows, starts, at_rest, memory_of(hub.process), districts, every, (before, load_average()))


async def _prepared(data: Path, scale: int) -> Mapping[str, str]:
    """The demo records as `hub demo` makes them; the secrets of its clients."""
    settings = load(data_dir=data)
    with running(settings) as url:
        return (await prepare(url, discover(settings.modules), installed_branches(), settings, scale)).clients


def _arguments() -> tuple[Plan, Path]:
    usual = Plan()
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__, allow_abbrev=False)
    parser.add_argument("--seconds", type=float, default=usual.seconds, help="for each operation in each round")
    parser.add_argument("--rounds", type=int, default=usual.rounds, help="rounds, and starts of the hub")
    parser.add_argument("--connections", type=int, default=usual.connections, help="clients at a time, 1 to 64")
    parser.add_argument("--scale", type=int, default=usual.scale, help="how many times the usual records, 1 to 10")
    parser.add_argument("--modules", default=usual.modules, help="sectors to serve, education among them; else all")
    parser.add_argument("--ordinary", action="store_true", help="without compiled plans, to compare")
    parser.add_argument("--folder", type=Path, default=Path(".data/bench"), help="for data and results")
    given = parser.parse_args()
    if not (0 < given.seconds * given.rounds * CASES <= LONGEST and given.rounds >= 1):
        parser.error(f"seconds × rounds × {CASES} operations must lie between 0 and {LONGEST:.0f}")
    if not (1 <= given.connections <= 64 and 1 <= given.scale <= 10):
        parser.error("connections must lie between 1 and 64, scale between 1 and 10")
    chosen = (given.seconds, given.rounds, given.connections, given.scale, given.modules, given.ordinary)
    return Plan(*chosen), given.folder.resolve()


if __name__ == "__main__":
    sys.exit(main())
