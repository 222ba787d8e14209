"""The comparison as people and other programs read it."""

import os
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.peers.bounds import Verdict, rate
from bench.peers.growth import Growth
from bench.peers.rounds import Cell
from bench.peers.servers import HUB


def show(
    cells: Sequence[Cell],
    verdicts: Sequence[Verdict],
    growth: Sequence[Growth],
    averages: tuple[float, float],
    console: Console,
) -> None:
    """Print the numbers, then each bound with PASS or MISS."""
    console.print("CPU in ms of a request; the hub's rate is given over each server's\n")
    for cell in cells:
        console.print(_table(cell))
    before, after = averages
    console.print(
        f"{os.cpu_count()} cores shared by load, servers and database; load average {before:.1f} before,"
        f" {after:.1f} after: read ratios, not absolutes\n"
    )
    for text, holds in promises(verdicts, growth):
        console.print(f"{'[green]PASS' if holds else '[red]MISS'}[/]  {text}")


def promises(verdicts: Sequence[Verdict], growth: Sequence[Growth]) -> list[tuple[str, bool]]:
    """Each promise with what was measured, and whether it holds."""
    return [(one.text, one.holds) for one in verdicts] + [(one.text, one.holds) for one in growth]


def _table(cell: Cell) -> Table:
    title = f"{cell.question.name}, {cell.connections} connections"
    table = Table("server", title=title, title_justify="left")
    for head in ("req/s", "server ms", "database ms", "CPU ms", "hub's rate", "in the rounds"):
        table.add_column(head, justify="right")
    for name in cell.samples:
        row = _row(cell, name)
        ratios = cell.ratios(HUB, name, rate)
        table.add_row(
            name,
            f"{row['rate']:.1f}",
            *(f"{row[part]:.2f}" for part in ("server_ms", "database_ms", "cpu_ms")),
            f"{row['hub_over_it']:.2f}",
            f"{ratios[0]:.2f} to {ratios[-1]:.2f}",
        )
    return table


def _row(cell: Cell, name: str) -> dict[str, float]:
    middle = sorted(cell.ratios(HUB, name, rate))
    return {
        "rate": cell.middle(name, rate),
        "server_ms": cell.middle(name, lambda sample: sample.server_ms),
        "database_ms": cell.middle(name, lambda sample: sample.database_ms),
        "cpu_ms": cell.middle(name, lambda sample: sample.cpu_ms),
        "hub_over_it": middle[len(middle) // 2],
        "requests": sum(sample.requests for sample in cell.samples[name]),
    }


def told(cells: Sequence[Cell], verdicts: Sequence[Verdict], growth: Sequence[Growth]) -> dict[str, Any]:
    """The whole, for a file."""
    return {
        "cells": [
            {
                "question": cell.question.name,
                "connections": cell.connections,
                "servers": {
                    name: {number: round(value, 3) for number, value in _row(cell, name).items()}
                    for name in cell.samples
                },
            }
            for cell in cells
        ],
        "bounds": [{"text": text, "holds": holds} for text, holds in promises(verdicts, growth)],
    }
