"""How values are completed that are at hand: functions made once for a selection, which read what goes right.

Each raises for what isn't as expected, such as a null that mustn't be. What that means is graphql-core's to say.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import GraphQLLeafType, Undefined

Values = Mapping[str, Any]
"""What an instance carries, by attribute."""
Complete = Callable[[Any], Any]
"""Completes a value as graphql-core would; raises where that takes more than reading."""
Field = tuple[str, Callable[[Values], Any], Complete]
"""A response name, how the value is read of what an instance carries, and how it is completed."""

AS_IT_IS: Mapping[str, type] = {"String": str, "ID": str, "Boolean": bool}
"""The kinds of value that scalars of GraphQL itself leave as they are."""


class NotAtHandError(Exception):
    """There is more to a value than to read it."""


def leaf(kind: GraphQLLeafType, *, required: bool) -> Complete:
    """Completes scalars and enumerations."""
    coerce, same = kind.coerce_output_value, AS_IT_IS.get(kind.name)

    def complete(value: Any) -> Any:
        if type(value) is same:
            return value
        found = None if value is None else coerce(value)
        if (found is None and (required or value is not None)) or found is Undefined:
            raise NotAtHandError
        return found

    return complete


def whole(declared: type, fields: Sequence[Field], *, required: bool) -> Complete:
    """Completes instances of a declared type."""

    def complete(value: Any) -> Any:
        if value is None and not required:
            return None
        if type(value) is not declared:
            raise NotAtHandError
        values = vars(value)
        return {name: completed(read(values)) for name, read, completed in fields}

    return complete


def items(each: Complete, *, required: bool) -> Complete:
    """Completes lists."""

    def complete(value: Any) -> Any:
        if value is None and not required:
            return None
        if type(value) is not list:
            raise NotAtHandError
        return [each(item) for item in value]

    return complete
