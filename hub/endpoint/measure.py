"""The size of an operation in one pass: each fragment is measured once, so the work grows with the text alone."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
)

from hub.endpoint.limits import Limits, Size, too_deep, too_large_page

LIST_ROWS = 10
"""Rows assumed for a plain list of objects: those are bounded sets such as counties (17) or districts (10)."""
CONNECTION = "Connection"
"""How the name of a type ends whose field is a page."""
PAGE_ARGUMENTS = ("first", "last")
NESTING = 100
"""Deepest nesting of selections, fragments included: below the interpreter's own recursion limit."""
DIGITS = 9
"""A literal of more digits is larger than any page; `int()` of thousands of digits is slow or refused."""


def measure(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    limits: Limits,
) -> Size:
    """The size of one operation, before it is known to be valid; what the schema doesn't know costs 1.

    Raises `LimitExceeded` for a page that is too large and for nesting beyond every limit.
    """
    root = schema.get_root_type(operation.operation)
    pass_ = _Pass(schema, document, _with_defaults(operation, variables), limits)
    return pass_.selections(operation.selection_set, root, 0)


def page_variables(document: DocumentNode) -> tuple[str, ...]:
    """The variables that set a page's size anywhere in the document: a document's size depends on them alone."""
    names: set[str] = set()
    stack: list[SelectionSetNode] = [
        definition.selection_set
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode)
    ]
    while stack:
        for node in stack.pop().selections:
            if isinstance(node, FieldNode):
                names.update(value.name.value for value in _page_values(node) if isinstance(value, VariableNode))
            inner = getattr(node, "selection_set", None)
            if inner is not None:
                stack.append(inner)
    return tuple(sorted(names))


class _Pass:
    """One walk over one operation."""

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any], limits: Limits
    ) -> None:
        self.schema = schema
        self.variables = variables
        self.limits = limits
        self.fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self.measured: dict[str, Size] = {}

    def selections(self, node: SelectionSetNode, parent: GraphQLNamedType | None, level: int) -> Size:
        if level > NESTING:
            raise too_deep(self.limits)
        size = Size()
        for selection in node.selections:
            size = size.beside(self.selection(selection, parent, level + 1))
        return size

    def selection(self, node: SelectionNode, parent: GraphQLNamedType | None, level: int) -> Size:
        if isinstance(node, FieldNode):
            return self.field(node, parent, level)
        if isinstance(node, FragmentSpreadNode):
            return self.spread(node.name.value, level)
        assert isinstance(node, InlineFragmentNode)
        on = node.type_condition
        return self.selections(node.selection_set, self.schema.get_type(on.name.value) if on else parent, level)

    def spread(self, name: str, level: int) -> Size:
        if name not in self.measured:
            self.measured[name] = Size()  # a cycle ends here; validation refuses it
            fragment = self.fragments.get(name)
            if fragment is not None:
                on = self.schema.get_type(fragment.type_condition.name.value)
                self.measured[name] = self.selections(fragment.selection_set, on, level)
        return self.measured[name]

    def field(self, node: FieldNode, parent: GraphQLNamedType | None, level: int) -> Size:
        name = node.name.value
        type_ = self.type_of(parent, name)
        inner = Size()
        if node.selection_set is not None:
            inner = self.selections(node.selection_set, get_named_type(type_), level)
        return Size(
            depth=1 + inner.depth,
            aliases=inner.aliases + (node.alias is not None),
            fields=1,
            cost=1 + self.rows(node, type_, parent) * inner.cost,
            introspects=inner.introspects or name in {"__schema", "__type"},
        )

    def type_of(self, parent: GraphQLNamedType | None, name: str) -> GraphQLOutputType | None:
        if parent is None or not is_composite_type(parent):
            return None
        definition = self.schema.get_field(parent, name)
        return definition.type if definition else None

    def rows(self, node: FieldNode, type_: GraphQLOutputType | None, parent: GraphQLNamedType | None) -> int:
        named = get_named_type(type_)
        if named is None or not is_composite_type(named) or named.name.startswith("__"):
            return 1
        if named.name.endswith(CONNECTION):
            return self.page(node)
        if parent is not None and parent.name.endswith(CONNECTION):
            return 1  # `edges` and `nodes`: the connection has counted their rows
        return LIST_ROWS if is_list_type(get_nullable_type(type_)) else 1

    def page(self, node: FieldNode) -> int:
        sizes = [size for value in _page_values(node) if (size := self.number(value)) is not None]
        size = max(sizes, default=self.limits.page_default)
        if size > self.limits.page:
            raise too_large_page((node.alias or node.name).value, self.limits)
        return max(size, 0)

    def number(self, node: ValueNode) -> int | None:
        if isinstance(node, VariableNode):
            value = self.variables.get(node.name.value)
            return value if type(value) is int else None
        return _literal(node)


def _page_values(node: FieldNode) -> list[ValueNode]:
    return [argument.value for argument in node.arguments or () if argument.name.value in PAGE_ARGUMENTS]


def _literal(node: ValueNode | None) -> int | None:
    if not isinstance(node, IntValueNode):
        return None
    return int(node.value) if len(node.value) <= DIGITS else int("9" * DIGITS)


def _with_defaults(operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> dict[str, Any]:
    defaults = {
        definition.variable.name.value: _literal(definition.default_value)
        for definition in operation.variable_definitions or ()
    }
    return {**defaults, **variables}
