"""Where each value that a statement binds comes from: without a source for every one, there is no plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.sql.compiler import SQLCompiler

from hub.auth.access import SYSTEM, Access
from hub.query.loaders import DIALECT
from hub.query.plan.levels import Unplannable
from hub.query.plan.parts import key_of, scoped
from hub.query.record import RecordInfo
from hub.texts import Text

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement, and where each of its values comes from: a group of values and a place in it.

    The groups are, in order: those of the places of the tree, those of the reader's rules by record type, those that
    never change, and those of what is counted for told fields.
    """

    sql: str
    takes: Sequence[tuple[int, int]]
    fixed: Sequence[Any]
    keys: Sequence[int | None] | None = None
    """None where each column is an array. Else there is one row, and by column the place of its level's key, which is
    null where there is no row of the level; None for the first level's, which is there if any is."""

    def columns(self, rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        """The columns of the levels, from the rows of the statement."""
        if self.keys is None:
            return [column or () for column in rows[0]]
        if not rows:
            return [()] * len(self.keys)
        row = rows[0]
        present = [key is None or row[key] is not None for key in self.keys]
        return [(value,) if there else () for value, there in zip(row, present, strict=True)]


class Sources:
    """The groups of values of one statement while it is built."""

    def __init__(self, places: int, types: Sequence[RecordInfo], access: Access) -> None:
        self._types, self._access = types, access
        self._first_scope, self._last_group = places, places + len(types)
        self._known: dict[str, tuple[int, int]] = {}
        self._wanted: set[str] = set()
        self._fixed: list[Any] = []

    def take(self, binds: Sequence[Any], group: int, wanted: set[str] | None = None) -> None:
        """The values of a group; those `wanted`, by default all, must be met again in the statement."""
        for place, bind in enumerate(binds):
            self._known[bind.key] = (group, place)
        self._wanted |= {bind.key for bind in binds} if wanted is None else wanted

    def take_counts(self, counts: Select[Any]) -> None:
        """The values of what is counted for told fields."""
        self.take(key_of(counts)[1], self._last_group + 1)

    def fixed(self, expression: ColumnElement[V]) -> ColumnElement[V]:
        """The expression, whose values are the same in every request."""
        for bind in key_of(select(expression))[1]:
            self._known.setdefault(bind.key, (self._last_group, len(self._fixed)))
            self._fixed.append(bind.effective_value)
        return expression

    def scope(self, info: RecordInfo, *, public: bool = False) -> ColumnElement[bool]:
        """The reader's predicate, in every statement at every level."""
        if public:
            return self.fixed(info.rows(SYSTEM))
        statement = scoped(info, self._access)
        _, binds = key_of(statement)
        predicate = statement.whereclause
        assert predicate is not None
        number = self._first_scope + self._types.index(info.original)
        self.take(binds, number, wanted={bind.key for bind in key_of(select().where(predicate))[1]})
        return predicate

    def compiled(self, statement: Select[Any], keys: Sequence[int | None] | None = None) -> Compiled:
        """The SQL; Unplannable if a value's source isn't known, or one was lost on the way."""
        done = statement.compile(dialect=DIALECT)
        assert isinstance(done, SQLCompiler)
        bound = [done.binds[name].key for name in done.positiontup or ()]
        if not self._wanted <= set(bound) or not set(bound) <= self._known.keys():
            raise Unplannable(Text("a value's source is not known", "取值的来源不明"))
        return Compiled(str(done), [self._known[key] for key in bound], self._fixed, keys)
