"""`python3 dev.py bench --rules`: the hub beside itself without access rules, over one database."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bench.exchange import Unfit
from bench.kept import keep
from bench.measuring import load_average
from bench.peers.asking import Running, compared, to_hub
from bench.peers.bounds import Bound, cpu
from bench.peers.questions import Kind
from bench.peers.records import prepared
from bench.peers.rounds import measured
from bench.ratios import Plan, Ratio, arguments, ratios, show, told
from bench.rules.questions import check_rules, questions
from bench.rules.tokens import MOST, microseconds
from bench.served import Served, forget_settings, served

RULED, UNRULED = "hub", "hub without rules"
BOUNDS = (
    Bound(frozenset({Kind.POINT, Kind.TREE, Kind.LIST}), UNRULED, cpu, most=1.15),
    Bound(frozenset({Kind.AGGREGATE}), UNRULED, cpu, most=1.4),
)
"""The hub's CPU over that of the hub without rules, server and database together."""
SAMPLES = 20
"""Questions times servers."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules cost each question, and a token that repeats, in microseconds."""

    costs: Sequence[Ratio]
    token: float


def main() -> int:
    """Measure as the arguments say; 1 if the two can't be compared, whatever the times."""
    plan, folder = arguments("rules", SAMPLES, __doc__ or "")
    forget_settings()
    console, before = Console(soft_wrap=True), load_average()
    try:
        found = comparison(plan, folder, console)
    except Unfit as error:
        console.print(f"[red]nothing was measured:[/] {error}")
        return 1
    averages = (before, load_average())
    show(found.costs, averages, console)
    verdict = "[green]PASS" if found.token <= MOST else "[red]MISS"
    console.print(f"verifying a token that repeats: {found.token:.1f} µs of CPU, at most {MOST:.0f}: {verdict}")
    path = keep(folder, "rules", plan, averages, {**told(found.costs), "token_us": round(found.token, 2)})
    console.print(f"\nwritten to {path}")
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
        found = list(ratios(measured(servers, hub.postmaster, asked, plan.effort), RULED, BOUNDS))
        return Found(found, asyncio.run(microseconds(hub, data)))


def _running(name: str, hub: Served) -> Running:
    return Running(name, hub.process, hub.port, to_hub(hub))
