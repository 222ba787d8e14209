"""Indicators: each has a key of its own sector's, and counts the records of that sector."""

from collections.abc import Iterator, Sequence

from hub.contract import Indicator, SectorModule
from schema.checks.places import infos, where
from schema.checks.texts import bilingual


def indicators(modules: Sequence[SectorModule]) -> Iterator[str]:
    """Faults of each indicator, and keys that two of them have."""
    owners: dict[str, str] = {}
    for module in modules:
        for indicator in module.indicators:
            yield from (f"{module.name}: {fault}" for fault in _faults(module, indicator))
            if indicator.key in owners:
                yield (
                    f"the indicator {indicator.key} is defined by {owners[indicator.key]} and by {module.name}:"
                    " keep one definition"
                )
            owners.setdefault(indicator.key, module.name)


def _faults(module: SectorModule, indicator: Indicator) -> Iterator[str]:
    name = f"the indicator {indicator.key}"
    if not indicator.key.startswith(f"{module.name}."):
        yield f"{name} has another sector's key: a key of this sector begins with {module.name}."
    counted: object = indicator.model
    if counted not in [info.model for info in infos(module)]:
        yield f"{name} counts {where(indicator.model)}, which no record of records=(…) stands over: list its record"
    if not bilingual(str(indicator.text)):
        yield f"{name} needs its text in English and Chinese"
    if indicator.standard is not None:
        for column in (indicator.standard.column, indicator.standard.reason):
            if column not in indicator.table.c:
                yield f"{name} holds {column!r} to its standard, which {where(indicator.model)} doesn't have: add it"
