"""The values of an operation's variables, coerced as graphql-core does, with less ado where all are plain scalars."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import GraphQLSchema, OperationDefinitionNode, Undefined
from graphql.execution.get_variable_signature import GraphQLVariableSignature, get_variable_signature
from graphql.execution.values import VariableValues, VariableValueSource, get_variable_values
from graphql.utilities import coerce_input_value

PLAIN = frozenset({str, int, float, bool})


class Variables:
    """The variables of one operation; what they are is read once, not at each request."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self._schema, self._nodes = schema, operation.variable_definitions or ()
        read = [get_variable_signature(schema, node) for node in self._nodes]
        self._signatures: Sequence[GraphQLVariableSignature] = [
            one for one in read if isinstance(one, GraphQLVariableSignature)
        ]

    def coerced(self, given: Mapping[str, Any]) -> VariableValues | None:
        """The values; None where they don't fit."""
        if any(type(given.get(one.name)) not in PLAIN for one in self._signatures):
            found = get_variable_values(self._schema, self._nodes, dict(given))
            return found if isinstance(found, VariableValues) else None
        values = {one.name: coerce_input_value(given[one.name], one.type) for one in self._signatures}
        if any(value is Undefined for value in values.values()):
            return None
        return VariableValues({s.name: VariableValueSource(s, given[s.name]) for s in self._signatures}, values)
