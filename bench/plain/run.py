"""`python3 dev.py bench --plain`: the hub's two paths beside plain Strawberry, over one database."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from bench.exchange import Unfit
from bench.kept import keep
from bench.measuring import load_average
from bench.peers.asking import Running, compared, graphql, to_hub
from bench.peers.bounds import Bound, cpu
from bench.peers.questions import Kind, questions
from bench.peers.records import prepared
from bench.peers.rounds import Cell, measured
from bench.peers.servers import Place, Program, owner, started
from bench.ratios import Plan, arguments, ratios, show, told
from bench.served import forget_settings, served

COMPILED, ORDINARY, PLAIN = "hub", "hub, ordinary path", "plain Strawberry"
BOUNDS = (
    Bound(frozenset({Kind.POINT}), ORDINARY, cpu, least=5),
    Bound(frozenset({Kind.LIST, Kind.TREE}), ORDINARY, cpu, least=2),
)
"""Plain Strawberry's CPU over that of the ordinary path."""
SAMPLES = 15
"""Questions times servers."""


def main() -> int:
    """Measure as the arguments say; 1 if the servers can't be compared, whatever the times."""
    plan, folder = arguments("plain", SAMPLES, __doc__ or "")
    forget_settings()
    console, before = Console(soft_wrap=True), load_average()
    try:
        found = list(ratios(comparison(plan, folder, console), PLAIN, BOUNDS))
    except Unfit as error:
        console.print(f"[red]nothing was measured:[/] {error}")
        return 1
    averages = (before, load_average())
    show(found, averages, console)
    console.print(f"\nwritten to {keep(folder, 'plain', plan, averages, told(found))}")
    return 0


def comparison(plan: Plan, folder: Path, console: Console) -> list[Cell]:
    """Prepare, start, compare every answer, then measure in alternating turns."""
    console.print("preparing records and servers ...")
    data, secrets = prepared(folder, plan.dispatches)
    with (
        served(data, secrets) as hub,
        _without_plans(),
        served(data, secrets) as ordinary,
        started(_plain(data), Place(data, secrets, None)) as plain,
    ):
        servers = [
            Running(COMPILED, hub.process, hub.port, to_hub(hub)),
            Running(ORDINARY, ordinary.process, ordinary.port, to_hub(ordinary)),
            plain,
        ]
        every = [question for question in questions(hub) if question.kind is not Kind.AGGREGATE]
        asked = [(question, compared(servers, question)) for question in every]
        console.print("measuring ...")
        return measured(servers, hub.postmaster, asked, plan.effort)


def _plain(data: Path) -> Program:
    return Program(PLAIN, [sys.executable, "-m", "bench.plain.server"], graphql("mercurius"), owner(data))


@contextmanager
def _without_plans() -> Iterator[None]:
    """A hub that is started within answers field by field."""
    os.environ["HUB_PLANS"] = "false"
    try:
        yield
    finally:
        del os.environ["HUB_PLANS"]
