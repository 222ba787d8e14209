"""What pairings must be to areas, to the programme's days and to each other."""

from collections.abc import Iterator

from hub.programme.files import Draft
from hub.programme.kinds import AreaLevel, PairingLevel, Side
from hub.programme.rows import AreaRow, PairingRow
from hub.programme.spans import Span, astray, joined

PAIRS = {
    PairingLevel.DISTRICT_COUNTY: (AreaLevel.DISTRICT, AreaLevel.COUNTY),
    PairingLevel.STREET_TOWNSHIP: (AreaLevel.STREET, AreaLevel.TOWNSHIP),
    PairingLevel.COMMUNITY_VILLAGE: (AreaLevel.COMMUNITY, AreaLevel.VILLAGE),
}
"""The levels of the two areas of a pairing."""


def pairing_faults(draft: Draft, whole: Span, areas: dict[str, AreaRow]) -> Iterator[str]:
    """Two areas of the right levels, paired within the programme, once at a time, below a pairing that stands."""
    seen: list[tuple[PairingRow, Span, str]] = []
    for place, row in draft.pairings:
        span = Span(row.starts_on or whole.start, row.ends_on or whole.end)
        yield from _ends(place, row, areas)
        yield from astray(place, span, whole)
        yield from _same_pair(place, row, span, seen)
        seen.append((row, span, place))
    counties = [(row, span) for row, span, _ in seen if row.level is PairingLevel.DISTRICT_COUNTY]
    for row, span, place in seen:
        yield from _below(place, row, span, counties, areas)


def _ends(place: str, row: PairingRow, areas: dict[str, AreaRow]) -> Iterator[str]:
    ends = zip((row.supporting, row.supported), PAIRS[row.level], (Side.SUPPORTING, Side.SUPPORTED), strict=True)
    for slug, level, side in ends:
        area = areas.get(slug)
        if area is None:
            yield f"{place}: {side.name.lower()} {slug!r} is no area: name one by its slug"
        elif (area.level, area.side) != (level, side):
            yield (
                f"{place}: {slug} is a {area.level.name} on the {area.side.name} side, "
                f"but {row.level.name} needs a {level.name} on the {side.name}: correct level or area"
            )


def _same_pair(place: str, row: PairingRow, span: Span, seen: list[tuple[PairingRow, Span, str]]) -> Iterator[str]:
    for other, days, where in seen:
        if (other.supporting, other.supported) == (row.supporting, row.supported) and span.meets(days):
            yield f"{place}: {row.supporting} and {row.supported} are paired by {where} already: let no day be in both"


def _below(
    place: str, row: PairingRow, span: Span, counties: list[tuple[PairingRow, Span]], areas: dict[str, AreaRow]
) -> Iterator[str]:
    """Streets and communities pair with what lies in a county paired with their own district, at that time."""
    above = [set(_up(slug, areas)) for slug in (row.supporting, row.supported)]
    pairs = (days for pair, days in counties if pair.supporting in above[0] and pair.supported in above[1])
    if row.supporting in areas and row.supported in areas and not any(days.holds(span) for days in joined(pairs)):
        yield f"{place}: the district of {row.supporting} isn't paired with {row.supported}'s county on all those days"


def _up(slug: str, areas: dict[str, AreaRow]) -> Iterator[str]:
    for _ in AreaLevel:  # bounded: a faulty file may go round in a circle
        area = areas.get(slug)
        if area is None:
            return
        yield slug
        slug = area.parent or ""
