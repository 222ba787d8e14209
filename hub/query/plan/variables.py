"""The values of an operation's variables, coerced as graphql-core does, with less ado where all are plain scalars."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from graphql import (
    GraphQLInputType,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    get_nullable_type,
    is_leaf_type,
)
from graphql.execution.get_variable_signature import GraphQLVariableSignature, get_variable_signature
from graphql.execution.values import VariableValues, VariableValueSource, get_variable_values
from graphql.utilities import coerce_input_value

PLAIN = frozenset({str, int, float, bool})
Coerce = Callable[[Any], Any]


class Variables:
    """The variables of one operation; what they are is read once, not at each request."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self._schema, self._nodes = schema, operation.variable_definitions or ()
        read = [get_variable_signature(schema, node) for node in self._nodes]
        self._signatures: Sequence[tuple[GraphQLVariableSignature, Coerce]] = [
            (one, _coercing(one.type)) for one in read if isinstance(one, GraphQLVariableSignature)
        ]

    def coerced(self, given: Mapping[str, Any]) -> VariableValues | None:
        """The values; None where they don't fit."""
        sources: dict[str, VariableValueSource] = {}
        values: dict[str, Any] = {}
        for signature, coerce in self._signatures:
            value = given.get(signature.name)
            if type(value) not in PLAIN:
                return self._of_any_kind(given)
            try:
                values[signature.name] = coerced = coerce(value)
            except Exception:  # noqa: BLE001 - as in graphql-core, where a scalar refuses a value by whatever it raises
                return None
            if coerced is Undefined:
                return None
            sources[signature.name] = VariableValueSource(signature, value)
        return VariableValues(sources, values)

    def _of_any_kind(self, given: Mapping[str, Any]) -> VariableValues | None:
        found = get_variable_values(self._schema, self._nodes, dict(given))
        return found if isinstance(found, VariableValues) else None


def _coercing(given: GraphQLInputType) -> Coerce:
    """What coerces a value that isn't null: for a scalar, its own function."""
    nullable = get_nullable_type(given)
    return nullable.coerce_input_value if is_leaf_type(nullable) else partial(coerce_input_value, type_=given)
