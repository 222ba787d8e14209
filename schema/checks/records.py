"""Records and their models: whose tables they are, under which measure, and which columns nobody decided about."""

from collections.abc import Iterator

from sqlalchemy import BigInteger

from hub.contract import SectorModule
from hub.query.masks import MASKS
from hub.query.record import RecordInfo
from hub.records import types
from hub.records.base import Record, references
from schema.checks.places import infos, known, pointing, where

_PERSONAL = frozenset({"phone", "mobile", "telephone", "identity", "passport", "email", "wechat", "birthday"})
"""Words in a column's name that tell of a person."""


def records(module: SectorModule) -> Iterator[str]:
    """Faults of what `records=` lists."""
    for declared in module.records:
        if known(declared) is None:
            yield f"{where(declared)} in records=(…) is no declared record: decorate it with @record"
    for info in infos(module):
        if not issubclass(info.declared, types.Record):
            yield f"{where(info.declared)} lacks what every record has: derive it from hub.records.types.Record"
        if issubclass(info.model, Record):
            yield from _model(module, info.model)
            yield from _columns(module, info)
            yield from _widths(info.model)
            yield from _derived(info)
        else:
            model = where(info.model)
            yield f"{where(info.declared)} stands over {model}, which is no record: derive that from hub.models.Record"


def _model(module: SectorModule, model: type[Record]) -> Iterator[str]:
    table, name = str(model.__tablename__), where(model)
    if not table.startswith(f"{module.name}_"):
        yield f"{name} is stored in {table}, and tables of this sector begin with {module.name}_: rename the table"
    if model.measure not in module.measures:
        yield f"{name} is of the measure {model.measure!r}, which measures=(…) doesn't list: add it there"
    if not model.natural_key:
        yield f"{name} has no natural_key, so nothing keeps a record from being entered twice: name the columns"
    for column in model.natural_key:
        if column not in model.model_fields:
            yield f"{name} has {column!r} in its natural_key and no such column: correct it"
        elif model.__table__.c[column].nullable:  # type: ignore[attr-defined]
            yield f"{name} has {column!r} in its natural_key, which may be null, and nulls are never equal: require it"


def _columns(module: SectorModule, info: RecordInfo) -> Iterator[str]:
    model, name = info.model, where(info.model)
    assert issubclass(model, Record)
    own = [column for column in model.model_fields if column not in Record.model_fields]
    served = {column for other in infos(module) if other.model is model for column in other.columns.values()}
    for column in own:
        if column not in served and column not in model.internal:
            served_by = where(info.declared)
            yield f"{name}.{column} is mentioned by no field: declare it in {served_by}, or list it in `internal`"
        if _looks_personal(column) and column not in info.personal and column not in model.impersonal:
            yield f"{name}.{column} looks personal: mark it Personal(…), or list it in `impersonal`"
    for column in (*model.internal, *model.impersonal):
        if column not in own or (column in model.internal and column in served):
            yield f"{name} lists {column!r} as internal or impersonal, which it isn't: remove it from the list"
    for column, mark in info.personal.items():
        if mark.mask not in MASKS:
            yield f"{name}.{column} is marked Personal({mark.mask!r}), and the masks are {', '.join(MASKS)}: choose one"


def _widths(model: type[Record]) -> Iterator[str]:
    for column, table in references(model).items():
        if not isinstance(model.__table__.c[column].type, BigInteger):  # type: ignore[attr-defined]
            yield f"{where(model)}.{column} is narrower than the ids of {table}: write it with record_id()"


def _derived(info: RecordInfo) -> Iterator[str]:
    """Faults of what triggers set and keep: no writer gives a derived column, and a breach is told at a field."""
    model, name = info.model, where(info.model)
    assert issubclass(model, Record)
    given = {field.column for field in pointing(info.declared) if getattr(field, "writable", False)}
    for column in model.derived:
        if column not in model.model_fields:
            yield f"{name} lists {column!r} as derived and has no such column: correct it"
        elif column in given and column not in Record.model_fields:
            giver = where(info.declared)
            yield f"{name}.{column} is derived, and {giver} lets a writer give it: declare it writable=False"
    for rule, problem in model.enforced.items():
        if problem.field != "id" and problem.field not in model.model_fields:
            yield f"{name} tells {rule!r} at {problem.field!r}, which is no column of it: name one, or 'id'"


def _looks_personal(column: str) -> bool:
    return not _PERSONAL.isdisjoint(column.split("_"))
