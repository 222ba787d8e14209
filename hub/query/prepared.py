"""Statements that differ by their keys alone, such as rows by key: built once for each reader, then only bound anew.

To build a statement of SQLAlchemy's objects and to know it by its shape costs more than all else about a small one.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from hub.auth.access import Access
from hub.query.loaders import Selects, compiled


@dataclass(frozen=True, slots=True)
class _Statement:
    """The SQL, and a reader's own values in it; at `place` the keys are bound."""

    sql: str
    args: Sequence[object]
    place: int

    def bound(self, keys: Sequence[Any]) -> tuple[str, list[object]]:
        return self.sql, [*self.args[: self.place], keys, *self.args[self.place :]]


class Prepared:
    """The statements of the readers met last: a reader's rules stay the same object for as long as they do."""

    def __init__(self, size: int = 2_000) -> None:
        self._size = size
        self._known: OrderedDict[int, tuple[Access, dict[Hashable, _Statement]]] = OrderedDict()

    def statement(
        self, access: Access, name: Hashable, keys: Sequence[Any], build: Callable[[Sequence[Any]], Selects]
    ) -> tuple[str, list[object]]:
        """The SQL and the values of what `build` makes of keys for this reader.

        By `name` it must depend on the reader alone, and bind what it is given as the keys, once.
        """
        statements = self._of(access)
        found = statements.get(name)
        if found is None:
            sql, args = compiled(build(keys))
            place = next(place for place, value in enumerate(args) if value is keys)
            found = statements[name] = _Statement(sql, [*args[:place], *args[place + 1 :]], place)
        return found.bound(keys)

    def _of(self, access: Access) -> dict[Hashable, _Statement]:
        known = self._known.get(id(access))
        if known is None:
            known = self._known[id(access)] = access, {}  # which keeps the reader, and so its id
            if len(self._known) > self._size:
                self._known.popitem(last=False)
        return known[1]


PREPARED = Prepared()
"""Of this process: it has the rules of readers, and no key of anybody's."""
