"""An operation as it is kept before there are values: prepared once, read into a tree for each structure."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    Undefined,
    get_argument_values,
    visit,
)
from graphql.execution.values import VariableValues

from hub.context import Facts, HubContext
from hub.query import ids
from hub.query.plan.arguments import Arguments, Tally
from hub.query.plan.levels import Tree, Unplannable
from hub.query.plan.parts import Asked, asked
from hub.query.plan.planned import Planned
from hub.query.plan.readers import reader_of
from hub.query.plan.reading import Reader
from hub.query.plan.structure import Structure, narrowed, variables_of
from hub.query.plan.variables import Variables
from hub.query.record import RecordInfo
from hub.query.traced import form_of
from hub.texts import Text

_tokens = count()


@dataclass(eq=False, slots=True)
class Outline:
    """An operation read for one set of structural values: its tree, and the places whose arguments never change."""

    tree: Tree
    types: list[RecordInfo]
    root: Planned
    """Its root fields: which are planned, which are left, and why."""
    settled: list[Asked | None] = field(default_factory=list)
    """What is asked at each place; None where it changes with the variables."""
    changing: dict[int, Arguments] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)

    def asked(self, variables: VariableValues, facts: Facts) -> list[Asked]:
        """What one request asks at each place."""
        found: list[Any] = self.settled.copy()
        for number, arguments in self.changing.items():
            found[number] = arguments.asked(variables, facts)
        return found


@dataclass(eq=False, slots=True)
class Prepared:
    """One operation of a document, and what was found out about it."""

    document: DocumentNode
    ast: OperationDefinitionNode
    fragments: dict[str, FragmentDefinitionNode]
    variables: Variables
    structural: tuple[str, ...]
    """The variables that decide which fields and columns are read."""
    nodes: tuple[FieldNode, ...]
    """The fields `node(id:)`, whose ids decide of which type they are."""
    unplannable: Text | None
    """Why the ordinary path answers; None: it needn't."""
    token: int = field(default_factory=lambda: next(_tokens))
    plans: int = 0


def prepared_of(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) -> Prepared:
    """What can be known of an operation before it is asked for."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    found = Structure()
    visit(document, found)
    query = operation.operation is OperationType.QUERY
    reason = None if query else Text("only queries are planned", "仅查询操作可编译")
    variables = Variables(schema, operation)
    return Prepared(
        document, operation, fragments, variables, tuple(sorted(found.variables)), tuple(found.nodes), reason
    )


def structure_of(schema: GraphQLSchema, prepared: Prepared, variables: VariableValues) -> Hashable:
    """What of the variables decides which fields and columns are read; BadInput for an id that is none."""
    if not prepared.structural and not prepared.nodes:
        return None
    values: list[Any] = []
    forms = tuple([form_of(variables.coerced.get(name, Undefined), values) for name in prepared.structural])
    leaves = tuple([tuple(one) if type(one) is list else one for one in values])
    return forms, leaves, tuple([_kind(schema, node, variables) for node in prepared.nodes])


def _kind(schema: GraphQLSchema, node: FieldNode, variables: VariableValues) -> str:
    field = schema.query_type.fields["node"]  # type: ignore[union-attr]
    return ids.decode(get_argument_values(field, node, variables)["id"])[0]


def read_outline(
    schema: GraphQLSchema, prepared: Prepared, variables: VariableValues, context: HubContext
) -> Outline | Unplannable:
    """The outline of the root fields that can be planned; Unplannable where none can."""

    def reader() -> Reader:
        fragments, language = prepared.fragments, context.language
        return Reader(schema, fragments, variables, language, facts=context.facts, readers=reader_of)

    fields = reader().root_fields(prepared.ast)
    left: dict[str, Unplannable] = {}
    try:
        tree = reader().read(prepared.ast)
    except Unplannable:
        left = {name: found for name in fields if (found := reader().refusal(prepared.ast, name))}
        tree = reader().read(prepared.ast, left)
    if not tree.width and not tree.told:
        return next(iter(left.values()), Unplannable(Text("there is nothing to read", "没有需要读取的内容")))
    outline = Outline(tree, sorted(tree.needs, key=lambda info: info.name), _root(prepared, fields, left))
    for place in tree.places:
        names = sorted(variables_of(*(place.node.arguments or ())))
        if names:
            outline.changing[place.number] = Arguments(place, names, outline.tally)
        given = get_argument_values(place.field, place.node, variables)
        outline.settled.append(None if names else asked(place, context.facts, given))
    return outline


def _root(prepared: Prepared, fields: Mapping[str, list[FieldNode]], left: Mapping[str, Unplannable]) -> Planned:
    """What of the operation's root fields is planned and what is left, before there is any data."""
    planned = tuple(name for name in fields if name not in left)
    if not left:
        return Planned(planned=planned, names=tuple(fields))
    rest = narrowed(prepared.document, prepared.ast, [node for name in left for node in fields[name]])
    return Planned(None, rest, next(iter(left.values())).text, planned, tuple(fields))
