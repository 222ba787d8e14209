"""Indicators: each measures a target of its own sector's, over a model of that sector."""

from collections.abc import Iterator, Sequence

from hub.contract import Indicator, SectorModule
from schema.checks.places import infos, where
from schema.checks.texts import bilingual


def indicators(modules: Sequence[SectorModule]) -> Iterator[str]:
    """Faults of each indicator, and targets that two of them measure."""
    owners: dict[str, str] = {}
    for module in modules:
        for indicator in module.indicators:
            yield from (f"{module.name}: {fault}" for fault in _faults(module, indicator))
            if indicator.target in owners:
                yield (
                    f"the target {indicator.target} is measured by {owners[indicator.target]} and by {module.name}:"
                    " keep one indicator"
                )
            owners.setdefault(indicator.target, module.name)


def _faults(module: SectorModule, indicator: Indicator) -> Iterator[str]:
    name = f"the indicator of {indicator.target}"
    if not indicator.target.startswith(f"{module.name}."):
        yield f"{name} measures another sector's target: a key of this sector begins with {module.name}."
    if indicator.model not in [info.model for info in infos(module)]:
        yield f"{name} counts {where(indicator.model)}, which no record of records=(…) stands over: list its record"
    if not bilingual(str(indicator.text)):
        yield f"{name} needs its text in English and Chinese"
    if indicator.standard is not None:
        for column in (indicator.standard.column, indicator.standard.reason):
            if column not in indicator.model.model_fields:
                yield f"{name} holds {column!r} to its standard, which {where(indicator.model)} doesn't have: add it"
