"""What of an operation's text decides how it is read: variables in certain places, and the fields `node(id:)`."""

from collections.abc import Sequence
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    visit,
)

STRUCTURAL = frozenset({"language", "groupBy", "orderBy"})
"""Arguments that decide which columns are read, not only which rows."""


class Structure(Visitor):
    """Finds the variables that decide which fields and columns are read, and the fields `node(id:)`."""

    def __init__(self) -> None:
        super().__init__()
        self.variables: set[str] = set()
        self.nodes: list[FieldNode] = []

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """A field by id may be of any type."""
        if node.name.value == "node" and node.arguments:
            self.nodes.append(node)

    def enter_directive(self, node: Any, *_: object) -> None:
        """`@skip` and `@include`."""
        self._collect(node.arguments or ())

    def enter_argument(self, node: Any, *_: object) -> None:
        """An argument of those that decide."""
        if node.name.value in STRUCTURAL:
            self._collect([node])

    def _collect(self, nodes: Sequence[Any]) -> None:
        self.variables |= variables_of(*nodes)


def variables_of(*nodes: Any) -> set[str]:
    """The names of the variables anywhere in parts of a document."""
    found = _Variables()
    for node in nodes:
        visit(node, found)
    return found.names


class _Variables(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_variable(self, node: VariableNode, *_: object) -> None:
        self.names.add(node.name.value)


def narrowed(document: DocumentNode, operation: OperationDefinitionNode, fields: Sequence[FieldNode]) -> DocumentNode:
    """The document of this operation alone, with these root fields alone.

    The nodes keep their places in the text, so that errors point where the client wrote them.
    """
    alone = OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=operation.variable_definitions,
        directives=operation.directives,
        selection_set=SelectionSetNode(selections=tuple(fields)),
        loc=operation.loc,
    )
    fragments = [one for one in document.definitions if isinstance(one, FragmentDefinitionNode)]
    return DocumentNode(definitions=(alone, *fragments), loc=document.loc)
