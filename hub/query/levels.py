"""The tree of levels of an operation, read from the declarations alone: what a compiled plan is made from.

A level is one list or one row of the database: its table and columns, how it hangs on the level above (`keys`), its
order and arguments, and the measure whose predicate it is under. A namespace is no level: it is the same row. A field
that isn't SQL-backed makes the whole operation run on the ordinary path; `Tree.handwritten` names such fields.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    value_from_ast_untyped,
)

from hub.query.fields import Declared, NamespaceField
from hub.query.record import Shape

DEFINITION = "strawberry-definition"
"""Where the built schema keeps the declared field behind a GraphQL field."""
WRAPPERS = frozenset({"nodes", "edges", "node"})
"""What stands between a connection and its rows."""
ABOUT_THE_PAGE = frozenset({"pageInfo", "totalCount", "cursor"})
"""What a connection says of itself, from the level's own rows and count."""


@dataclass(slots=True)
class Level:
    """One level of an operation; see `hub.query.record.Shape`. `predicate` is None for the programme's public facts."""

    path: tuple[str, ...]
    kind: str
    table: str
    keys: str | None
    columns: list[str]
    order: tuple[str, ...]
    arguments: Mapping[str, Any]
    predicate: str | None
    children: list["Level"] = field(default_factory=list)

    def walk(self) -> Iterator["Level"]:
        """This level and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Tree:
    """An operation's levels, and the fields that only the ordinary path can answer."""

    roots: list[Level] = field(default_factory=list)
    handwritten: list[str] = field(default_factory=list)

    def walk(self) -> Iterator[Level]:
        """Every level, parents first."""
        for root in self.roots:
            yield from root.walk()


class LevelReader:
    """Reads one operation of a validated document."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, Any]
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = dict(variables)
        self._tree = Tree()

    def read(self, operation: OperationDefinitionNode) -> Tree:
        """The tree of the operation."""
        root = self._schema.get_root_type(operation.operation)
        self._tree.roots = list(self._levels(root, operation.selection_set, (), None))
        return self._tree

    def _levels(
        self, parent: Any, selected: SelectionSetNode, path: tuple[str, ...], above: Level | None
    ) -> Iterator[Level]:
        for node, kind in self._fields(parent, selected):
            if not node.name.value.startswith("__"):
                name = node.alias.value if node.alias else node.name.value
                yield from self._field(kind.fields[node.name.value], node, (*path, name), above)

    def _field(
        self, graphql_field: Any, node: FieldNode, path: tuple[str, ...], above: Level | None
    ) -> Iterator[Level]:
        declared = graphql_field.extensions.get(DEFINITION)
        kind = get_named_type(graphql_field.type)
        below = node.selection_set
        wraps = node.name.value in WRAPPERS and not isinstance(declared, Declared)
        if below and (wraps or isinstance(declared, NamespaceField)):
            yield from self._levels(kind, below, path, above)
        elif node.name.value in ABOUT_THE_PAGE and above is not None and above.kind == "page":
            pass
        elif isinstance(declared, Declared):
            yield from self._declared(declared, kind, node, path, above)
        else:
            self._tree.handwritten.append(".".join(path))

    def _declared(
        self, declared: Declared, kind: Any, node: FieldNode, path: tuple[str, ...], above: Level | None
    ) -> Iterator[Level]:
        """A column joins the level that it stands in; anything else opens a level of its own."""
        if above is not None:
            above.columns += [c for c in declared.labels().values() if c not in above.columns]
        shape = declared.shape()
        if shape is not None:
            level = self._level(shape, node, path)
            if node.selection_set and shape.kind != "groups":
                level.children = list(self._levels(kind, node.selection_set, path, level))
            yield level

    def _level(self, shape: Shape, node: FieldNode, path: tuple[str, ...]) -> Level:
        info = shape.info
        arguments = {a.name.value: value_from_ast_untyped(a.value, self._variables) for a in node.arguments or ()}
        order = (*info.order, info.key) if shape.kind in ("page", "list") else ()
        return Level(path, shape.kind, info.table.name, shape.keys, list(shape.columns), order, arguments, info.measure)

    def _fields(self, parent: Any, selected: SelectionSetNode) -> Iterator[tuple[FieldNode, Any]]:
        """The fields selected, fragments expanded, each with the type that it is selected on."""
        for selection in selected.selections:
            if isinstance(selection, FieldNode):
                yield selection, parent
                continue
            fragment: Any = selection
            if isinstance(selection, FragmentSpreadNode):
                fragment = self._fragments[selection.name.value]
            condition = fragment.type_condition
            kind = parent if condition is None else self._schema.type_map[condition.name.value]
            yield from self._fields(kind, fragment.selection_set)
