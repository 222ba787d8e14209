"""How each kind of declared field is read, but for connections and aggregates."""

from functools import partial
from typing import Any, cast

from graphql import GraphQLObjectType

from hub.programme.told import ToldField
from hub.query import ids
from hub.query.aggregates import AggregateField
from hub.query.connections import ConnectionField
from hub.query.fields import BilingualField, ColumnField, Declared, KeyField, NamespaceField
from hub.query.node import NodeField
from hub.query.plan import shaping
from hub.query.plan.decoding import decoder
from hub.query.plan.groups import read_groups
from hub.query.plan.levels import Unplannable, Values
from hub.query.plan.pages import read_connection
from hub.query.plan.reading import Read, Reader, Selected
from hub.query.plan.telling import read_told
from hub.query.plan.to_ones import read_to_one
from hub.query.record import RecordInfo, Shape, info_of
from hub.query.relations import CountField, ManyField, OneField, TotalField, storage_of
from hub.texts import Text


def _column(reader: Reader, selected: Selected) -> Values:
    return _shown(reader, selected, selected.declared.column)


def _shown(reader: Reader, selected: Selected, name: str) -> Values:
    row = selected.row
    reader.shows(row, name)
    column = row.info.column(name)
    output = reader.returned(row.output(name))
    values = shaping.column(output, decoder(row.info.codecs[name], column, selected.kind))
    return shaping.never_null(values, output) if selected.required else values


def _bilingual(reader: Reader, selected: Selected) -> Values:
    language = reader.arguments(selected).get("language") or reader.language
    declared: BilingualField = selected.declared
    return _shown(reader, selected, declared.labels()[f"_{declared.python_name}_{language.code}"])


def _key(reader: Reader, selected: Selected) -> Values:
    """The global id of a record, the code of an entity."""
    row, name = selected.row, selected.row.info.name
    key = reader.returned(row.key())
    if selected.declared.python_name != "id":
        return shaping.column(key, None)
    return shaping.column(key, partial(ids.encode_all, name))


def _namespace(reader: Reader, selected: Selected) -> Values:
    return reader.object(selected, selected.kind, selected.row)


def _one(reader: Reader, selected: Selected) -> Values:
    declared: OneField = selected.declared
    points = selected.row.output(declared.column, raw=True)
    return read_to_one(reader, selected, points, info_of(declared.points_at))


def _many(reader: Reader, selected: Selected) -> Values:
    declared: ManyField = selected.declared
    hung = {"link": declared.link(selected.owner), "storage": storage_of(selected.owner)}
    level = reader.open(selected, declared.related, parent=selected.row, public=declared.public, **hung)
    return shaping.lists(level, reader.object(selected, selected.kind, level.row))


def _all(reader: Reader, selected: Selected) -> Values:
    level = reader.open(selected, _shape(selected.declared).info)
    return shaping.lists(level, reader.object(selected, selected.kind, level.row))


def _found(reader: Reader, selected: Selected) -> Values:
    return _single(reader, selected, _shape(selected.declared).info)


def _node(reader: Reader, selected: Selected) -> Values:
    """The interface's concrete type is told by the id."""
    name, _ = ids.decode(reader.arguments(selected)["id"])
    info = selected.declared.records.get(name)
    if info is None:
        raise Unplannable(Text("node(id:) names no known type", "node(id:) 的类型未知"))
    return _single(reader, selected, info)


def _single(reader: Reader, selected: Selected, info: RecordInfo) -> Values:
    level = reader.open(selected, info, single=True)
    kind = cast("GraphQLObjectType", reader.schema.type_map[info.name])
    return shaping.first_or_null(reader.object(selected, kind, level.row))


def _count(reader: Reader, selected: Selected) -> Values:
    return shaping.column(reader.returned(_sums(reader, selected).value("")), None)


def _total(reader: Reader, selected: Selected) -> Values:
    declared: TotalField = selected.declared
    name, related = declared.summed.key, declared.related
    decode = decoder(related.codecs[name], related.column(name), selected.kind, summed=True)
    return shaping.column(reader.returned(_sums(reader, selected).value(name)), decode)


def _sums(reader: Reader, selected: Selected) -> Any:
    """All counts and sums over the approved rows of one table are one aggregate."""
    declared: CountField | TotalField = selected.declared
    hung = {"link": declared.link(selected.owner), "storage": storage_of(selected.owner)}
    shared = (declared.related, declared.column, selected.owner)
    return reader.sums(selected, declared.related, shared, **hung)


def _shape(declared: Declared) -> Shape:
    shape = declared.shape()
    assert shape is not None
    return shape


_BY_CLASS: dict[type, Read] = {
    ColumnField: _column,
    BilingualField: _bilingual,
    KeyField: _key,
    NamespaceField: _namespace,
    OneField: _one,
    ManyField: _many,
    ConnectionField: read_connection,
    CountField: _count,
    TotalField: _total,
    NodeField: _node,
    AggregateField: read_groups,
    ToldField: read_told,
}
_BY_SHAPE: dict[str, Read] = {"list": _all, "one": _found}
"""Root fields of which there are many classes and that hang on nothing."""


def reader_of(declared: Any) -> Read | None:
    """What reads a declared field; None for one that isn't SQL-backed."""
    for kind in type(declared).__mro__:
        if kind in _BY_CLASS:
            return _BY_CLASS[kind]
    shape = declared.shape() if isinstance(declared, Declared) else None
    return _BY_SHAPE.get(shape.kind) if shape is not None and shape.keys is None else None
