"""From names to sectors: what is installed, as values, and the migrations that they bring."""

from collections.abc import Iterable, Sequence
from importlib.metadata import EntryPoint

from hub.contract import SectorModule
from hub.database.branch import HUB, Branch
from hub.database.branches import branch_of
from hub.installed import SectorError, installed


def discover(names: Sequence[str] | None = None) -> tuple[SectorModule, ...]:
    """The installed sectors, or those of these names (HUB_MODULES), in the order of their names.

    Raises SectorError for a name that isn't installed. An error inside a sector is passed on, with a note that names
    it: a hub that went on would silently lose the sector.
    """
    points = installed()
    chosen = sorted(set(points if names is None else names))
    if missing := [name for name in chosen if name not in points]:
        there = ", ".join(points) or "none"
        raise SectorError(f"HUB_MODULES names {', '.join(missing)}, which isn't installed; installed: {there}")
    return tuple(_loaded(points[name]) for name in chosen)


def branches(modules: Iterable[SectorModule]) -> tuple[Branch, ...]:
    """The branches of migrations of the hub and of these sectors."""
    return (HUB, *(branch_of(module.name, module.package) for module in modules))


def _loaded(point: EntryPoint) -> SectorModule:
    try:
        found = point.load()
    except Exception as error:
        error.add_note(f"while loading the sector {point.name} from {point.value}")
        raise
    if not isinstance(found, SectorModule):
        raise SectorError(f"the sector {point.name}: {point.value} is {found!r}; let it be a hub.contract.SectorModule")
    if found.name != point.name:
        raise SectorError(
            f"the sector {found.name} is installed as {point.name} by {point.value}: give both the same name"
        )
    return found
