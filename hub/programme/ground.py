"""The areas over which a number is broken down, and how much of each a reader sees."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ARRAY, String, any_, bindparam, select

from hub.auth.access import Reach
from hub.programme.kinds import AreaLevel, PairingLevel
from hub.programme.models import Area, Pairing
from hub.programme.pairing import Paired
from hub.programme.spans import Span, joined
from hub.query.loaders import Loaders

_AREA = Area.__table__  # type: ignore[attr-defined]
_PAIRING = Pairing.__table__  # type: ignore[attr-defined]
_LEVELS = [level.name for level in (AreaLevel.CITY, AreaLevel.DISTRICT, AreaLevel.COUNTY)]


@dataclass(frozen=True, slots=True)
class Seen:
    """An area of which a reader sees some records; `whole` if all that there could be in the programme."""

    code: str
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
        found = ((code, [covers(reach, *part) for part in self.within(level, code)]) for code in self._codes(level))
        return [Seen(code, all(covered)) for code, covered in found if any(part is not None for part in covered)]

    def within(self, level: AreaLevel, code: str) -> list[tuple[str, Span]]:
        """The counties that make up an area, each with the days on which it does."""
        if level is AreaLevel.DISTRICT:
            return [(p.county, p.span) for p in self.pairings if p.district == code]
        above = level is AreaLevel.CITY
        counties = ((county, parent) for kind, county, parent in self.areas if kind is AreaLevel.COUNTY)
        return [(county, self.programme) for county, parent in counties if (parent if above else county) == code]

    def _codes(self, level: AreaLevel) -> Iterator[str]:
        return (code for kind, code, _ in self.areas if kind is level)


def covers(reach: Reach, county: str, days: Span) -> bool | None:
    """Whether all of a county's days lie within reach; None if the county isn't reached at all."""
    if reach.everywhere or county in reach.counties:
        return True
    spans = [Span(span.start, span.end) for span in reach.dated if span.county == county]
    return any(span.holds(days) for span in joined(spans)) if spans else None


async def ground_of(loaders: Loaders, programme: Span) -> Ground:
    """The programme's ground, read once for an operation; these are public facts."""

    async def load(keys: list[None]) -> list[Ground]:
        here = _AREA.c.level == any_(bindparam(None, _LEVELS, type_=ARRAY(String)))
        areas = await loaders.rows(select(_AREA).where(here).order_by(_AREA.c.pinyin, _AREA.c.code))
        level = _PAIRING.c.level == PairingLevel.DISTRICT_COUNTY.name
        pairs = await loaders.rows(select(_PAIRING).where(level).order_by(_PAIRING.c.supported_code, _PAIRING.c.id))
        made = Ground(
            tuple((AreaLevel[row["level"]], row["code"], row["parent_code"]) for row in areas),
            tuple(
                Paired(row["supporting_code"], row["supported_code"], Span(row["starts_on"], row["ends_on"]))
                for row in pairs
            ),
            programme,
        )
        return [made for _ in keys]

    found: Ground = await loaders.load("ground", None, load)
    return found
