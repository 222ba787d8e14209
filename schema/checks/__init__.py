"""The start-up checks: every clash and omission in the sectors given, found before anything is served."""

from collections.abc import Iterator, Sequence

from hub.contract import SectorModule
from hub.installed import SectorError
from schema.checks.columns import columns
from schema.checks.indicators import indicators
from schema.checks.names import names
from schema.checks.namespaces import namespaces
from schema.checks.records import records
from schema.checks.relations import relations
from schema.checks.rules import rules
from schema.checks.sectors import sectors
from schema.checks.texts import texts

_TOGETHER = (sectors, names, indicators)
_ALONE = (records, columns, relations, namespaces, rules, texts)


class CompositionError(SectorError):
    """The hub can't start with these sectors; each fault names its place, both parties of a clash, and the remedy."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(["the sectors can't be composed:", *(f"- {fault}" for fault in faults)]))
        self.faults = tuple(faults)


def checked(modules: Sequence[SectorModule]) -> None:
    """Raise one CompositionError with all the faults of these sectors, alone and together."""
    faults = list(dict.fromkeys(_faults(modules)))
    if faults:
        raise CompositionError(faults)


def _faults(modules: Sequence[SectorModule]) -> Iterator[str]:
    for together in _TOGETHER:
        yield from together(modules)
    for module in modules:
        for alone in _ALONE:
            yield from (f"{module.name}: {fault}" for fault in alone(module))
