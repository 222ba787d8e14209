"""What the rows of a programme must be to each other; every breach is a fault with its place and a remedy."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from hub.programme.area_rules import area_faults
from hub.programme.files import Draft, Placed
from hub.programme.kinds import AreaLevel, OrganisationRole
from hub.programme.pairing_rules import pairing_faults
from hub.programme.rows import AreaRow, MeasureRow, OrganisationRow, Row
from hub.programme.spans import Span
from hub.programme.target_rules import target_faults

R = TypeVar("R", bound=Row)

HOMES = {
    OrganisationRole.DISTRICT: AreaLevel.DISTRICT,
    OrganisationRole.COUNTY: AreaLevel.COUNTY,
}
"""The level of the one area that an organisation in this role governs."""


def check(draft: Draft) -> None:
    """Add every fault between rows to the draft."""
    areas = {placed.row.slug: placed.row for placed in draft.areas}
    draft.faults += _twice(draft)
    draft.faults += area_faults(draft, areas)
    draft.faults += _organisations(draft, areas)
    draft.faults += _measures(draft)
    whole = draft.programme and Span(draft.programme.starts_on, draft.programme.ends_on)
    if whole and not whole.possible:
        draft.faults.append(f"programme.toml: ends_on {whole.end} is before starts_on {whole.start}: correct one")
    elif whole:
        draft.faults += pairing_faults(draft, whole, areas)
        draft.faults += target_faults(draft, whole, areas)


def _twice(draft: Draft) -> Iterator[str]:
    yield from _repeated(draft.areas, "code", lambda area: area.code)
    yield from _repeated(draft.areas, "slug", lambda area: area.slug)
    yield from _repeated(draft.organisations, "code", lambda organisation: organisation.code)
    yield from _repeated(draft.measures, "code", lambda measure: measure.code)
    yield from _repeated(draft.targets, "key", lambda target: target.key)


def _repeated(rows: Iterable[Placed[R]], name: str, of: Callable[[R], Hashable]) -> Iterator[str]:
    first: dict[Hashable, str] = {}
    for placed in rows:
        key = of(placed.row)
        if key in first:
            yield f"{placed.place}: {name} {key!r} is that of {first[key]} too: give one of them another, or remove it"
        first.setdefault(key, placed.place)


def _organisations(draft: Draft, areas: dict[str, AreaRow]) -> Iterator[str]:
    for place, body in draft.organisations:
        for slug in body.areas:
            if slug not in areas:
                yield f"{place}: areas names {slug!r}, which is no area: name one by its slug"
        if len(set(body.areas)) < len(body.areas):
            yield f"{place}: areas names one twice: remove it"
        yield from _home(place, body, [areas[slug] for slug in body.areas if slug in areas])


def _home(place: str, body: OrganisationRow, found: list[AreaRow]) -> Iterator[str]:
    level = HOMES.get(body.role) if body.role else None
    if level and [area.level for area in found] != [level]:
        yield f"{place}: role {body.role.name if body.role else ''} needs areas to name its one {level.name}"
    if body.role is OrganisationRole.WORKGROUP and not body.areas:
        yield f"{place}: role WORKGROUP needs areas to name where it is posted"


def _measures(draft: Draft) -> Iterator[str]:
    bodies = {placed.row.code for placed in draft.organisations}
    groups = {f"@{placed.row.role.name}" for placed in draft.organisations if placed.row.role}
    for place, measure in draft.measures:
        for body in measure.bodies:
            if body not in bodies | groups:
                yield f"{place}: bodies names {body!r}, which is no organisation, nor a role that one has: correct it"
        for lead in measure.leads:
            if lead not in measure.bodies:
                yield f"{place}: leads names {lead!r}, which bodies does not: add it there"
        yield from _listed_twice(place, measure)


def _listed_twice(place: str, measure: MeasureRow) -> Iterator[str]:
    for body, times in Counter(measure.bodies).items():
        if times > 1:
            yield f"{place}: bodies names {body!r} {times} times: once is enough"
