"""What demo records of the plan are made from, as `hub demo` tells it, without a database."""

from functools import cache

from hub.contract import DemoContext
from hub.programme.files import Draft, find, read
from hub.programme.kinds import AreaLevel, PairingLevel
from hub.programme.spans import Span
from hub.settings import DEFAULT_PROGRAMME


@cache
def draft() -> Draft:
    """The plan's files."""
    return read(find(DEFAULT_PROGRAMME))


def days() -> Span:
    """The plan's first and last day."""
    programme = draft().programme
    assert programme is not None
    return Span(programme.starts_on, programme.ends_on)


def context(scale: int = 1) -> DemoContext:
    """The plan's days, its counties, and the districts paired with each."""
    areas = {placed.row.slug: placed.row for placed in draft().areas}
    counties = {area.code: area.name_zh for area in areas.values() if area.level is AreaLevel.COUNTY}
    districts: dict[str, tuple[str, ...]] = {}
    for _, pairing in draft().pairings:
        if pairing.level is PairingLevel.DISTRICT_COUNTY:
            code = areas[pairing.supported].code
            districts[code] = (*districts.get(code, ()), areas[pairing.supporting].code)
    return DemoContext(
        seed=2016,
        scale=scale,
        starts_on=days().start,
        ends_on=days().end,
        counties=counties,
        districts=districts,
    )
