"""A sector as a value: its version, its name, its measures; and two sectors beside each other."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from keyword import iskeyword

from hub.contract import API_VERSION, SectorModule

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LONGEST = 30
_RESERVED = "hub"


def sectors(modules: Sequence[SectorModule]) -> Iterator[str]:
    """Faults of the values themselves, and names that get in each other's way."""
    for module in modules:
        yield from _alone(module)
    for one, other in combinations(modules, 2):
        yield from _beside(one, other)


def _alone(module: SectorModule) -> Iterator[str]:
    if module.api_version != API_VERSION:
        yield (
            f"{module.name}: it was written for api_version {module.api_version}, and this hub is {API_VERSION}:"
            " install a release of the sector for this hub"
        )
    if not is_name(module.name):
        yield (
            f"{module.name}: a sector's name is lower-case words joined by _, of at most {_LONGEST} characters,"
            f" and not {_RESERVED!r}, as its tables and migrations are named after it: rename it"
        )
    if not module.measures:
        yield f"{module.name}: it names no measure, so nothing decides who sees its rows: give measures=(…)"
    for measure in module.measures:
        if not is_name(measure):
            yield f"{module.name}: the measure {measure!r} is no lower-case name: write it as the programme's files do"


def is_name(name: str) -> bool:
    """Whether tables, settings and a Python package can be named so."""
    return len(name) <= _LONGEST and _NAME.fullmatch(name) is not None and name != _RESERVED and not iskeyword(name)


def _beside(one: SectorModule, other: SectorModule) -> Iterator[str]:
    owners = f"{one.owner or 'nobody'} and {other.owner or 'nobody'}"
    if one.name == other.name:
        yield (
            f"{one.name}: two sectors have this name, owned by {owners}, in packages {one.package!r} and"
            f" {other.package!r}: rename one, or narrow HUB_MODULES"
        )
        return
    short, long = sorted((one.name, other.name), key=len)
    if long.startswith(f"{short}_"):
        yield (
            f"{short} and {long}: tables of {long} would begin with {short}_ too, and migrations tell sectors apart by"
            " that: rename one"
        )
