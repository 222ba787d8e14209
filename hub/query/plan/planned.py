"""What the compiled plan gives of an operation, and what it leaves to the ordinary path."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode

from hub.texts import Text


@dataclass(frozen=True, slots=True)
class Planned:
    """The answer of an operation, as far as one statement gave it."""

    data: Mapping[str, Any] | None = None
    """The root fields that were planned by their response names, ready to be encoded; None: none was."""
    rest: DocumentNode | None = None
    """The operation of the root fields that the ordinary path must answer; None: there are none."""
    reason: Text | None = None
    """Why there is a rest."""
    planned: tuple[str, ...] = ()
    """The response names of `data`, in its order."""
    names: tuple[str, ...] = ()
    """The response names of all root fields, in the order in which they are answered (specification section 6.3)."""

    @property
    def path(self) -> str:
        """Which path answers: `compiled`, `ordinary`, or `both`, each some of the root fields."""
        if self.rest is None:
            return "compiled"
        return "ordinary" if self.data is None else "both"

    def filled(self, data: Mapping[str, Any]) -> "Planned":
        """The same with the data of a request."""
        return Planned(data, self.rest, self.reason, self.planned, self.names)

    def merged(self, ordinary: Mapping[str, Any] | None) -> Any:
        """The whole `data`, with what the ordinary path gave for the rest; null where that is, as a whole, null."""
        if self.data is None or ordinary is None:
            return ordinary
        found = {**ordinary, **self.data}
        return {name: found[name] for name in self.names}
