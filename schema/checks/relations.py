"""Relations against keys: a to-one has its foreign key, a list its foreign key and its index, and both their record."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, PrimaryKeyConstraint, Table, UniqueConstraint

from hub.contract import SectorModule
from hub.entities import District
from hub.query.codecs import bare, optional
from hub.query.connections import ConnectionField
from hub.query.fields import Declared
from hub.query.record import RecordInfo
from hub.query.relations import ManyField, OneField, Related, TotalField
from hub.records.base import Record, references
from schema.checks.columns import bared, said
from schema.checks.places import UnreadableError, annotation, infos, known, place, pointing, stored, where


def relations(module: SectorModule) -> Iterator[str]:
    """Faults of the to-ones of records, and of lists, counts and totals wherever they stand."""
    for info in infos(module):
        for field in pointing(info.declared):
            if isinstance(field, OneField) and field.column in info.table.c:
                yield from _to_one(module, info, field)
            elif isinstance(field, Related):
                yield from related(module, info.declared, field, info)


def _to_one(module: SectorModule, info: RecordInfo, field: OneField) -> Iterator[str]:
    name = place(info.declared, field)
    try:
        left = annotation(info.declared, field)
    except UnreadableError as error:
        yield str(error)
        return
    target = known(bare(left))
    if target is None:
        yield f"{name} refers to {said(left)}, which is neither a record nor an entity: decorate it with @record"
        return
    if target.measure is None:
        yield from _to_entity(info, field, target, left)
    else:
        yield from _to_record(module, info, field, target, left)


def _to_entity(info: RecordInfo, field: OneField, target: RecordInfo, left: Any) -> Iterator[str]:
    name, column = place(info.declared, field), info.column(field.column)
    if not points_at(column, target):
        yield _no_key(name, field, target, f"foreign_key={_key(target)!r}")
    if optional(left) != bool(column.nullable):
        wanted = (
            "with | None, as the column may be null" if column.nullable else "without | None, as the column never is"
        )
        yield f"{name} and {stored(field)} differ in whether there may be none: annotate it {wanted}"


def _to_record(module: SectorModule, info: RecordInfo, field: OneField, target: RecordInfo, left: Any) -> Iterator[str]:
    name, column = place(info.declared, field), info.column(field.column)
    if target.declared not in module.records:
        yield f"{name} refers to {where(target.declared)}, which records=(…) of {module.name} doesn't list: add it"
    marked = issubclass(info.model, Record) and field.column in references(info.model)
    if not (marked and points_at(column, target)):
        yield _no_key(name, field, target, f"mark the column References({str(target.model.__tablename__)!r})")
    if not optional(left):
        yield f"{name} refers to {target.name}, whose rows a reader may not see: annotate it One[{target.name} | None]"


def related(module: SectorModule, parent: type, field: Related, owner: RecordInfo) -> Iterator[str]:
    """Faults of a list, count or total of `parent`, whose key is that of `owner`: itself, or a namespace's entity."""
    name, child = place(parent, field), field.model.__table__
    listed = [info for info in infos(module) if info.model is field.model]
    if not listed:
        yield f"{name} is over {where(field.model)}, for which records=(…) of {module.name} lists no record: add one"
    elif isinstance(field, ConnectionField):
        yield from _lists(parent, field, [info.declared for info in listed])
    if field.column in child.c and not (isinstance(field, ManyField) and field.via):
        yield from _linked(name, field, child.c[field.column], owner)
    if isinstance(field, TotalField):
        yield from _summed(name, field, listed)
    if not isinstance(field, ConnectionField | ManyField):
        yield from _may_lack(parent, field)


def _lists(parent: type, field: Declared, records: list[type]) -> Iterator[str]:
    try:
        left = annotation(parent, field)
    except UnreadableError as error:
        yield str(error)
        return
    if bare(left) not in records:
        wanted = " or ".join(record.__name__ for record in records)
        name = place(parent, field)
        yield f"{name} lists {said(left)}, but {stored(field)} is of {wanted}: annotate it Connection[{wanted}]"


def _linked(name: str, field: Related, column: Column[Any], owner: RecordInfo) -> Iterator[str]:
    if owner.declared is District and column.name != "county_code":
        yield f"{name} is by {stored(field)}, but records belong to a District through their county: choose county_code"
    elif not points_at(column, owner):
        yield f"{name} is by {stored(field)}, which has no foreign key to {_key(owner)}: choose the column that has"
    if not indexed(column):
        yield f"{name} is by {stored(field)}, which has no index: give it Field(index=True) or References(…)"


def _summed(name: str, field: TotalField, listed: list[RecordInfo]) -> Iterator[str]:
    model, column = field.summed.class_, field.summed.key
    if model is not field.model:
        yield f"{name} sums {where(model)}.{column} over rows of {where(field.model)}: sum a column of those rows"
        return
    for info in listed:
        if info.codecs[column].python not in (int, Decimal):
            yield f"{name} sums {where(model)}.{column}, which is no number: choose a column of int or Decimal"
        if column in info.personal:
            yield f"{name} sums {where(model)}.{column}, which is personal: choose another column"


def _may_lack(parent: type, field: Related) -> Iterator[str]:
    try:
        left = annotation(parent, field)
    except UnreadableError as error:
        yield str(error)
        return
    if not optional(left):
        yield f"{place(parent, field)} may be refused, so it can't be promised: annotate it {said(bared(left))} | None"


def points_at(column: Column[Any], target: RecordInfo) -> bool:
    """Whether the column has a foreign key to the target's key."""
    return any(fk.target_fullname == _key(target) for fk in column.foreign_keys)


def indexed(column: Column[Any]) -> bool:
    """Whether an index or a unique constraint begins with the column."""
    table = column.table
    assert isinstance(table, Table)
    keys: list[list[Any]] = [list(index.expressions)[:1] for index in table.indexes]
    unique = (key for key in table.constraints if isinstance(key, PrimaryKeyConstraint | UniqueConstraint))
    keys += [list(constraint.columns)[:1] for constraint in unique]
    return any(first and first[0] is column for first in keys)


def _key(target: RecordInfo) -> str:
    return f"{target.model.__tablename__}.{target.key}"


def _no_key(name: str, field: OneField, target: RecordInfo, remedy: str) -> str:
    return f"{name} refers to {target.name}, and {stored(field)} has no foreign key to {_key(target)}: {remedy}"
