"""What each kind of target needs, and how its parts by area agree with the whole."""

from collections.abc import Iterator

from hub.programme.files import Draft
from hub.programme.kinds import Side, TargetKind, TargetPer
from hub.programme.rows import AreaRow, TargetRow
from hub.programme.spans import Span, astray

NEEDS: dict[TargetKind, frozenset[str]] = {
    TargetKind.COUNT_PER_YEAR: frozenset(),
    TargetKind.AVERAGE_PER_YEAR: frozenset({"value", "average_over"}),
    TargetKind.COVERAGE_BY_DATE: frozenset({"value", "until"}),
    TargetKind.STANDING: frozenset(),
    TargetKind.MINIMUM_PER_AREA: frozenset({"areas"}),
    TargetKind.STANDARD: frozenset({"bounds"}),
}
"""What a target of each kind can't do without."""
TAKES: dict[TargetKind, frozenset[str]] = {
    TargetKind.COUNT_PER_YEAR: frozenset({"value", "areas", "until"}),
    TargetKind.AVERAGE_PER_YEAR: frozenset({"value", "average_over", "until"}),
    TargetKind.COVERAGE_BY_DATE: frozenset({"value", "areas", "until"}),
    TargetKind.STANDING: frozenset({"value", "areas", "until"}),
    TargetKind.MINIMUM_PER_AREA: frozenset({"value", "areas", "until"}),
    TargetKind.STANDARD: frozenset({"bounds", "until"}),
}
"""What a target of each kind may have."""


def target_faults(draft: Draft, whole: Span, areas: dict[str, AreaRow]) -> Iterator[str]:
    """Each target belongs to a measure, has what its kind needs and nothing else, and its parts make up the whole."""
    measures = {placed.row.code for placed in draft.measures}
    for place, target in draft.targets:
        if target.measure not in measures:
            yield f"{place}: measure {target.measure!r} is not in measures.toml: name one that is"
        yield from (f"{place}: {fault}" for fault in _kind(target))
        yield from (f"{place}: {fault}" for fault in _parts(target, areas))
        yield from astray(place, Span(target.starts_on or whole.start, target.ends_on or whole.end), whole)


def _given(target: TargetRow) -> frozenset[str]:
    given = {
        "value": target.value is not None,
        "average_over": target.average_over is not None,
        "until": target.ends_on is not None,
        "areas": bool(target.areas),
        "bounds": target.lower_bound is not None or target.upper_bound is not None,
    }
    return frozenset(name for name, there in given.items() if there)


def _kind(target: TargetRow) -> Iterator[str]:
    given = _given(target)
    for name in sorted(NEEDS[target.kind] - given):
        yield f"{target.kind.name} needs {_spelt(name)}: add it"
    for name in sorted(given - TAKES[target.kind]):
        yield f"{target.kind.name} takes no {_spelt(name)}: remove it"
    if target.kind is TargetKind.COUNT_PER_YEAR and not given & {"value", "areas"}:
        yield "COUNT_PER_YEAR needs value, or areas with a value each: add one"
    if (target.kind is TargetKind.STANDARD) != (target.per is TargetPer.RECORD):
        yield "STANDARD is per RECORD, and no other kind is: correct kind or per"
    low, high = target.lower_bound, target.upper_bound
    if low is not None and high is not None and low > high:
        yield f"lower_bound {low} is above upper_bound {high}: correct one of them"


def _spelt(name: str) -> str:
    return "lower_bound or upper_bound" if name == "bounds" else name


def _parts(target: TargetRow, areas: dict[str, AreaRow]) -> Iterator[str]:
    if bool(target.areas) != (target.per in {TargetPer.CITY, TargetPer.DISTRICT, TargetPer.COUNTY}):
        yield f"per {target.per.name} and areas don't fit: areas are for CITY, DISTRICT and COUNTY, and these need them"
    for slug in target.areas:
        if slug not in areas:
            yield f"areas names {slug!r}, which is no area: name one by its slug"
        elif target.areas and areas[slug].level.name != target.per.name:
            yield f"areas names {slug}, a {areas[slug].level.name}, but per is {target.per.name}: correct one of them"
    total = sum(target.areas.values())
    if target.areas and target.value not in {None, total}:
        yield f"value is {target.value}, but its areas add up to {total}: correct one, or leave value out"
    counted = [area for area in areas.values() if area.side is Side.SUPPORTED and area.level is target.average_over]
    if target.average_over and not counted:
        yield f"average_over {target.average_over.name}: there is no supported area at that level"
