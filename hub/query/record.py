"""What is known of a declared type: its model, its table, its fields, and who may see its rows."""

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Table, true

from hub.auth.access import Access, Act
from hub.database import tables
from hub.query.codecs import Codec, codec_of
from hub.query.masks import MASKS, OPEN, opened
from hub.records.columns import Personal
from hub.texts import Text

ALIASES = 1_000
"""Aliases of tables that statements share: each has an object for every column."""
INFO = "__hub_record__"
"""Where `record`, `entity` and `namespace` put what they know on the class."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a declared field is in a statement: rows of a type, as a list, a page, one row or a value.

    `kind` is `list`, `page`, `one`, `count`, `total` or `groups`; `keys` the column that ties the rows to the level
    above, None at the root; `columns` what the level itself reads.
    """

    info: "RecordInfo"
    kind: str
    keys: str | None = None
    columns: tuple[str, ...] = ()


Scope = Callable[[FromClause, Access], ColumnElement[bool]]


@dataclass(eq=False)
class RecordInfo:
    """A declared type over a table. `key` names the column that identifies a row, `measure` the rules it is under."""

    declared: type
    model: type[tables.Table]
    plural: str
    text: Text
    key: str
    measure: str | None = None
    scope: Scope | None = None
    only: Callable[[FromClause], ColumnElement[bool]] | None = None
    """Which rows of the table are of this type at all, such as the areas that are counties."""
    order: tuple[str, ...] = ()
    """The columns by which a plain list is ordered."""
    columns: dict[str, str] = field(default_factory=dict)
    """The columns that a row carries, by the attribute under which the declared type has them."""

    @property
    def name(self) -> str:
        """The GraphQL name, such as `TeacherDispatch`."""
        return self.declared.__name__

    @cached_property
    def table(self) -> Table:
        """The table itself."""
        table: Table = self.model.__table__  # type: ignore[attr-defined]
        return table

    @cached_property
    def codecs(self) -> dict[str, Codec]:
        """The codec of each column."""
        fields = self.model.model_fields
        return {name: codec_of(fields[name].annotation, self.column(name)) for name in fields}

    @cached_property
    def personal(self) -> dict[str, Personal]:
        """The columns that hold personal data, with their marks."""
        return personal_columns(self.model)

    @property
    def original(self) -> "RecordInfo":
        """Itself, or what it is an alias of."""
        return self.__dict__.get("_original", self)  # type: ignore[no-any-return]

    def aliased(self, name: str) -> "RecordInfo":
        """The same record type under another name of its table, for a statement that has the table more than once."""
        return _aliased(self, name)

    def column(self, name: str) -> Column[Any]:
        """A column of the table by its name."""
        column: Column[Any] = self.table.c[name]
        return column

    def rows(self, access: Access) -> ColumnElement[bool]:
        """The predicate of this type's rows for one reader, put into every statement at every level."""
        own = self.only(self.table) if self.only is not None else true()
        return own if self.scope is None else own & self.scope(self.table, access)

    def readable(self, access: Access) -> bool:
        """Whether there is any rule under which the reader could see a row."""
        return self.measure is None or bool(access.reach(self.measure, Act.READ))

    def selected(self, access: Access) -> tuple[ColumnElement[Any], ...]:
        """The SELECT list of a row: the key, the declared columns, personal ones masked, and what is open."""
        return (*self._masked, *self._opened(access)) if self.opens(self.personal, access) else self._masked

    def opens(self, columns: Iterable[str], access: Access) -> bool:
        """Whether the reader would see any of these columns unmasked: personal ones, somewhere, for its purpose."""
        personal = self.measure is not None and bool(access.personal(self.measure))
        return personal and any(column in self.personal for column in columns)

    def _opened(self, access: Access) -> Iterator[ColumnElement[Any]]:
        reach = access.personal(self.measure or "")
        for label, column in self.columns.items():
            if column in self.personal:
                yield opened(self.table, self.column(column), reach).label(OPEN + label)

    @cached_property
    def _masked(self) -> tuple[ColumnElement[Any], ...]:
        return self.column(self.key).label("_key"), *(self.shown(c).label(n) for n, c in self.columns.items())

    def shown(self, name: str) -> ColumnElement[Any]:
        """A column with its mask: the only place where a column leaves the database."""
        mark = self.personal.get(name)
        return self.column(name) if mark is None else MASKS[mark.mask](self.column(name))


@lru_cache(maxsize=ALIASES)
def _aliased(info: RecordInfo, name: str) -> RecordInfo:
    made = copy(info)
    made.__dict__.pop("_masked", None)
    made.__dict__.update(table=info.table.alias(name), codecs=info.codecs, _original=info.original)
    return made


def personal_columns(model: type[tables.Table]) -> dict[str, Personal]:
    """The columns of a model that are marked as personal."""
    found = ((name, mark) for name, f in model.model_fields.items() for mark in f.metadata)
    return {name: mark for name, mark in found if isinstance(mark, Personal)}


def info_of(declared: type) -> RecordInfo:
    """What is known of a declared type."""
    found: RecordInfo | None = declared.__dict__.get(INFO)
    if found is None:
        raise TypeError(f"{declared.__module__}.{declared.__name__} is no declared record: decorate it with @record")
    return found
