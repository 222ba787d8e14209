"""The tree of levels of an operation, read from the declarations alone: what a compiled plan is made from.

A level is one list or one row of the database: its table and columns, how it hangs on the level above (`keys`), its
order and arguments, and the measure whose predicate it is under. A namespace is no level: it is the same row. A field
that isn't SQL-backed makes the whole operation run on the ordinary path; `Tree.handwritten` names such fields.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    value_from_ast_untyped,
)

from hub.query.fields import Declared, NamespaceField
from hub.query.record import Shape
from hub.query.resolvers import DEFINITION

WRAPPERS = frozenset({"nodes", "edges", "node"})
"""What stands between a connection and its rows."""
ABOUT_THE_PAGE = frozenset({"pageInfo", "totalCount", "cursor"})
"""What a connection says of itself, from the level's own rows and count."""


Selected = Sequence[SelectionSetNode]
"""The selections of one field, which an operation may spread over several places."""


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
    """Reads one operation of a validated document; `variables` are coerced, with the defaults of those left out."""

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
        self._tree.roots = list(self._levels(root, [operation.selection_set], (), None))
        return self._tree

    def _levels(self, parent: Any, selected: Selected, path: tuple[str, ...], above: Level | None) -> Iterator[Level]:
        """Fields of the same response name are one field, whose selections are read together."""
        named: dict[str, tuple[Any, list[FieldNode]]] = {}
        for node, kind in (found for one in selected for found in self._fields(parent, one)):
            name = node.alias.value if node.alias else node.name.value
            named.setdefault(name, (kind.fields.get(node.name.value), []))[1].append(node)
        for name, (graphql_field, nodes) in named.items():
            if graphql_field is not None:  # `__typename` is no field of the type
                yield from self._field(graphql_field, nodes, (*path, name), above)

    def _field(
        self, graphql_field: Any, nodes: list[FieldNode], path: tuple[str, ...], above: Level | None
    ) -> Iterator[Level]:
        """A column joins the level that it stands in; what has a shape opens a level of its own."""
        declared = graphql_field.extensions.get(DEFINITION)
        kind, name = get_named_type(graphql_field.type), nodes[0].name.value
        below = _below(nodes)
        wraps = name in WRAPPERS and not isinstance(declared, Declared)
        if below and (wraps or isinstance(declared, NamespaceField)):
            yield from self._levels(kind, below, path, above)
        elif name in ABOUT_THE_PAGE and above is not None and above.kind == "page":
            pass
        elif isinstance(declared, Declared) and (declared.shape() or not below):
            if above is not None:
                above.columns += [c for c in declared.labels().values() if c not in above.columns]
            yield from self._opened(declared.shape(), kind, nodes, path)
        else:
            self._tree.handwritten.append(".".join(path))

    def _opened(self, shape: Shape | None, kind: Any, nodes: list[FieldNode], path: tuple[str, ...]) -> Iterator[Level]:
        if shape is not None:
            level = self._level(shape, nodes[0], path)
            if shape.kind != "groups":
                level.children = list(self._levels(kind, _below(nodes), path, level))
            yield level

    def _level(self, shape: Shape, node: FieldNode, path: tuple[str, ...]) -> Level:
        info = shape.info
        arguments = {a.name.value: value_from_ast_untyped(a.value, self._variables) for a in node.arguments or ()}
        order = (*info.order, info.key) if shape.kind in ("page", "list") else ()
        return Level(path, shape.kind, info.table.name, shape.keys, list(shape.columns), order, arguments, info.measure)

    def _fields(self, parent: Any, selected: SelectionSetNode) -> Iterator[tuple[FieldNode, Any]]:
        """The fields selected, fragments expanded, each with the type that it is selected on."""
        for selection in selected.selections:
            if not self._included(selection):
                continue
            if isinstance(selection, FieldNode):
                yield selection, parent
                continue
            fragment: Any = selection
            if isinstance(selection, FragmentSpreadNode):
                fragment = self._fragments[selection.name.value]
            condition = fragment.type_condition
            kind = parent if condition is None else self._schema.type_map[condition.name.value]
            yield from self._fields(kind, fragment.selection_set)

    def _included(self, node: SelectionNode) -> bool:
        """Whether `@skip` and `@include` leave the selection in."""
        for directive in node.directives or ():
            if directive.name.value in ("skip", "include") and directive.arguments:
                holds = bool(value_from_ast_untyped(directive.arguments[0].value, self._variables))
                if holds is (directive.name.value == "skip"):
                    return False
        return True


def _below(nodes: Sequence[FieldNode]) -> Selected:
    return [node.selection_set for node in nodes if node.selection_set]
