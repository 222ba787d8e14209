"""Which sectors are installed: what every distribution's entry points name, and what a checkout's project file does."""

import tomllib
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import hub
from hub.contract import ENTRY_POINTS

CHECKOUT = Path(hub.__file__).parent.parent


class SectorError(Exception):
    """The sectors can't be found, loaded or composed; the message says which, why, and what to do."""


def installed(checkout: Path = CHECKOUT) -> dict[str, EntryPoint]:
    """The entry point of each sector by its name, in order.

    In a checkout the project file is read, not what was noted of it when it was installed: so a sector just written is
    found at once, and one taken out is gone. Raises SectorError when two distributions give one name.
    """
    project = _project(checkout)
    written = project.get("entry-points", {}).get(ENTRY_POINTS, {})
    found = [EntryPoint(name, value, ENTRY_POINTS) for name, value in written.items()]
    others = (point for point in entry_points(group=ENTRY_POINTS) if _owner(point) != project.get("name"))
    return _by_name([*found, *others])


def _owner(point: EntryPoint) -> str:
    return "" if point.dist is None else point.dist.name


def _project(checkout: Path) -> dict[str, Any]:
    file = checkout / "pyproject.toml"
    content = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    project: dict[str, Any] = content.get("project", {})
    return project


def _by_name(points: list[EntryPoint]) -> dict[str, EntryPoint]:
    named: dict[str, EntryPoint] = {}
    for point in sorted(points, key=lambda point: point.name):
        other = named.setdefault(point.name, point)
        if other is not point:
            raise SectorError(
                f"two sectors are named {point.name}: {other.value} and {point.value}; uninstall or rename one"
            )
    return named
