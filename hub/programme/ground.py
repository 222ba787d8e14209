"""The areas over which a number is broken down, and how much of each a reader sees."""

from collections.abc import Iterator
from dataclasses import dataclass

from hub.auth.access import Reach
from hub.programme.kinds import AreaLevel
from hub.programme.pairing import Paired
from hub.programme.spans import Span, joined

LEVELS = (AreaLevel.CITY, AreaLevel.DISTRICT, AreaLevel.COUNTY)
"""Those by which a number is broken down."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An area of which a reader sees some records; `whole` if all that there could be in the programme."""

    code: str
    counties: tuple[tuple[str, Span], ...]
    """Those that make it up, each with the days on which it does."""
    whole: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """Cities, districts and counties in the order in which people read them, and the pairings between the last two."""

    areas: tuple[tuple[AreaLevel, str, str | None], ...]
    """Level, code, and the code of the area above."""
    pairings: tuple[Paired, ...]
    programme: Span

    def seen(self, level: AreaLevel, reach: Reach) -> list[Seen]:
        """The areas at this level of which something lies within reach."""
        return [seen for code in self.codes(level) if (seen := self._seen(level, code, reach))]

    def _seen(self, level: AreaLevel, code: str, reach: Reach) -> Seen | None:
        counties = tuple(self.within(level, code))
        covered = [covers(reach, *county) for county in counties]
        return Seen(code, counties, all(covered)) if any(part is not None for part in covered) else None

    def within(self, level: AreaLevel, code: str) -> list[tuple[str, Span]]:
        """The counties that make up an area, each with the days on which it does."""
        if level is AreaLevel.DISTRICT:
            return [(p.county, p.span) for p in self.pairings if p.district == code]
        above = level is AreaLevel.CITY
        counties = ((county, parent) for kind, county, parent in self.areas if kind is AreaLevel.COUNTY)
        return [(county, self.programme) for county, parent in counties if (parent if above else county) == code]

    def codes(self, level: AreaLevel) -> Iterator[str]:
        """The codes of the areas at this level."""
        return (code for kind, code, _ in self.areas if kind is level)


def covers(reach: Reach, county: str, days: Span) -> bool | None:
    """Whether all of a county's days lie within reach; None if the county isn't reached at all."""
    if reach.everywhere or county in reach.counties:
        return True
    spans = [Span(span.start, span.end) for span in reach.dated if span.county == county]
    return any(span.holds(days) for span in joined(spans)) if spans else None
