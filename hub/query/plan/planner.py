"""What is kept of an operation, and what a request costs once it is: coerce, look up, bind, run, shape, encode."""

from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import asyncpg
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
)
from graphql.execution.values import VariableValues

from hub.auth.access import Access
from hub.context import HubContext
from hub.errors import HubError, TooSlow
from hub.query.plan.levels import Tree, Unplannable
from hub.query.plan.outlines import Outline, Prepared, prepared_of, read_outline, structure_of
from hub.query.plan.parts import Asked, Scopes
from hub.query.plan.planned import Planned
from hub.query.plan.shaping import Answer, Unexpected
from hub.query.plan.statement import Builder, Compiled
from hub.texts import Text

MEMORY = 32 * 1024 * 1024
"""Bytes that plans may take, as estimated by `Plan.weight`."""
OUTLINES = 5_000
"""Operations read, for one set of structural values each, that are kept."""
VARIANTS = 200
"""Plans of one operation: a client that makes up shapes without end takes the ordinary path."""
LEFT = (Unexpected, HubError, GraphQLError, asyncpg.PostgresError, asyncpg.InterfaceError)
"""What the ordinary path answers in its own way: wrong arguments, and data that the statement can't be shaped of."""
FAULTS = (asyncpg.SyntaxOrAccessError,)
"""Refusals of the database that no argument can cause: the plan itself is wrong."""


@dataclass(eq=False, slots=True)
class Plan:
    """An outline, compiled for one shape of arguments and rules."""

    compiled: Compiled
    operation: Prepared

    @property
    def weight(self) -> int:
        """Bytes, roughly: the SQL in process, and what hangs on it."""
        return 4_000 + 3 * len(self.compiled.sql)


@dataclass(frozen=True, slots=True)
class Bound:
    """A plan with the values of one request: what the database is sent, and what its rows are shaped by."""

    outline: Outline
    compiled: Compiled
    args: Sequence[Any]
    places: Sequence[Asked]

    def shaped(self, rows: Sequence[Any]) -> Any:
        """The object of the root fields that rows of the statement make."""
        columns: Sequence[Sequence[Any]]
        tree = self.outline.tree
        if self.compiled.flat:
            columns = [(value,) for value in rows[0]] if rows else [()] * tree.width
        else:
            columns = [column or () for column in rows[0]]
        return next(iter(tree.values(Answer(columns, [one.page for one in self.places]))))


class Planner:
    """Answers operations by compiled plans, those that it can."""

    def __init__(self, schema: GraphQLSchema, memory: int = MEMORY) -> None:
        self._schema, self._memory = schema, memory
        self._outlines: OrderedDict[Hashable, Outline | Unplannable] = OrderedDict()
        self._plans: OrderedDict[Hashable, Plan] = OrderedDict()
        self._scopes = Scopes()
        self.weight = self.answers = self.hits = self.misses = 0

    def numbers(self) -> dict[str, float]:
        """The state of what is kept, and how many operations were answered by a plan, for the metrics."""
        return {
            "plans": len(self._plans),
            "plan_bytes": self.weight,
            "plan_answers": self.answers,
            "plan_hits": self.hits,
            "plan_misses": self.misses,
        }

    def prepare(self, document: DocumentNode, operation: OperationDefinitionNode) -> Prepared:
        """What can be known of an operation before it is asked for."""
        return prepared_of(self._schema, document, operation)

    async def answer(self, prepared: Prepared, variables: Mapping[str, Any], context: HubContext) -> Planned:
        """What one statement answers of an operation, and what is left to the ordinary path; raises TooSlow."""
        try:
            bound = self.bound(prepared, variables, context)
            data = bound.shaped(await context.loaders.fetch(bound.compiled.sql, bound.args))
        except Unplannable as found:
            return Planned(rest=prepared.document, reason=found.text)
        except (TooSlow, *FAULTS):
            raise
        except LEFT:
            told = Text("a value, or what is stored, has to be answered field by field", "参数或所存数据需逐字段处理")
            return Planned(rest=prepared.document, reason=told)
        self.answers += 1
        return replace(bound.outline.root, data=data)

    def bound(self, prepared: Prepared, variables: Mapping[str, Any], context: HubContext) -> Bound:
        """The plan of an operation with the values of one request; raises Unplannable, or as arguments are refused."""
        if prepared.unplannable is not None:
            raise Unplannable(prepared.unplannable)
        if context.access.subject is None:
            raise Unplannable(Text("only requests with a token are planned", "仅编译带访问令牌的请求"))
        coerced = prepared.variables.coerced(variables)
        if coerced is None:
            raise Unplannable(Text("the variables don't fit the operation", "变量与操作不符"))
        outline = self._outline(prepared, coerced, context)
        scope = self._scopes.of(context.access)
        scopes = [scope(info) for info in outline.types]
        if not all(one.readable for one in scopes):
            raise Unplannable(Text("the reader may not read all that is asked for", "读者无权读取所查询的全部内容"))
        if _discloses(outline.tree, context.access):
            raise Unplannable(Text("personal data is shown, and accounted for", "将显示个人信息，须逐项登记"))
        places = outline.asked(coerced, context.facts)
        key = (
            outline.token,
            tuple([places[number].shape for number in outline.changing]),
            tuple([one.shape for one in scopes]),
        )
        compiled = (self._known(key) or self._compile(key, prepared, outline, places, context)).compiled
        groups = [*(one.values for one in places), *(one.values for one in scopes), compiled.fixed]
        return Bound(outline, compiled, [groups[group][place] for group, place in compiled.takes], places)

    def _outline(self, prepared: Prepared, variables: VariableValues, context: HubContext) -> Outline:
        key = (prepared.token, context.language, structure_of(self._schema, prepared, variables))
        found = self._outlines.get(key)
        if found is None:
            found = self._outlines[key] = read_outline(self._schema, prepared, variables, context)
            if len(self._outlines) > OUTLINES:
                self._outlines.popitem(last=False)
        self._outlines.move_to_end(key)
        if isinstance(found, Unplannable):
            raise found.again()
        return found

    def _known(self, key: Hashable) -> Plan | None:
        plan = self._plans.get(key)
        if plan is not None:
            self.hits += 1
            self._plans.move_to_end(key)
        return plan

    def _compile(
        self, key: Hashable, prepared: Prepared, outline: Outline, places: Sequence[Asked], context: HubContext
    ) -> Plan:
        if prepared.plans >= VARIANTS:
            raise Unplannable(Text("this operation has too many plans", "该操作的编译计划过多"))
        compiled = Builder(outline.tree, places, outline.types, context.access).build()
        plan = self._plans[key] = Plan(compiled, prepared)
        prepared.plans += 1
        self.misses += 1
        self.weight += plan.weight
        while self.weight > self._memory:
            self._forget(self._plans.popitem(last=False)[1])
        return plan

    def _forget(self, plan: Plan) -> None:
        self.weight -= plan.weight
        plan.operation.plans -= 1


def _discloses(tree: Tree, access: Access) -> bool:
    """Whether the reader would see personal data unmasked: the ordinary path shows it, and keeps account of it."""
    return any(info.opens([name], access) for info, name in tree.personal)
