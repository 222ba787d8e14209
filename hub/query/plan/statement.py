"""From a tree of levels to one SQL statement: a common table expression for each level, its columns as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    and_,
    false,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.sql.compiler import SQLCompiler

from hub.auth.access import SYSTEM, Access
from hub.query.loaders import DIALECT
from hub.query.plan.levels import Level, Output, Row, Sums, Tree, Unplannable
from hub.query.plan.parts import Asked, Meaning, key_of, scoped
from hub.query.record import RecordInfo
from hub.query.select import Link
from hub.texts import Text

V = TypeVar("V")
NUMBER, PARENT, ROW = "number#", "parent#", "row#"
"""Labels that no column has."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement, and where each of its values comes from: a group of values and a place in it.

    The groups are, in order: those of the places of the tree, those of the reader's rules by record type, and those
    that never change.
    """

    sql: str
    takes: Sequence[tuple[int, int]]
    fixed: Sequence[Any]
    flat: bool
    """Whether the row is the one row of the one level itself, no arrays."""


class Builder:
    """Builds the statement of a tree for one shape of arguments and rules."""

    def __init__(self, tree: Tree, asked: Sequence[Asked], types: Sequence[RecordInfo], access: Access) -> None:
        self._tree, self._types, self._access = tree, types, access
        self._meant: list[Meaning] = []
        self._sources: dict[str, tuple[int, int]] = {}
        self._wanted: set[str] = set()
        self._fixed: list[Any] = []
        self._ctes: dict[int, CTE] = {}
        for number, one in enumerate(asked):
            meant, binds = one.meaning()
            self._meant.append(meant)
            self._take(binds, number)
        self._first_scope = len(asked)
        self._last_group = len(asked) + len(types)

    def build(self) -> Compiled:
        """The statement."""
        levels = self._tree.levels
        flat = len(levels) == 1 and levels[0].single and not self._tree.top.sums
        if flat:
            rows = self._level(levels[0]).subquery("r")
            labels = {output.number: output.label for output in _returned(levels[0])}
            return self._compiled(select(*(rows.c[labels[number]] for number in sorted(labels))), flat=True)
        return self._compiled(self._arrays(), flat=False)

    # One statement of all levels

    def _arrays(self) -> Select[Any]:
        columns: dict[int, ColumnElement[Any]] = {}
        parts: list[Any] = []
        for level in self._tree.levels:
            cte = self._ctes[level.number] = self._level(level).cte(f"l{level.number}")
            returned = {o.number: cte.c[o.label] for o in _returned(level)}
            if level.parent is not None:
                returned[level.ordinals] = cte.c[PARENT]
            arrays = {number: func.array_agg(column).label(f"a{number}") for number, column in returned.items()}
            part = select(*arrays.values()).select_from(cte).subquery(f"r{level.number}")
            parts.append(part)
            columns |= {number: part.c[f"a{number}"] for number in arrays}
        for sums in self._tree.top.sums:
            part = self._summed(sums, None).subquery(sums.alias)
            parts.append(part)
            columns |= {o.number: array([part.c[o.name]]) for o in sums.values.values()}
        statement = select(*(columns[number] for number in sorted(columns)))
        whole: Any = parts[0]
        for part in parts[1:]:
            whole = whole.join(part, true())
        return statement.select_from(whole)

    # One level

    def _level(self, level: Level) -> Select[Any]:
        """The rows of a level in their order, with what is joined and summed, numbered if others hang on them."""
        rows = self._own(level)
        joined = [row for row in level.rows[1:] if row.joined]
        if level.parent is None and not joined and not level.sums and not level.children:
            return rows
        return self._numbered(level, self._around(level, joined, rows))

    def _own(self, level: Level) -> Select[Any]:
        """The level's own rows: their page, under the reader's rules."""
        row, meant = level.row, self._meant[level.place.number]
        driven = level.parent is not None or level.single
        conditions = [self._scope(row.info, public=level.public, driven=driven), *meant.conditions]
        if level.parent is not None and level.link is not None:
            conditions.append(self._linked(level.link, row.info, level.parent, level.storage))
        columns = [self._column(output, public=level.public) for output in row.outputs.values()]
        statement = select(*columns).where(*conditions)
        if level.groups is not None:
            groups = [row.info.column(name) for name in level.groups]
            return statement.select_from(row.info.table).group_by(*groups).order_by(*groups)
        statement = statement.order_by(*meant.ordering())
        if level.single:
            return statement
        limit = meant.page.size + level.peeks
        return statement.limit(literal_column(str(limit)))

    def _around(self, level: Level, joined: Sequence[Row], own: Select[Any]) -> Select[Any]:
        """The same rows in the same order, with their to-ones, counts and sums."""
        number = func.row_number().over().label(ROW)
        inner = own.subquery(f"q{level.number}")
        rows: Any = select(inner, number).lateral(level.row.alias + "_")
        order: list[ColumnElement[Any]] = [rows.c[ROW]]
        columns: list[ColumnElement[Any]] = [rows.c[o.label] for o in level.row.outputs.values()]
        whole = rows
        if level.parent is not None:
            above = self._ctes[level.parent.level.number]
            whole = above.join(rows, true())
            order.insert(0, above.c[NUMBER])
            columns.append(above.c[NUMBER].label(PARENT))
        for row in joined:
            whole = whole.outerjoin(row.info.table, self._pointed(row, rows))
            columns += [self._column(output, public=level.public) for output in row.outputs.values()]
        for sums in level.sums:
            part = self._summed(sums, rows).lateral(sums.alias + "_")
            whole = whole.outerjoin(part, true())
            columns += [part.c[o.name].label(o.label) for o in sums.values.values()]
        return select(*columns).select_from(whole).order_by(*order)

    def _numbered(self, level: Level, rows: Select[Any]) -> Select[Any]:
        if not level.children:
            return rows
        inner = rows.subquery(f"n{level.number}")
        return select(inner, func.row_number().over().label(NUMBER))

    def _pointed(self, row: Row, rows: FromClause) -> ColumnElement[bool]:
        """The target of a to-one, if the reader may see it: in ON, so that a hidden one costs its parent nothing."""
        points = row.points
        assert points is not None
        key = row.info.column(row.info.key)
        same: ColumnElement[bool] = key == _reference(points, rows)
        return same if row.info.measure is None else and_(same, self._scope(row.info, driven=True))

    def _summed(self, sums: Sums, rows: FromClause | None) -> Select[Any]:
        """Counts and sums of the rows that belong to each row of the level."""
        values = [
            (func.sum(sums.info.column(name)) if name else func.count()).label(output.name)
            for name, output in sums.values.items()
        ]
        conditions = [self._scope(sums.info, driven=rows is not None), *self._meant[sums.place.number].conditions]
        if sums.link is not None and rows is not None:
            key = literal_column(_name(sums.row.key()), sums.storage)
            conditions.append(self._fixed_in(sums.link(sums.info.table, key)))
        return select(*values).select_from(sums.info.table).where(*conditions)

    def _linked(self, link: Link, info: RecordInfo, parent: Row, storage: Any) -> ColumnElement[bool]:
        key = literal_column(f'l{parent.level.number}."{parent.key().label}"', storage)
        return self._fixed_in(link(info.table, key))

    def _column(self, output: Output, *, public: bool) -> ColumnElement[Any]:
        info = output.row.info
        column: ColumnElement[Any]
        if output.make is not None:
            column = output.make(info)
        else:
            column = info.column(output.name) if output.raw or public else info.shown(output.name)
        self._fixed_in(column)
        return column.label(output.label)

    # Where values come from

    def _scope(self, info: RecordInfo, *, public: bool = False, driven: bool) -> ColumnElement[bool]:
        """The reader's predicate, in every statement at every level.

        Where rows are found by a key (`driven`), it only rechecks them: as a condition of its own PostgreSQL would, for
        each key, gather all rows of the reader's counties by their index.
        """
        if public:
            return self._fixed_in(info.rows(SYSTEM))
        statement = scoped(info, self._access)
        _, binds = key_of(statement)
        predicate = statement.whereclause
        assert predicate is not None
        number = self._first_scope + self._types.index(info.original)
        self._take(binds, number, wanted={bind.key for bind in key_of(select().where(predicate))[1]})
        return func.coalesce(predicate, false()) if driven else predicate

    def _take(self, binds: Sequence[Any], group: int, wanted: set[str] | None = None) -> None:
        for place, bind in enumerate(binds):
            self._sources[bind.key] = (group, place)
        self._wanted |= {bind.key for bind in binds} if wanted is None else wanted

    def _fixed_in(self, expression: ColumnElement[V]) -> ColumnElement[V]:
        """The expression, whose values are the same in every request."""
        for bind in key_of(select(expression))[1]:
            self._sources.setdefault(bind.key, (self._last_group, len(self._fixed)))
            self._fixed.append(bind.effective_value)
        return expression

    def _compiled(self, statement: Select[Any], *, flat: bool) -> Compiled:
        """The SQL; Unplannable if a value's source isn't known, or one was lost on the way."""
        done = statement.compile(dialect=DIALECT)
        assert isinstance(done, SQLCompiler)
        keys = [done.binds[name].key for name in done.positiontup or ()]
        if not self._wanted <= set(keys) or not set(keys) <= self._sources.keys():
            raise Unplannable(Text("a value's source is not known", "取值的来源不明"))
        return Compiled(str(done), [self._sources[key] for key in keys], self._fixed, flat)


def _returned(level: Level) -> list[Output]:
    sums = [output for one in level.sums for output in one.values.values()]
    return [output for output in (*level.outputs, *sums) if output.number >= 0]


def _reference(output: Output, rows: FromClause) -> ColumnElement[Any]:
    """A column of the level's own row, or of a to-one that is joined to it."""
    row = output.row
    return rows.c[output.label] if row is row.level.row else row.info.column(output.name)


def _name(output: Output) -> str:
    """The same as text: a column would bring its FROM along."""
    row = output.row
    return f'{row.alias}_."{output.label}"' if row is row.level.row else f'{row.alias}."{output.name}"'
