"""One reader's view of the database for one operation: statements under its rules, batched by DataLoaders."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Any, Protocol

from sqlalchemy import Select
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from strawberry.dataloader import DataLoader

Row = Any
"""A row as asyncpg gives it: a sequence of values that also answers to names."""


class Readers(Protocol):
    """What runs a read statement under a vector of rules; see `hub.database.pool`."""

    async def fetch(self, rules: tuple[str, ...], sql: str, args: Sequence[object]) -> list[Row]:
        """The statement's rows."""
        ...


DIALECT = asyncpg_dialect()  # type: ignore[no-untyped-call]


def compiled(statement: Select[Any]) -> tuple[str, list[object]]:
    """The SQL of a Core statement and its values in order; every value is bound, none is written into the text."""
    done = statement.compile(dialect=DIALECT)
    params = done.params
    return str(done), [params[name] for name in done.positiontup or ()]


class Loaders:
    """The DataLoaders of one operation: never shared, so that no reader meets another's rows."""

    def __init__(self, readers: Readers, rules: tuple[str, ...]) -> None:
        self._readers = readers
        self._rules = rules
        self._loaders: dict[Hashable, DataLoader[Any, Any]] = {}
        self._made: dict[Hashable, Any] = {}

    async def rows(self, statement: Select[Any]) -> list[Row]:
        """The rows that the reader may see."""
        sql, args = compiled(statement)
        return await self._readers.fetch(self._rules, sql, args)

    def load(self, name: Hashable, key: Any, batch: Callable[[list[Any]], Awaitable[list[Any]]]) -> Awaitable[Any]:
        """The value of `key`, loaded together with the other keys asked for under `name`."""
        loader = self._loaders.get(name)
        if loader is None:
            loader = self._loaders[name] = DataLoader(load_fn=batch)
        return loader.load(key)

    def once(self, name: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` gave the first time under this name, such as the listing of one place of the operation."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def forget(self) -> None:
        """Forget what was read: a write may have changed it."""
        self._loaders.clear()
        self._made.clear()
