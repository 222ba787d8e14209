"""Loads a programme's folder into the database: all of it in one transaction, or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from hub.database.tables import Table
from hub.programme import models
from hub.programme.connection import transaction
from hub.programme.files import InvalidProgramme, ProgrammeError, read
from hub.programme.rules import check
from hub.programme.tables import Values, tables

Key = tuple[Any, ...]

KEYS: Mapping[type[Table], tuple[str, ...]] = {
    models.Programme: ("code",),
    models.Area: ("code",),
    models.AreaName: ("area_code", "valid_from"),
    models.AreaCode: ("area_code", "valid_from"),
    models.Designation: ("area_code", "kind", "valid_from"),
    models.Pairing: ("supporting_code", "supported_code", "starts_on"),
    models.Organisation: ("code",),
    models.OrganisationArea: ("organisation_code", "area_code"),
    models.Measure: ("code",),
    models.MeasureBody: ("measure_code", "organisation_code"),
    models.Target: ("key",),
    models.TargetArea: ("target_key", "area_code"),
}
"""By what a row of the files is known again in the database."""
OWNERS: Mapping[type[Table], tuple[type[Table], ...]] = {
    models.AreaName: (models.Area,),
    models.AreaCode: (models.Area,),
    models.Designation: (models.Area,),
    models.Pairing: (models.Area, models.Area),
    models.OrganisationArea: (models.Organisation,),
    models.MeasureBody: (models.Measure,),
    models.TargetArea: (models.Target,),
}
"""Tables of details, and what the first parts of their keys name: between rows of the files, the files rule."""


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows loading added to one table, changed and removed; `kept` are those that only the database has."""

    added: int
    changed: int
    removed: int
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What loading did, by table name."""

    code: str
    name: str
    changes: Mapping[str, Change]

    @property
    def unchanged(self) -> bool:
        """Whether the database held exactly this already."""
        return not any(change.added or change.changed or change.removed for change in self.changes.values())


async def load(url: str, folder: Path) -> Summary:
    """Make the database hold what the folder says; to repeat it changes nothing.

    `url` is the login that owns the tables. Areas, organisations, measures and targets that the files don't list stay,
    with what belongs to them, because records may refer to them. Raises InvalidProgramme with every fault of the
    files, ProgrammeError when the database is not migrated, holds another programme or refuses a row, and
    DatabaseError when there is no such server; nothing is written then.
    """
    draft = read(folder)
    check(draft)
    if draft.faults:
        raise InvalidProgramme(folder, draft.faults)
    wanted = tables(draft)
    async with transaction(url) as connection:
        return await _load(connection, wanted)


async def _load(connection: AsyncConnection, wanted: Mapping[type[Table], list[Values]]) -> Summary:
    await connection.execute(text("select pg_advisory_xact_lock(hashtext('hub_programme'))"))
    await connection.execute(text("set constraints all deferred"))
    programme = wanted[models.Programme][0]
    await _refuse_another(connection, programme["code"])
    changes = {str(model.__tablename__): await _sync(connection, model, wanted) for model in wanted}
    return Summary(programme["code"], programme["name_en"], changes)


async def _refuse_another(connection: AsyncConnection, code: str) -> None:
    held = (await connection.scalars(select(col(models.Programme.code)))).first()
    if held not in {None, code}:
        raise ProgrammeError(
            f"this database holds the programme {held}, and one database holds one: "
            f"load {code} into an empty database of its own (HUB_DATABASE_URL, or HUB_DATA_DIR)"
        )


async def _sync(connection: AsyncConnection, model: type[Table], wanted: Mapping[type[Table], list[Values]]) -> Change:
    """Bring one table to what is wanted: obsolete details go first, so that what replaces them finds room."""
    rows = {_key(model, row): row for row in wanted[model]}
    stored = await _stored(connection, model, list(wanted[model][0]) if rows else list(KEYS[model]))
    extra = [key for key in stored if key not in rows]
    gone = {key for key in extra if _obsolete(model, key, wanted)}
    changed = {key: row for key, row in rows.items() if key in stored and stored[key] != row}
    added = [row for key, row in rows.items() if key not in stored]
    for key in gone:
        await connection.execute(delete(model).where(_is(model, key)))
    for key, row in changed.items():
        await connection.execute(update(model).where(_is(model, key)).values(row))
    if added:
        await connection.execute(insert(model), added)
    kept = tuple("/".join(map(str, key)) for key in extra if key not in gone)
    return Change(len(added), len(changed), len(gone), kept)


async def _stored(connection: AsyncConnection, model: type[Table], columns: Iterable[str]) -> dict[Key, Values]:
    rows = (await connection.execute(select(*(getattr(model, name) for name in columns)))).mappings()
    return {_key(model, row): row for row in map(dict, rows)}


def _key(model: type[Table], row: Mapping[str, Any]) -> Key:
    return tuple(row[name] for name in KEYS[model])


def _is(model: type[Table], key: Key) -> ColumnElement[bool]:
    pairs = zip(KEYS[model], key, strict=True)
    return and_(*(getattr(model, name).is_not_distinct_from(value) for name, value in pairs))


def _obsolete(model: type[Table], key: Key, wanted: Mapping[type[Table], list[Values]]) -> bool:
    """Whether a row that the files don't list is a detail of rows that they do."""
    owners = OWNERS.get(model, ())
    listed = (
        any(_key(owner, row) == (part,) for row in wanted[owner]) for owner, part in zip(owners, key, strict=False)
    )
    return bool(owners) and all(listed)
