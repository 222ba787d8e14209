"""Statements by what they depend on: built once for each reader and place, then only bound anew.

To build one of SQLAlchemy's objects, and to know it by its shape, costs more than all else about a small statement.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter

from hub.auth.access import Access
from hub.query.loaders import COMPILER, Selects

STATEMENTS = 1_000
"""How many are remembered."""
LONGEST = 6_000
"""Characters of a statement that is remembered: a client may make up conditions without end."""

Build = Callable[[], tuple[Selects, Sequence[BindParameter[Any]]]]
"""Makes a statement, and the parameters in it that have what is given, in its order."""


@dataclass(frozen=True, slots=True)
class _Known:
    access: Access
    """Kept, and so its id."""
    sql: str
    takes: Sequence[tuple[int, Any]]
    """For each parameter the number of the given value; -1: it is the same each time, and stands beside."""


class Prepared:
    """The statements used last. A reader's rules stay the same object for as long as they say the same."""

    def __init__(self, size: int = STATEMENTS) -> None:
        self._size = size
        self._known: OrderedDict[tuple[int, Hashable], _Known] = OrderedDict()

    @property
    def remembered(self) -> Sequence[tuple[tuple[int, Hashable], object]]:
        """All that is kept of statements, by reader and name."""
        return list(self._known.items())

    def statement(
        self, access: Access, name: Hashable, given: Sequence[object], build: Build
    ) -> tuple[str, Sequence[object]]:
        """The SQL and its values in order. What is built may depend on the reader, the name and what is given alone.

        Of `given`, the values that change from one request to the next, nothing is kept.
        """
        place = id(access), name
        known = self._known.get(place)
        if known is None:
            return self._built(place, access, *build())
        self._known.move_to_end(place)
        return known.sql, [own if number < 0 else given[number] for number, own in known.takes]

    def _built(
        self, place: tuple[int, Hashable], access: Access, statement: Selects, given: Sequence[BindParameter[Any]]
    ) -> tuple[str, Sequence[object]]:
        sql, binds = COMPILER.bound(statement)
        values = [bind.effective_value for bind in binds]
        numbers = {bind.key: number for number, bind in enumerate(given)}
        if numbers.keys() <= {bind.key for bind in binds} and len(sql) <= LONGEST:  # none was lost, as beside a FALSE
            found = [numbers.get(bind.key, -1) for bind in binds]
            takes = [(number, value if number < 0 else None) for number, value in zip(found, values, strict=True)]
            self._known[place] = _Known(access, sql, takes)
            if len(self._known) > self._size:
                self._known.popitem(last=False)
        return sql, values


PREPARED = Prepared()
"""Of this process: it has rules of readers, and no value that anybody gave."""
