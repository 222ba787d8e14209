"""Turns the rows of a checked programme into the rows of its tables: slugs become codes, open days the programme's."""

from collections.abc import Iterator
from typing import Any

from hub.database.tables import Table
from hub.programme import models
from hub.programme.files import Draft
from hub.programme.kinds import AreaLevel
from hub.programme.rows import Dated, MeasureRow, ProgrammeRow, TargetRow

Values = dict[str, Any]


def tables(draft: Draft) -> dict[type[Table], list[Values]]:
    """The rows of every table, in the order in which they can be inserted; the draft has no faults."""
    programme = draft.programme
    assert programme is not None
    codes = {area.slug: area.code for _, area in draft.areas}
    return {
        models.Programme: [programme.model_dump()],
        models.Area: list(_areas(draft, codes)),
        models.AreaName: [_dated(name, codes) for _, name in draft.names],
        models.AreaCode: [_dated(code, codes) for _, code in draft.codes],
        models.Designation: [_dated(held, codes) for _, held in draft.designations],
        models.Pairing: list(_pairings(draft, programme, codes)),
        models.Organisation: [body.model_dump(exclude={"areas"}) for _, body in draft.organisations],
        models.OrganisationArea: [
            {"organisation_code": body.code, "area_code": codes[slug]}
            for _, body in draft.organisations
            for slug in body.areas
        ],
        models.Measure: [
            measure.model_dump(exclude={"bodies", "leads"}) | {"position": position}
            for position, (_, measure) in enumerate(draft.measures, 1)
        ],
        models.MeasureBody: [values for _, measure in draft.measures for values in _bodies(measure, draft)],
        models.Target: [_target(target, position, programme) for position, (_, target) in enumerate(draft.targets, 1)],
        models.TargetArea: [
            {"target_key": target.key, "area_code": codes[slug], "value": value}
            for _, target in draft.targets
            for slug, value in target.areas.items()
        ],
    }


def _areas(draft: Draft, codes: dict[str, str]) -> Iterator[Values]:
    """Parents first, as each refers to its own."""
    levels = list(AreaLevel)
    for _, area in sorted(draft.areas, key=lambda placed: levels.index(placed.row.level)):
        yield area.model_dump(exclude={"parent"}) | {"parent_code": codes.get(area.parent or "")}


def _dated(row: Dated, codes: dict[str, str]) -> Values:
    return row.model_dump(exclude={"area"}) | {"area_code": codes[row.area]}


def _pairings(draft: Draft, programme: ProgrammeRow, codes: dict[str, str]) -> Iterator[Values]:
    for _, row in draft.pairings:
        yield {
            "level": row.level,
            "supporting_code": codes[row.supporting],
            "supported_code": codes[row.supported],
            "starts_on": row.starts_on or programme.starts_on,
            "ends_on": row.ends_on or programme.ends_on,
        }


def _bodies(measure: MeasureRow, draft: Draft) -> Iterator[Values]:
    """One row for each body; a body that is named and also in a group stands where it is met first."""
    named = (code for body in measure.bodies for code in _members(body, draft))
    for position, code in enumerate(dict.fromkeys(named), 1):
        yield {
            "measure_code": measure.code,
            "organisation_code": code,
            "position": position,
            "lead": code in measure.leads,
        }


def _members(body: str, draft: Draft) -> list[str]:
    if not body.startswith("@"):
        return [body]
    return [o.code for _, o in draft.organisations if o.role and o.role.name == body[1:]]


def _target(target: TargetRow, position: int, programme: ProgrammeRow) -> Values:
    values = target.model_dump(exclude={"areas", "unit", "measure"})
    return values | {
        "measure_code": target.measure,
        "position": position,
        "value": sum(target.areas.values()) if target.areas else target.value,
        "unit": target.unit.code,
        "unit_en": target.unit.en,
        "unit_zh": target.unit.zh,
        "starts_on": target.starts_on or programme.starts_on,
        "ends_on": target.ends_on or programme.ends_on,
    }
