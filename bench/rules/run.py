"""`python3 dev.py bench --rules`: the hub beside itself without access rules, over one database."""

import argparse
import asyncio
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.exchange import Unfit
from bench.measuring import load_average
from bench.peers.asking import Running, compared, to_hub
from bench.peers.records import prepared
from bench.peers.rounds import Effort, measured
from bench.rules.bounds import RULED, UNRULED, Cost, costs
from bench.rules.questions import check_rules, questions
from bench.rules.tokens import MOST, microseconds
from bench.served import Served, forget_settings, served

LONGEST = 300.0
"""Seconds for all rounds: the tokens that the load carries live for ten minutes."""
SAMPLES = 20
"""Questions times servers."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure, and over how many dispatches."""

    effort: Effort
    dispatches: int


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules cost each question, and a token that repeats, in microseconds."""

    costs: Sequence[Cost]
    token: float


def main() -> int:
    """Measure as the arguments say; 1 if the two can't be compared, whatever the times."""
    plan, folder = _arguments()
    forget_settings()
    console, before = Console(soft_wrap=True), load_average()
    try:
        found = comparison(plan, folder, console)
    except Unfit as error:
        console.print(f"[red]nothing was measured:[/] {error}")
        return 1
    averages = (before, load_average())
    show(found, averages, console)
    console.print(f"\nwritten to {_write(folder, plan, found, averages)}")
    return 0


def comparison(plan: Plan, folder: Path, console: Console) -> Found:
    """Prepare, start both, see that rules differ and answers don't, then measure in alternating turns."""
    console.print("preparing records and servers ...")
    data, secrets = prepared(folder, plan.dispatches)
    with served(data, secrets) as hub, served(data, secrets, "bench.rules.unruled") as unruled:
        check_rules(hub, unruled)
        servers = [_running(RULED, hub), _running(UNRULED, unruled)]
        asked = [(question, compared(servers, question)) for question in questions(hub)]
        console.print("measuring ...")
        found = list(costs(measured(servers, hub.postmaster, asked, plan.effort)))
        return Found(found, asyncio.run(microseconds(hub, data)))


def _running(name: str, hub: Served) -> Running:
    return Running(name, hub.process, hub.port, to_hub(hub))


def show(found: Found, averages: tuple[float, float], console: Console) -> None:
    """Print what each question takes with and without rules, and PASS or MISS by its bound."""
    table = Table("question", title="CPU of server + database, ms a request", title_justify="left")
    for head in ("with rules", "without", "ratio", "in the rounds", "at most", ""):
        table.add_column(head, justify="right")
    for cost in found.costs:
        parts = [f"{part['server_ms']:.2f} + {part['database_ms']:.2f}" for part in _parts(cost).values()]
        told = f"{cost.ratio:.2f}", f"{cost.span[0]:.2f} to {cost.span[1]:.2f}", f"{cost.most:.2f}"
        table.add_row(cost.cell.question.name, *parts, *told, "[green]PASS" if cost.holds else "[red]MISS")
    console.print(table)
    verdict = "[green]PASS" if found.token <= MOST else "[red]MISS"
    console.print(f"verifying a token that repeats: {found.token:.1f} µs of CPU, at most {MOST:.0f}: {verdict}")
    before, after = averages
    console.print(
        f"{os.cpu_count()} cores; load average {before:.1f} before, {after:.1f} after: read ratios, not absolutes"
    )


def _parts(cost: Cost) -> dict[str, dict[str, float]]:
    numbers = {"server_ms": lambda sample: sample.server_ms, "database_ms": lambda sample: sample.database_ms}
    return {
        name: {number: round(cost.cell.middle(name, read), 3) for number, read in numbers.items()}
        for name in (RULED, UNRULED)
    }


def _write(folder: Path, plan: Plan, found: Found, averages: tuple[float, float]) -> Path:
    taken_at = datetime.now(UTC)
    told: dict[str, Any] = {
        "taken_at": taken_at.isoformat(timespec="seconds"),
        "plan": asdict(plan),
        "cores": os.cpu_count(),
        "load_average": {"before": averages[0], "after": averages[1]},
        "costs": [
            {
                "question": cost.cell.question.name,
                "servers": _parts(cost),
                "ratio": round(cost.ratio, 3),
                "rounds": [round(one, 3) for one in cost.span],
                "most": cost.most,
                "holds": cost.holds,
            }
            for cost in found.costs
        ],
        "token_us": round(found.token, 2),
    }
    path = folder / f"rules-{taken_at:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _arguments() -> tuple[Plan, Path]:
    parser = argparse.ArgumentParser(prog="dev.py bench --rules", description=__doc__, allow_abbrev=False)
    parser.add_argument("--rules", action="store_true", help="measure what the access rules cost")
    parser.add_argument("--seconds", type=float, default=2.0, help="for each server and question in each round")
    parser.add_argument("--rounds", type=int, default=5, help="in which both have their turn")
    parser.add_argument("--connections", type=int, default=8, help="clients at a time, 1 to 64")
    parser.add_argument("--dispatches", type=int, default=100_000, help="teacher dispatches; the rest in proportion")
    parser.add_argument("--folder", type=Path, default=Path(".data/bench"), help="for data and results")
    given = parser.parse_args()
    if not (0 < given.seconds * given.rounds * SAMPLES <= LONGEST and given.rounds >= 1):
        parser.error(f"seconds × rounds × {SAMPLES} must lie between 0 and {LONGEST:.0f}")
    if not (1 <= given.connections <= 64 and 2_000 <= given.dispatches <= 1_000_000):
        parser.error("connections must lie between 1 and 64, dispatches between 2,000 and 1,000,000")
    return Plan(Effort((given.connections,), given.rounds, given.seconds), given.dispatches), given.folder.resolve()
