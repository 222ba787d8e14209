"""What areas, and their dated names, codes and designations, must be to each other."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, TypeVar

from hub.programme.files import Draft, Placed
from hub.programme.kinds import AreaLevel, Side
from hub.programme.rows import AreaRow, Dated, DesignationRow
from hub.programme.spans import Span

D = TypeVar("D", bound=Dated)

PARENTS = {
    AreaLevel.CITY: frozenset[AreaLevel](),
    AreaLevel.DISTRICT: frozenset({AreaLevel.CITY}),
    AreaLevel.COUNTY: frozenset({AreaLevel.CITY}),
    AreaLevel.STREET: frozenset({AreaLevel.DISTRICT}),
    AreaLevel.TOWNSHIP: frozenset({AreaLevel.COUNTY}),
    AreaLevel.COMMUNITY: frozenset({AreaLevel.STREET, AreaLevel.DISTRICT}),
    AreaLevel.VILLAGE: frozenset({AreaLevel.TOWNSHIP, AreaLevel.COUNTY}),
}
"""The levels at which the parent of an area may be."""


def area_faults(draft: Draft, areas: dict[str, AreaRow]) -> Iterator[str]:
    """Areas lie where they can; what is dated is of an area that exists, and never two of a kind at a time."""
    yield from _places(draft, areas)
    yield from _exclusive(draft.names, lambda name: name.area, "names")
    yield from _exclusive(draft.codes, lambda code: code.area, "codes")
    yield from _exclusive(draft.codes, lambda code: code.gb_code, "areas of this gb_code")
    yield from _exclusive(draft.designations, lambda held: (held.area, held.kind), "rows of this designation")
    for rows in (draft.names, draft.codes, draft.designations):
        yield from _dated(rows, areas)
    yield from _named_in_the_plan(draft, areas)


def _places(draft: Draft, areas: dict[str, AreaRow]) -> Iterator[str]:
    for place, area in draft.areas:
        parent = areas.get(area.parent or "")
        if area.parent and not parent:
            yield f"{place}: parent {area.parent!r} is no area: name one by its slug"
        elif (parent.level not in PARENTS[area.level]) if parent else PARENTS[area.level]:
            wanted = " or ".join(sorted(level.name for level in PARENTS[area.level])) or "nothing"
            yield f"{place}: a {area.level.name} lies in {wanted}: correct parent or level"
        elif parent and parent.side is not area.side:
            yield f"{place}: side is {area.side.name}, but {parent.slug}'s is {parent.side.name}: correct one of them"
        if (area.longitude is None) != (area.latitude is None):
            yield f"{place}: give both longitude and latitude, or neither"


def _exclusive(rows: list[Placed[D]], of: Callable[[D], Hashable], what: str) -> Iterator[str]:
    seen: list[tuple[Hashable, Span, str]] = []
    for place, row in rows:
        span = Span.between(row.valid_from, row.valid_until)
        for key, other, where in seen:
            if key == of(row) and span.meets(other):
                yield f"{place}: two {what} at a time, the other at {where}: end one before the other begins"
        seen.append((of(row), span, place))


def _dated(rows: Sequence[Placed[Any]], areas: dict[str, AreaRow]) -> Iterator[str]:
    for place, row in rows:
        area = areas.get(row.area)
        if area is None:
            yield f"{place}: {row.area!r} is no area: name one by its slug"
        elif isinstance(row, DesignationRow) and area.side is not Side.SUPPORTED:
            yield f"{place}: {row.area} is on the supporting side: designations are of supported areas"
        if not Span.between(row.valid_from, row.valid_until).possible:
            yield f"{place}: until {row.valid_until} is before from {row.valid_from}: correct one of them"


def _named_in_the_plan(draft: Draft, areas: dict[str, AreaRow]) -> Iterator[str]:
    names: dict[str, set[tuple[str, str]]] = {}
    for _, name in draft.names:
        names.setdefault(name.area, set()).add((name.name_en, name.name_zh))
    for slug, known in names.items():
        area = areas.get(slug)
        if area and (area.name_en, area.name_zh) not in known:
            yield f"area-names.csv: {slug} has no row with its names of areas.csv, {area.name_zh}: add it with its days"
