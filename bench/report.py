"""What the measurement says: a table for people, bounds with PASS or MISS, and a file for comparison."""

import json
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.measuring import Plan, Row
from bench.usage import Memory

MEMORY_MIB, READY_SECONDS = 150.0, 3.0
"""The bounds that the hub promises at scale 1."""


@dataclass(frozen=True, slots=True)
class Start:
    """One start of the hub until it was ready: seconds on the clock, and of the server's CPU."""

    seconds: float
    cpu: float


@dataclass(slots=True)
class Report:
    """Everything that one run measured; `district_statements` are those of each district's nested lists."""

    plan: Plan
    rows: Sequence[Row]
    starts: Sequence[Start]
    at_rest: Memory
    after_load: Memory
    district_statements: Sequence[float]
    every_district_statements: float
    load_averages: tuple[float, float]
    taken_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def bounds(self) -> Iterator[tuple[str, bool]]:
        """Each promise with what was measured, and whether it holds."""
        small, large = (row.middle("statements") for row in self.rows[-2:])
        one, every = max(self.district_statements), self.every_district_statements
        yield f"statements of 100 and of 1,000 dispatches: {small:g} and {large:g}, the same", small == large
        yield (
            f"statements of one district's nested lists and of all districts': {one:g} and {every:g}, the same",
            one == every,
        )
        yield (
            f"memory of the server after load: {self.after_load.rss:.0f} MiB, less than {MEMORY_MIB:.0f}",
            self.after_load.rss < MEMORY_MIB,
        )
        seconds = median(start.seconds for start in self.starts)
        yield f"ready after {seconds:.2f} s, less than {READY_SECONDS:.0f}", seconds < READY_SECONDS

    def told(self) -> dict[str, Any]:
        """The whole, for a file."""
        return {
            "taken_at": self.taken_at.isoformat(timespec="seconds"),
            "plan": asdict(self.plan),
            "machine": {"cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version()},
            "load_average": {"before": self.load_averages[0], "after": self.load_averages[1]},
            "starts": [{"seconds": round(start.seconds, 3), "cpu": round(start.cpu, 3)} for start in self.starts],
            "memory_mib": {"at_rest": self.at_rest.told(), "after_load": self.after_load.told()},
            "statements": {"district": list(self.district_statements), "all": self.every_district_statements},
            "bounds": [{"text": text, "holds": holds} for text, holds in self.bounds()],
            "rows": [row.told() for row in self.rows],
        }


def write(report: Report, folder: Path) -> Path:
    """Keep the numbers in a file of this run's own."""
    path = folder / f"{report.taken_at:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(report.told(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def show(report: Report, console: Console) -> None:
    """Print the numbers."""
    console.print(_table(report.rows, _TITLE[report.plan.ordinary]))
    rest, loaded = report.at_rest, report.after_load
    console.print(
        f"server memory, RSS (PSS): {rest.rss:.0f} ({rest.pss:.0f}) MiB at rest,"
        f" {loaded.rss:.0f} ({loaded.pss:.0f}) MiB after load"
    )
    starts = ", ".join(f"{start.seconds:.2f} s ({start.cpu:.2f})" for start in report.starts)
    console.print(f"time to ready (the server's CPU): {starts}")
    before, after = report.load_averages
    console.print(
        f"{os.cpu_count()} cores shared by load, server and database; load average {before:.1f} before,"
        f" {after:.1f} after: read ratios, not absolutes\n"
    )
    for text, holds in report.bounds():
        console.print(f"{'[green]PASS' if holds else '[red]MISS'}[/]  {text}")


_TITLE = {False: "One server process", True: "One server process, without compiled plans"}


def _table(rows: Sequence[Row], title: str) -> Table:
    table = Table("operation", title=title, title_justify="left")
    heads = ("req/s", "± rounds", "p50 ms", "p99 ms", "server CPU ms", "database CPU ms", "statements", "answer KB")
    for head in heads:
        table.add_column(head, justify="right")
    for row in rows:
        told = row.told()
        table.add_row(
            str(told["name"]),
            f"{told['rate']:.1f}",
            f"{row.spread / 2:.0%}",
            f"{told['p50_ms']:.1f}",
            f"{told['p99_ms']:.1f}",
            f"{told['server_ms']:.2f}",
            f"{told['database_ms']:.2f}",
            f"{told['statements']:.2f}",
            f"{row.case.size / 1000:.1f}",
        )
    return table
