"""What a reader's rules come to in a statement: shape and values of each record type's predicate, remembered."""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from hub.auth.access import Access
from hub.query.plan.parts import key_of, scoped
from hub.query.record import RecordInfo


@dataclass(frozen=True, slots=True)
class Scope:
    """One reader's rules for one record type: whether it may read any, and shape and values of its predicate."""

    readable: bool
    shape: Hashable
    values: Sequence[Any]


class Scopes:
    """The scopes of the readers met last: a reader's rules stay the same object for seconds."""

    def __init__(self, size: int = 2_000) -> None:
        self._size = size
        self._known: OrderedDict[int, tuple[Access, dict[RecordInfo, Scope]]] = OrderedDict()
        self._shapes: dict[Hashable, int] = {}

    def of(self, access: Access, types: Sequence[RecordInfo]) -> list[Scope]:
        """The scopes of these record types for this reader."""
        known = self._known.get(id(access))
        if known is None:
            known = self._known[id(access)] = (access, {})  # which keeps the reader, and so its id
            if len(self._known) > self._size:
                self._known.popitem(last=False)
        found = known[1]
        for info in types:
            if info not in found:
                found[info] = self._read(info, access)
        return [found[info] for info in types]

    def _read(self, info: RecordInfo, access: Access) -> Scope:
        predicate, binds = key_of(scoped(info, access))
        shape = self._shapes.setdefault((info, predicate), len(self._shapes))
        return Scope(info.readable(access), shape, [bind.effective_value for bind in binds])
