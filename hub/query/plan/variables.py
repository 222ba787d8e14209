"""The values of an operation's variables, coerced as graphql-core does, with less ado where all are plain scalars."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from graphql import GraphQLInputType, GraphQLSchema, OperationDefinitionNode, Undefined, get_nullable_type
from graphql.execution.get_variable_signature import GraphQLVariableSignature, get_variable_signature
from graphql.execution.values import VariableValues, VariableValueSource, get_variable_values
from graphql.utilities import coerce_input_value

PLAIN = frozenset({str, int, float, bool})


class Variables:
    """The variables of one operation; what they are is read once, not at each request."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self._schema, self._nodes = schema, operation.variable_definitions or ()
        read = [get_variable_signature(schema, node) for node in self._nodes]
        self._signatures: Sequence[tuple[GraphQLVariableSignature, GraphQLInputType]] = [
            (one, cast("GraphQLInputType", get_nullable_type(one.type)))
            for one in read
            if isinstance(one, GraphQLVariableSignature)
        ]

    def coerced(self, given: Mapping[str, Any]) -> VariableValues | None:
        """The values; None where they don't fit."""
        sources: dict[str, VariableValueSource] = {}
        values: dict[str, Any] = {}
        for signature, of in self._signatures:
            value = given.get(signature.name)
            if type(value) not in PLAIN:
                return self._of_any_kind(given)
            sources[signature.name] = VariableValueSource(signature, value)
            values[signature.name] = coerced = coerce_input_value(value, of)
            if coerced is Undefined:
                return None
        return VariableValues(sources, values)

    def _of_any_kind(self, given: Mapping[str, Any]) -> VariableValues | None:
        found = get_variable_values(self._schema, self._nodes, dict(given))
        return found if isinstance(found, VariableValues) else None
