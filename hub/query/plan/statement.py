"""From a tree of levels to one SQL statement: a common table expression for each level, its columns as arrays."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    ColumnElement,
    FromClause,
    Select,
    and_,
    any_,
    case,
    func,
    literal_column,
    null,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import array

from hub.auth.access import Access
from hub.query.cells import counted_to
from hub.query.plan.levels import Level, Output, Row, Sums, Tree
from hub.query.plan.narrowing import applied_to_values, names_counties
from hub.query.plan.parts import Asked, Meaning
from hub.query.plan.sources import Compiled, Sources
from hub.query.record import RecordInfo
from hub.query.select import Link

NUMBER, PARENT = "number#", "parent#"
"""Labels that no column has."""


class Builder:
    """Builds the statement of a tree for one shape of arguments and rules."""

    def __init__(
        self,
        tree: Tree,
        asked: Sequence[Asked],
        types: Sequence[RecordInfo],
        access: Access,
        counts: Select[Any] | None = None,
    ) -> None:
        self._tree, self._counts = tree, counts
        self._sources = Sources(len(asked), types, access)
        self._meant: list[Meaning] = []
        self._ctes: dict[int, CTE] = {}
        for number, one in enumerate(asked):
            meant, binds = one.meaning()
            self._meant.append(meant)
            self._sources.take(binds, number)
        if counts is not None:
            self._sources.take_counts(counts)

    def build(self) -> Compiled:
        """The statement."""
        for level in self._tree.levels:
            self._ctes[level.number] = self._level(level).cte(f"l{level.number}")
        if not self._tree.width and self._counts is None:
            return Compiled("", [], [])  # what is told needs nothing of the database
        first, *others = self._tree.levels or [self._tree.top]
        alone = not self._tree.top.sums and self._counts is None
        if first.single and alone and all(level.points for level in others):
            return self._sources.compiled(*self._flat())
        return self._sources.compiled(self._arrays())

    # One statement of all levels

    def _flat(self) -> tuple[Select[Any], Sequence[int | None]]:
        """One row beside the to-ones that hang on it."""
        first, *others = self._tree.levels
        whole: Any = self._ctes[first.number]
        for level in others:
            whole = whole.outerjoin(self._ctes[level.number], true())
        outputs = sorted((o for level in self._tree.levels for o in _returned(level)), key=attrgetter("number"))
        columns = [self._ctes[o.row.level.number].c[o.label] for o in outputs]
        keys = [None if o.row.level is first else o.row.level.row.key().number for o in outputs]
        return select(*columns).select_from(whole), keys

    def _arrays(self) -> Select[Any]:
        columns: dict[int, ColumnElement[Any]] = {}
        parts: list[Any] = []
        for level in self._tree.levels:
            cte = self._ctes[level.number]
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
        if self._counts is not None:
            part = self._counts.subquery("counted")
            parts.append(part)
            columns |= dict(enumerate(part.c, start=self._tree.width))
        statement = select(*(columns[number] for number in sorted(columns)))
        whole: Any = parts[0]
        for part in parts[1:]:
            whole = whole.join(part, true())
        return statement.select_from(whole)

    # One level

    def _level(self, level: Level) -> Select[Any]:
        """The rows of a level in their order, with what is counted and summed, numbered if others hang on them."""
        rows = self._own(level)
        if level.parent is not None or level.sums:
            rows = self._around(level, rows)
        return self._numbered(level, rows) if level.children else rows

    def _own(self, level: Level) -> Select[Any]:
        """The level's own rows, under the reader's rules."""
        columns = [self._column(output, public=level.public) for output in level.outputs]
        statement = select(*columns).select_from(level.row.info.table)
        return self._page(level, statement) if level.points is None else statement.where(self._pointed(level))

    def _page(self, level: Level, statement: Select[Any]) -> Select[Any]:
        """The rows that are asked for by arguments, of each row above, in their order."""
        row, meant = level.row, self._meant[level.place.number]
        conditions, scope = meant.conditions, self._sources.scope(row.info, public=level.public)
        driven = level.parent is not None or level.single or names_counties(row.info.table, conditions)
        if level.groups is not None:  # every row is read, not a page of them
            conditions, scope = applied_to_values(conditions, scope)
        statement = statement.where(rechecked(scope) if driven else scope, *conditions)
        if level.parent is not None and level.link is not None:
            statement = statement.where(self._linked(level.link, row.info, level.parent, level.storage))
        if level.groups is not None:
            groups = [row.info.column(name) for name in level.groups]
            return statement.group_by(*groups).order_by(*groups)
        if level.single:
            return statement
        limit = meant.page.size + level.peeks
        return statement.order_by(*meant.ordering()).limit(literal_column(str(limit)))

    def _pointed(self, level: Level) -> ColumnElement[bool]:
        """The targets of to-ones, those that the reader may see; of entities all, as who points shows them."""
        info, points = level.row.info, level.points
        assert points is not None
        key = info.column(info.key)
        keys = select(self._ctes[points.row.level.number].c[points.label]).scalar_subquery()
        same: ColumnElement[bool] = key == any_(func.array(keys, type_=ARRAY(key.type)))
        return same if info.measure is None else and_(same, rechecked(self._sources.scope(info)))

    def _around(self, level: Level, own: Select[Any]) -> Select[Any]:
        """The same rows in the same order, with the row above, counts and sums.

        The order needs no sort. What is lateral with a limit or an aggregate of its own can only be read anew for each
        row above, by a nested loop, which keeps the order of both; to number and sort the rows would cost a fifth.
        """
        rows: Any = own.lateral(level.row.alias + "_")
        columns: list[ColumnElement[Any]] = [rows.c[o.label] for o in level.outputs]
        whole = rows
        if level.parent is not None:
            above = self._ctes[level.parent.level.number]
            whole = above.join(rows, true())
            columns.append(above.c[NUMBER].label(PARENT))
        for sums in level.sums:
            part = self._summed(sums, rows).lateral(sums.alias + "_")
            whole = whole.outerjoin(part, true())
            columns += [part.c[o.name].label(o.label) for o in sums.values.values()]
        return select(*columns).select_from(whole)

    def _numbered(self, level: Level, rows: Select[Any]) -> Select[Any]:
        inner = rows.subquery(f"n{level.number}")
        return select(inner, func.row_number().over().label(NUMBER))

    def _summed(self, sums: Sums, rows: FromClause | None) -> Select[Any]:
        """Counts and sums of the rows that belong to each row of the level."""
        scope = self._sources.scope(sums.info)
        conditions = [scope if rows is None else rechecked(scope), *self._meant[sums.place.number].conditions]
        if sums.link is not None and rows is not None:
            key = literal_column(f'{sums.row.alias}_."{sums.row.key().label}"', sums.storage)
            conditions.append(self._sources.fixed(sums.link(sums.info.table, key)))
        if sums.most is not None:
            return counted_to(sums.most, sums.info.table, conditions)
        values = [
            (func.sum(sums.info.column(name)) if name else func.count()).label(output.name)
            for name, output in sums.values.items()
        ]
        return select(*values).select_from(sums.info.table).where(*conditions)

    def _linked(self, link: Link, info: RecordInfo, parent: Row, storage: Any) -> ColumnElement[bool]:
        key = literal_column(f'l{parent.level.number}."{parent.key().label}"', storage)
        return self._sources.fixed(link(info.table, key))

    def _column(self, output: Output, *, public: bool) -> ColumnElement[Any]:
        info = output.row.info
        column: ColumnElement[Any]
        if output.make is not None:
            column = output.make(info)
        else:
            column = info.column(output.name) if output.raw or public else info.shown(output.name)
        self._sources.fixed(column)
        return column.label(output.label)


def rechecked(predicate: ColumnElement[bool]) -> ColumnElement[bool]:
    """The reader's predicate where rows are found by a key, and it only rechecks them.

    As a condition of its own PostgreSQL would, for each key, gather all rows of the reader's counties by their index.
    Nor is it to believe that few rows pass: it takes IS NOT NULL to hold of nearly all.
    """
    return case((predicate, true())).is_not(null())


def _returned(level: Level) -> list[Output]:
    sums = [output for one in level.sums for output in one.values.values()]
    return [output for output in (*level.outputs, *sums) if output.number >= 0]
