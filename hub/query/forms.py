"""What a record's declared fields give for asking: what can be filtered, ordered, grouped and summed by."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

import strawberry

from hub.naming import camel
from hub.query.codecs import Codec
from hub.query.fields import ColumnField, Declared, KeyField
from hub.query.filters import Filterable, filter_of, record_id
from hub.query.order import order_of
from hub.query.record import RecordInfo, info_of
from hub.query.relations import OneField
from hub.texts import Text


@dataclass(frozen=True, slots=True)
class Forms:
    """Columns by the name that the API gives them, and the inputs made from them."""

    filterable: dict[str, Filterable]
    sortable: dict[str, str]
    filter: Any
    order: Any


def declared_fields(declared: type) -> list[Declared]:
    """The SQL-backed fields of a declared type, in the order of their declaration."""
    fields = declared.__strawberry_definition__.fields  # type: ignore[attr-defined]
    return [f for f in fields if isinstance(f, Declared)]


@cache
def forms_of(declared: type) -> Forms:
    """The forms of a record type, made once."""
    info = info_of(declared)
    fields = declared_fields(declared)
    filterable = {api_name(f): made for f in fields if (made := _filterable(info, f)) is not None}
    sorted_by = [f for f in fields if isinstance(f, ColumnField) and not f.personal]
    texts = {f.python_name: f.text for f in sorted_by}
    return Forms(
        filterable,
        {f.python_name: f.column for f in sorted_by},
        filter_of(info, filterable),
        order_of(info, texts),
    )


def api_name(field: Declared) -> str:
    """The field's GraphQL name."""
    return camel(field.python_name)


def _filterable(info: RecordInfo, field: Declared) -> Filterable | None:
    if isinstance(field, KeyField):
        return _id(info.key, info.name, info.codecs[info.key], field.text)
    if isinstance(field, OneField):
        target = info_of(field.points_at)
        if target.measure is None:
            codec = info.codecs[field.column]
            return Filterable(field.column, strawberry.ID, field.text, codec.encode, codec.storage)
        return _id(field.column, target.name, info.codecs[field.column], field.text)
    if isinstance(field, ColumnField) and not field.personal:
        codec = info.codecs[field.column]
        return Filterable(field.column, codec.python, field.text, codec.encode, codec.storage)
    return None


def _id(column: str, type_name: str, codec: Codec, text: Text) -> Filterable:
    return Filterable(column, strawberry.ID, text, record_id(type_name), codec.storage)


def summable(declared: type) -> list[ColumnField]:
    """The columns that an aggregate sums: whole numbers and money."""
    info = info_of(declared)
    columns = [f for f in declared_fields(declared) if isinstance(f, ColumnField) and not f.personal]
    return [f for f in columns if info.codecs[f.column].python in (int, Decimal) and f.column != "revision"]


def groupable(declared: type) -> list[ColumnField]:
    """The columns of an enumeration, by which an aggregate groups besides county and year."""
    info = info_of(declared)
    columns = [f for f in declared_fields(declared) if isinstance(f, ColumnField) and not f.personal]
    return [f for f in columns if issubclass(info.codecs[f.column].python, Enum)]


def kind_of(info: RecordInfo, column: str) -> Any:
    """The API's type of a column."""
    return info.codecs[column].python
