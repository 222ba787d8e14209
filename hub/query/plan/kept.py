"""What is kept of operations: outlines with the plans compiled of them, those used last, within a bound of memory."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field

from hub.query.plan.levels import Unplannable
from hub.query.plan.outlines import Outline, Prepared
from hub.query.plan.sources import Compiled

OUTLINE_BYTES, PLACE_BYTES, COLUMN_BYTES, TOKEN_BYTES = 10_000, 4_000, 1_000, 400
"""Measured, rounded up: an outline holds on to its document, and so to every token of it."""
PLAN_BYTES, CHARACTER_BYTES = 4_000, 3


@dataclass(eq=False, slots=True)
class Entry:
    """What was found of an operation for one set of structural values, and its plans by their shapes."""

    operation: Prepared
    found: Outline | Unplannable
    weight: int
    """Bytes, roughly, plans included."""
    plans: dict[Hashable, Compiled] = field(default_factory=dict)


class Kept:
    """The entries used last. One that is forgotten takes its plans along, which nothing else would find."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._entries: OrderedDict[Hashable, Entry] = OrderedDict()
        self.weight = self.plans = 0

    def find(self, key: Hashable) -> Entry | None:
        """The entry, which counts as used now."""
        entry = self._entries.get(key)
        if entry is not None:
            self._entries.move_to_end(key)
        return entry

    def add(self, key: Hashable, operation: Prepared, found: Outline | Unplannable) -> Entry:
        """Keep what was found of an operation."""
        entry = self._entries[key] = Entry(operation, found, 0)
        self.grow(entry, _weight(operation, found))
        return entry

    def add_plan(self, entry: Entry, shape: Hashable, compiled: Compiled) -> Compiled:
        """Keep a plan with its outline."""
        entry.plans[shape] = compiled
        entry.operation.plans += 1
        self.plans += 1
        self.grow(entry, PLAN_BYTES + CHARACTER_BYTES * len(compiled.sql))
        return compiled

    def grow(self, entry: Entry, weight: int) -> None:
        """Take note that an entry holds on to more, and forget others for it."""
        entry.weight += weight
        self.weight += weight
        while self.weight > self._memory and len(self._entries) > 1:
            self._forget(self._entries.popitem(last=False)[1])

    def _forget(self, entry: Entry) -> None:
        self.weight -= entry.weight
        self.plans -= len(entry.plans)
        entry.operation.plans -= len(entry.plans)


def _weight(operation: Prepared, found: Outline | Unplannable) -> int:
    held = TOKEN_BYTES * operation.document.token_count
    if isinstance(found, Unplannable):
        return COLUMN_BYTES + held
    tree = found.tree
    return OUTLINE_BYTES + PLACE_BYTES * len(tree.places) + COLUMN_BYTES * tree.width + held
