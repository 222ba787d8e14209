"""The columns of an exported record type: those of its declared fields, in their order."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement

from hub.export.cells import Say, plain, said
from hub.naming import camel
from hub.query import ids
from hub.query.fields import BilingualField, ColumnField, Declared, KeyField
from hub.query.forms import api_name, declared_fields
from hub.query.personal import PersonalField
from hub.query.record import RecordInfo, info_of
from hub.query.relations import OneField
from hub.texts import Language, Text

TITLES = frozenset({"name", "title"})
"""The fields by which people know what a to-one points at."""


@dataclass(frozen=True, slots=True)
class Join:
    """A to-one of the record: its target under a name of its own, and the column that points there."""

    target: RecordInfo
    column: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its path by GraphQL's names, what people call it, its SQL, and how a value is written."""

    name: str
    label: Text
    value: ColumnElement[object]
    say: Say


@dataclass(frozen=True, slots=True)
class Columns:
    """Everything of one record type that is exported, and the to-ones that it takes."""

    every: tuple[Column, ...]
    joins: tuple[Join, ...]

    def head(self, language: Language, *, labels: bool) -> list[str]:
        """The first line: what people call the columns, or their names in the schema."""
        return [plain(column.label.say(language)) if labels else column.name for column in self.every]


@cache
def columns_of(info: RecordInfo, language: Language) -> Columns:
    """The columns of a record type, names of places in this language; personal ones are masked for everybody."""
    fields = declared_fields(info.declared)
    joins = {f: _join(f) for f in fields if isinstance(f, OneField)}
    every = [c for f in fields for c in (_pointed(f, joins[f], language) if f in joins else _own(info, f))]
    return Columns(tuple(every), tuple(joins.values()))


def _join(field: OneField) -> Join:
    return Join(info_of(field.points_at).aliased(f"to_{field.python_name}"), field.column)


def _own(info: RecordInfo, field: Declared) -> Iterator[Column]:
    name = api_name(field)
    if isinstance(field, KeyField):
        yield Column(name, _label(field), info.column(info.key), _global(info.name))
    elif isinstance(field, ColumnField):
        yield Column(name, _label(field), info.shown(field.column), said(info.codecs[field.column]))


def _pointed(field: OneField, join: Join, language: Language) -> Iterator[Column]:
    """The key of the target, and the name by which people know it."""
    target, name, label = join.target, api_name(field), _label(field)
    place = target.measure is None
    key = Text(f"{label.en} ({'code' if place else 'id'})", f"{label.zh}（{'代码' if place else '标识'}）")
    say = plain if place else _global(target.name)
    yield Column(f"{name}.{'code' if place else 'id'}", key, target.column(target.key), say)
    for title in declared_fields(target.declared):
        if title.python_name in TITLES and not isinstance(title, PersonalField):
            named = Text(f"{label.en} ({title.python_name})", f"{label.zh}（名称）")
            yield Column(f"{name}.{camel(title.python_name)}", named, _title(target, title, language), plain)


def _title(target: RecordInfo, title: Declared, language: Language) -> ColumnElement[object]:
    if isinstance(title, BilingualField):
        return target.column(title.labels()[f"_{title.python_name}_{language.code}"])
    return target.column(title.column)


def _label(field: Declared) -> Text:
    if isinstance(field, PersonalField):
        return Text(f"{field.plain.en.rstrip('.')} (masked)", f"{field.plain.zh}（已脱敏）")
    return Text(field.text.en.rstrip("."), field.text.zh)


def _global(type_name: str) -> Say:
    return lambda key: ids.encode(type_name, key)
