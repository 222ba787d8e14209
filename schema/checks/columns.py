"""A column's field against its column: the same table, the same type, the same nullability, and the same secrecy."""

from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from hub.contract import SectorModule
from hub.query.codecs import optional
from hub.query.fields import ColumnField
from hub.query.record import RecordInfo
from hub.query.relations import OneField
from schema.checks.places import UnreadableError, annotation, infos, place, pointing, stored, where


def columns(module: SectorModule) -> Iterator[str]:
    """Faults of the fields that point at a column of their own table."""
    for info in infos(module):
        for field in pointing(info.declared):
            if isinstance(field, ColumnField | OneField):
                yield from _own(info, field)


def _own(info: RecordInfo, field: ColumnField | OneField) -> Iterator[str]:
    if not issubclass(info.model, field.model) or field.column not in info.table.c:
        yield (
            f"{place(info.declared, field)} reads {stored(field)}, but {info.name} stands over {where(info.model)}:"
            " point it at that model's own column"
        )
    elif isinstance(field, ColumnField):
        yield from _secrecy(info, field)
        yield from _agreement(info, field)


def _secrecy(info: RecordInfo, field: ColumnField) -> Iterator[str]:
    marked, name = field.column in info.personal, place(info.declared, field)
    if marked and not field.personal:
        yield f"{name} shows {stored(field)}, which is marked Personal(…): declare it with personal(…)"
    if field.personal and not marked:
        yield f"{name} is declared personal, and {stored(field)} isn't: mark it Annotated[…, Personal(…)] in the model"


def _agreement(info: RecordInfo, field: ColumnField) -> Iterator[str]:
    try:
        left = annotation(info.declared, field)
    except UnreadableError as error:
        yield str(error)
        return
    right = info.model.model_fields[field.column].annotation
    if bared(left) != bared(right):
        name, wanted = place(info.declared, field), said(right)
        yield f"{name} is {said(left)}, but {stored(field)} is {wanted}: annotate it {wanted}"
    yield from _nullability(info, field, left, may_lack=optional(right))


def _nullability(info: RecordInfo, field: ColumnField, left: Any, *, may_lack: bool) -> Iterator[str]:
    name, null = place(info.declared, field), bool(info.column(field.column).nullable)
    if field.personal and not optional(left):
        yield f"{name} is personal and may be masked to nothing: annotate it | None"
    elif null and not optional(left):
        yield f"{name} is never null, but {stored(field)} may be: annotate it | None"
    elif optional(left) and not (null or may_lack or field.personal):
        yield f"{name} may be null, but {stored(field)} never is: annotate it without | None"


def bared(kind: Any) -> Any:
    """A type without `Annotated` and without `| None`."""
    if get_origin(kind) is Annotated:
        return bared(get_args(kind)[0])
    if optional(kind):
        rest = [bared(part) for part in get_args(kind) if part is not type(None)]
        return rest[0] if len(rest) == 1 else Union[tuple(rest)]  # noqa: UP007 - made at run time
    return kind


def said(kind: Any) -> str:
    """A type as its author would write it."""
    name = bared(kind)
    return f"{getattr(name, '__name__', name)}{' | None' if optional(kind) else ''}"
