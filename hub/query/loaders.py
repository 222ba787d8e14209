"""One reader's view of the database for one operation: statements under its rules, batched by DataLoaders."""

from asyncio import AbstractEventLoop, get_running_loop, shield
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Any, Protocol, cast

import asyncpg
from sqlalchemy import BindParameter, ColumnElement, CompoundSelect, Select
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlalchemy.sql.cache_key import CacheKey
from sqlalchemy.sql.compiler import SQLCompiler
from strawberry.dataloader import DataLoader

from hub.errors import TooSlow

Row = Any
"""A row as asyncpg gives it: a sequence of values that also answers to names."""


class Readers(Protocol):
    """What runs a read statement under a vector of rules; see `hub.database.pool`."""

    async def fetch(self, rules: tuple[str, ...], sql: str, args: Sequence[object]) -> list[Row]:
        """The statement's rows."""
        ...


DIALECT = asyncpg_dialect()  # type: ignore[no-untyped-call]
Selects = Select[Any] | CompoundSelect[Any]
"""What is read: a SELECT, or several joined by UNION and the like."""
SHAPES = 1_000
"""Statements whose SQL is remembered; they differ by shape, never by values, as every value is bound."""


class Compiler:
    """Compiles Core statements and remembers the SQL of each shape, as compiling costs more than running most."""

    def __init__(self, size: int = SHAPES) -> None:
        self._size = size
        self._known: OrderedDict[Hashable, tuple[str, list[int]]] = OrderedDict()

    @property
    def remembered(self) -> int:
        """How many shapes are remembered."""
        return len(self._known)

    @property
    def shapes(self) -> list[tuple[Hashable, str]]:
        """Each shape as SQLAlchemy tells it from others, and its SQL."""
        return [(shape, sql) for shape, (sql, _) in self._known.items()]

    def compiled(self, statement: Selects) -> tuple[str, list[object]]:
        """The SQL of a statement and its values in order."""
        sql, binds = self.bound(statement)
        return sql, [bind.effective_value for bind in binds]

    def bound(self, statement: Selects) -> tuple[str, list[BindParameter[Any]]]:
        """The SQL of a statement and its parameters in order."""
        shape = shape_of(statement)
        found = self._known.get(shape.key)
        if found is None:
            found = self._known[shape.key] = _compile(statement, shape.bindparams)
            if len(self._known) > self._size:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(shape.key)
        sql, places = found
        return sql, [shape.bindparams[place] for place in places]


def shape_of(part: Selects | ColumnElement[Any]) -> CacheKey:
    """What a statement or a part of it has in common with those that differ in their values alone, and these."""
    shape = part._generate_cache_key()  # noqa: SLF001 - what SQLAlchemy's own engine remembers by
    if shape is None:
        raise TypeError(f"this has a part that SQLAlchemy can't remember: {part}")
    return shape


def _compile(statement: Selects, bound: Sequence[BindParameter[Any]]) -> tuple[str, list[int]]:
    """The SQL, and for each of its values its place among what the statement binds."""
    done = statement.compile(dialect=DIALECT)
    assert isinstance(done, SQLCompiler)
    places = {parameter.key: place for place, parameter in enumerate(bound)}
    return str(done), [places[done.binds[name].key] for name in done.positiontup or ()]


COMPILER = Compiler()
"""The compiler of this process: no value of anybody's stays in it."""
compiled = COMPILER.compiled


class Unhurried:
    """An event loop in which what is to be called soon is called some turns later.

    A DataLoader closes its batch soon after the first key. graphql-core reaches the rows of one level some turns apart,
    as it gathers where a row has two fields to wait for and doesn't where it has one: they'd be two statements.
    """

    TURNS = 5

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self.create_future = loop.create_future

    def call_soon(self, callback: Callable[[], object], turns: int = TURNS) -> None:
        """Call back after that many turns; each costs microseconds, an idle loop doesn't sleep in between."""
        if turns:
            self._loop.call_soon(self.call_soon, callback, turns - 1)
        else:
            callback()


class Loaders:
    """The DataLoaders of one operation: never shared, so that no reader meets another's rows."""

    def __init__(self, readers: Readers, rules: tuple[str, ...]) -> None:
        self._readers = readers
        self._rules = rules
        self._loaders: dict[Hashable, DataLoader[Any, Any]] = {}
        self._made: dict[Hashable, Any] = {}

    async def rows(self, statement: Selects) -> list[Row]:
        """The rows that the reader may see."""
        return await self.fetch(*compiled(statement))

    async def fetch(self, sql: str, args: Sequence[object]) -> list[Row]:
        """The rows of a statement that is compiled already; raises TooSlow when the database gives up on it."""
        try:
            return await self._readers.fetch(self._rules, sql, args)
        except (asyncpg.QueryCanceledError, asyncpg.LockNotAvailableError) as error:
            raise TooSlow(
                "The database took longer than a statement may take. Ask for fewer records at a time.",
                "数据库查询超过单条语句的时限。请减少一次请求的记录数。",
            ) from error

    def load(self, name: Hashable, key: Any, batch: Callable[[list[Any]], Awaitable[list[Any]]]) -> Awaitable[Any]:
        """The value of `key`, loaded together with the other keys asked for under `name`.

        Each caller waits by a future of its own: when a field fails, graphql-core cancels what those beside it wait
        for, which may be what another part of the operation waits for too.
        """
        loader = self._loaders.get(name)
        if loader is None:
            loop = cast("AbstractEventLoop", Unhurried(get_running_loop()))
            loader = self._loaders[name] = DataLoader(load_fn=batch, loop=loop)
        return shield(loader.load(key))

    def once(self, name: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` gave the first time under this name, such as the listing of one place of the operation."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def forget(self) -> None:
        """Forget what was read: a write may have changed it."""
        self._loaders.clear()
        self._made.clear()
