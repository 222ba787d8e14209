"""What is kept of an operation, and what a request costs once it is: coerce, look up, bind, run, shape, encode."""

from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import asyncpg
import msgspec
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    Visitor,
    get_argument_values,
    visit,
)
from graphql.execution.values import VariableValues, get_variable_values

from hub.auth.access import Access
from hub.context import HubContext
from hub.errors import HubError
from hub.query import ids
from hub.query.plan.levels import Place, Tree, Unplannable
from hub.query.plan.parts import Asked, Scopes, asked
from hub.query.plan.readers import reader_of
from hub.query.plan.reading import Reader
from hub.query.plan.shaping import Answer, Unexpected
from hub.query.plan.statement import Builder, Compiled
from hub.query.record import RecordInfo

MEMORY = 32 * 1024 * 1024
"""Bytes that plans may take, as estimated by `Plan.weight`."""
OUTLINES = 5_000
"""Operations read, for one set of structural values each, that are kept."""
VARIANTS = 200
"""Plans of one operation: a client that makes up shapes without end takes the ordinary path."""
STRUCTURAL = frozenset({"language", "groupBy", "orderBy"})
"""Arguments that decide which columns are read, not only which rows."""
_tokens = count()


@dataclass(eq=False, slots=True)
class Outline:
    """An operation read for one set of structural values: its tree, and the places whose arguments never change."""

    tree: Tree
    types: list[RecordInfo]
    token: int = field(default_factory=lambda: next(_tokens))
    settled: dict[int, Asked] = field(default_factory=dict)
    changing: frozenset[int] = frozenset()


@dataclass(eq=False, slots=True)
class Prepared:
    """One operation of a document, and what was found out about it."""

    ast: OperationDefinitionNode
    fragments: dict[str, FragmentDefinitionNode]
    structural: tuple[str, ...]
    """The variables that decide which fields and columns are read."""
    nodes: tuple[FieldNode, ...]
    """The fields `node(id:)`, whose ids decide of which type they are."""
    unplannable: str | None
    """Why the ordinary path answers; None: it needn't."""
    token: int = field(default_factory=lambda: next(_tokens))
    plans: int = 0


@dataclass(eq=False, slots=True)
class Plan:
    """An outline, compiled for one shape of arguments and rules."""

    compiled: Compiled

    @property
    def weight(self) -> int:
        """Bytes, roughly: the SQL in process, and what hangs on it."""
        return 4_000 + 3 * len(self.compiled.sql)


class Planner:
    """Answers operations by compiled plans, those that it can."""

    def __init__(self, schema: GraphQLSchema, memory: int = MEMORY) -> None:
        self._schema, self._memory = schema, memory
        self._outlines: OrderedDict[Hashable, Outline | str] = OrderedDict()
        self._plans: OrderedDict[Hashable, Plan] = OrderedDict()
        self._scopes = Scopes()
        self.weight = 0

    def prepare(self, document: DocumentNode, operation: OperationDefinitionNode) -> Prepared:
        """What can be known of an operation before it is asked for."""
        fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        found = _Structure()
        visit(document, found)
        reason = None if operation.operation is OperationType.QUERY else "not a query"
        return Prepared(operation, fragments, tuple(sorted(found.variables)), tuple(found.nodes), reason)

    async def answer(self, prepared: Prepared, variables: Mapping[str, Any], context: HubContext) -> bytes | None:
        """The answer's `data`, encoded; None where the ordinary path must answer."""
        if prepared.unplannable is not None or context.access.subject is None:
            return None
        try:
            return await self._answer(prepared, variables, context)
        except (Unplannable, Unexpected, HubError, GraphQLError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return None

    async def _answer(self, prepared: Prepared, variables: Mapping[str, Any], context: HubContext) -> bytes | None:
        coerced = get_variable_values(self._schema, prepared.ast.variable_definitions or (), dict(variables))
        if not isinstance(coerced, VariableValues):
            return None
        outline = self._outline(prepared, coerced, context)
        if isinstance(outline, str):
            return None
        scope = self._scopes.of(context.access)
        scopes = [scope(info) for info in outline.types]
        if not all(one.readable for one in scopes) or _discloses(outline.tree, context.access):
            return None
        places = self._asked(outline, coerced, context)
        key = (
            outline.token,
            tuple([places[number].shape for number in outline.changing]),
            tuple([one.shape for one in scopes]),
        )
        plan = self._known(key) or self._compile(key, prepared, outline, places, context)
        groups = [*(one.values for one in places), *(one.values for one in scopes), plan.compiled.fixed]
        args = [groups[group][place] for group, place in plan.compiled.takes]
        rows = await context.loaders.fetch(plan.compiled.sql, args)
        return _encoded(outline.tree, plan.compiled, rows, places)

    def _outline(self, prepared: Prepared, variables: VariableValues, context: HubContext) -> Outline | str:
        key = (prepared.token, context.language, self._structure(prepared, variables))
        found = self._outlines.get(key)
        if found is None:
            found = self._outlines[key] = self._read(prepared, variables, context)
            if len(self._outlines) > OUTLINES:
                self._outlines.popitem(last=False)
        self._outlines.move_to_end(key)
        return found

    def _known(self, key: Hashable) -> Plan | None:
        plan = self._plans.get(key)
        if plan is not None:
            self._plans.move_to_end(key)
        return plan

    def _structure(self, prepared: Prepared, variables: VariableValues) -> Hashable:
        if not prepared.structural and not prepared.nodes:
            return None
        values = tuple([repr(variables.coerced.get(name, "")) for name in prepared.structural])
        return values, tuple([self._kind(node, variables) for node in prepared.nodes])

    def _kind(self, node: FieldNode, variables: VariableValues) -> str:
        field = self._schema.query_type.fields["node"]  # type: ignore[union-attr]
        return ids.decode(get_argument_values(field, node, variables)["id"])[0]

    def _read(self, prepared: Prepared, variables: VariableValues, context: HubContext) -> Outline | str:
        try:
            reader = Reader(
                self._schema,
                prepared.fragments,
                variables,
                context.language,
                facts=context.facts,
                readers=reader_of,
            )
            tree = reader.read(prepared.ast)
        except Unplannable as error:
            return str(error)
        if not tree.width:
            return "nothing to read"
        types = sorted(tree.needs, key=lambda info: info.name)
        outline = Outline(tree, types)
        settled = [place for place in tree.places if not _has_variable(place)]
        for place in settled:
            outline.settled[place.number] = asked(place, context.facts, _given(place, variables))
        outline.changing = frozenset(place.number for place in tree.places) - outline.settled.keys()
        return outline

    def _asked(self, outline: Outline, variables: VariableValues, context: HubContext) -> list[Asked]:
        return [
            outline.settled.get(place.number) or asked(place, context.facts, _given(place, variables))
            for place in outline.tree.places
        ]

    def _compile(
        self, key: Hashable, prepared: Prepared, outline: Outline, places: Sequence[Asked], context: HubContext
    ) -> Plan:
        if prepared.plans >= VARIANTS:
            raise Unplannable("this operation has too many plans")
        prepared.plans += 1
        plan = self._plans[key] = Plan(Builder(outline.tree, places, outline.types, context.access).build())
        self.weight += plan.weight
        while self.weight > self._memory:
            self.weight -= self._plans.popitem(last=False)[1].weight
        return plan


def _discloses(tree: Tree, access: Access) -> bool:
    """Whether the reader would see personal data unmasked: the ordinary path shows it, and keeps account of it."""
    return any(info.opens([name], access) for info, name in tree.personal)


def _encoded(tree: Tree, compiled: Compiled, rows: Sequence[Any], places: Sequence[Asked]) -> bytes:
    columns: Sequence[Sequence[Any]]
    if compiled.flat:
        columns = [(value,) for value in rows[0]] if rows else [()] * tree.width
    else:
        columns = [column or () for column in rows[0]]
    answer = Answer(columns, [one.page for one in places])
    return msgspec.json.encode({"data": next(iter(tree.values(answer)))})


def _given(place: Place, variables: VariableValues) -> dict[str, Any]:
    return get_argument_values(place.field, place.node, variables)


def _has_variable(place: Place) -> bool:
    found = _Variables()
    for argument in place.node.arguments or ():
        visit(argument, found)
    return found.any


class _Variables(Visitor):
    any = False

    def enter_variable(self, node: VariableNode, *_: object) -> None:  # noqa: ARG002
        self.any = True


class _Structure(Visitor):
    """Finds the variables that decide which fields and columns are read, and the fields `node(id:)`."""

    def __init__(self) -> None:
        super().__init__()
        self.variables: set[str] = set()
        self.nodes: list[FieldNode] = []

    def enter_field(self, node: FieldNode, *_: object) -> None:
        if node.name.value == "node" and node.arguments:
            self.nodes.append(node)

    def enter_directive(self, node: Any, *_: object) -> None:
        self._collect(node.arguments or ())

    def enter_argument(self, node: Any, *_: object) -> None:
        if node.name.value in STRUCTURAL:
            self._collect([node])

    def _collect(self, nodes: Sequence[Any]) -> None:
        for node in nodes:
            visit(node, _Collect(self.variables))


class _Collect(Visitor):
    def __init__(self, names: set[str]) -> None:
        super().__init__()
        self.names = names

    def enter_variable(self, node: VariableNode, *_: object) -> None:
        self.names.add(node.name.value)
