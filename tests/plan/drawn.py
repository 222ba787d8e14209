"""A generated operation, and the values that its variables are given each time it is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLInputType, GraphQLNonNull

from tests.plan.values import Values

PAGES = ("first", "after", "last", "before")
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of an operation; a `pages` one takes cursors that the answer shows at this path."""

    name: str
    kind: GraphQLInputType
    argument: str
    default: str | None = None
    pages: Path | None = None

    def __str__(self) -> str:
        return f"${self.name}: {self.kind}" + ("" if self.default is None else f" = {self.default}")


@dataclass(frozen=True, slots=True)
class Operation:
    """One generated document, and what its variables may be."""

    text: str
    variables: tuple[Variable, ...]

    def draw(self, values: Values, seen: Any) -> dict[str, Any]:
        """Values for the variables, some absent, some null; cursors out of the answer that was `seen`."""
        drawn: dict[str, Any] = {}
        for variable in self.variables:
            roll, required = values.rolls.random(), isinstance(variable.kind, GraphQLNonNull)
            absent = 0.04 if variable.argument in PAGES else 0.2
            if roll < absent and (variable.default is not None or not required):
                continue
            if roll < 1.5 * absent and not required:
                drawn[variable.name] = None
                continue
            drawn[variable.name] = _drawn(variable, values, seen)
        return drawn


def _drawn(variable: Variable, values: Values, seen: Any) -> Any:
    if variable.pages is None:
        return values.of(variable.kind, variable.argument)
    found = [*cursors(seen, variable.pages)]
    return values.rolls.choice(found) if found else None


def cursors(answer: Any, path: Path) -> Iterator[str]:
    """The cursors that an answer shows of a connection."""
    if isinstance(answer, list):
        for item in answer:
            yield from cursors(item, path)
    elif isinstance(answer, dict) and path:
        yield from cursors(answer.get(path[0]), path[1:])
    elif isinstance(answer, dict):
        yield from (edge["at"] for edge in answer.get("marks") or ())
