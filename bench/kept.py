"""What a comparison found, kept as JSON beside its data."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def keep(folder: Path, name: str, plan: Any, averages: tuple[float, float], found: Mapping[str, Any]) -> Path:
    """Write what was planned and found, with the interpreter, the machine's cores and load averages; the file."""
    taken_at = datetime.now(UTC)
    told: dict[str, Any] = {
        "taken_at": taken_at.isoformat(timespec="seconds"),
        "plan": asdict(plan),
        "python": sys.version,
        "cores": os.cpu_count(),
        "load_average": {"before": averages[0], "after": averages[1]},
        **found,
    }
    path = folder / f"{name}-{taken_at:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
