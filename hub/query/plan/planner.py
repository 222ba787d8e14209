"""What is kept of an operation, and what a request costs once it is: coerce, look up, bind, run, shape, encode."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import asyncpg
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
)
from graphql.execution.values import VariableValues

from hub.auth.access import Access
from hub.context import Facts, HubContext
from hub.errors import HubError, TooSlow
from hub.query.plan.counts import Request
from hub.query.plan.kept import Entry, Kept
from hub.query.plan.levels import Tree, Unplannable
from hub.query.plan.outlines import Outline, Prepared, prepared_of, read_outline, structure_of
from hub.query.plan.parts import Asked
from hub.query.plan.planned import Planned
from hub.query.plan.scopes import Scope, Scopes
from hub.query.plan.shaping import Answer, Unexpected
from hub.query.plan.sources import Compiled
from hub.query.plan.statement import Builder
from hub.texts import Text

MEMORY = 32 * 1024 * 1024
"""Bytes that outlines and plans may take; see `hub.query.plan.kept`."""
VARIANTS = 200
"""Plans of one operation: a client that makes up shapes without end takes the ordinary path."""
LEFT = (Unexpected, HubError, GraphQLError, asyncpg.PostgresError, asyncpg.InterfaceError)
"""What the ordinary path answers in its own way: wrong arguments, and data that the statement can't be shaped of."""
FAULTS = (asyncpg.SyntaxOrAccessError,)
"""Refusals of the database that no argument can cause: the plan itself is wrong."""


class Bound(NamedTuple):
    """A plan with the values of one request: what the database is sent, and what its rows are shaped by."""

    outline: Outline
    compiled: Compiled
    args: Sequence[Any]
    places: Sequence[Asked]
    request: Request
    """What is told, and counted for that."""

    async def rows(self, context: HubContext) -> Sequence[Any]:
        """The rows of the statement, after the totals that are counted under the hub's own rules."""
        if self.request.totals is not None:
            self.request.take_totals(await context.totals.fetch(*self.request.totals))
        return await context.loaders.fetch(self.compiled.sql, self.args) if self.compiled.sql else [()]

    def shaped(self, rows: Sequence[Any]) -> Any:
        """The object of the root fields that rows of the statement make."""
        tree, columns = self.outline.tree, self.compiled.columns(rows)
        self.request.take(columns[tree.width :])
        return next(iter(tree.values(Answer(columns, [one.page for one in self.places], self.request))))


class Planner:
    """Answers operations by compiled plans, those that it can."""

    def __init__(self, schema: GraphQLSchema, memory: int = MEMORY) -> None:
        self._schema, self._kept, self._scopes = schema, Kept(memory), Scopes()
        self.answers = self.hits = self.misses = self.readings = 0

    def numbers(self) -> dict[str, float]:
        """The state of what is kept, and how many operations were answered by a plan, for the metrics."""
        return {
            "plans": self._kept.plans,
            "plan_bytes": self._kept.weight,
            "plan_answers": self.answers,
            "plan_hits": self.hits,
            "plan_misses": self.misses,
            "plan_readings": self.readings,
        }

    def prepare(self, document: DocumentNode, operation: OperationDefinitionNode) -> Prepared:
        """What can be known of an operation before it is asked for."""
        return prepared_of(self._schema, document, operation)

    async def answer(self, prepared: Prepared, variables: Mapping[str, Any], context: HubContext) -> Planned:
        """What one statement answers of an operation, and what is left to the ordinary path; raises TooSlow."""
        try:
            bound = self.bound(prepared, variables, context)
            data = bound.shaped(await bound.rows(context))
        except Unplannable as found:
            return Planned(rest=prepared.document, reason=found.text)
        except (TooSlow, *FAULTS):
            raise
        except LEFT:
            told = Text("a value, or what is stored, has to be answered field by field", "参数或所存数据需逐字段处理")
            return Planned(rest=prepared.document, reason=told)
        self.answers += 1
        return bound.outline.root.filled(data)

    def bound(self, prepared: Prepared, variables: Mapping[str, Any], context: HubContext) -> Bound:
        """The plan of an operation with the values of one request; raises Unplannable, or as arguments are refused."""
        if prepared.unplannable is not None:
            raise Unplannable(prepared.unplannable)
        if context.access.subject is None:
            raise Unplannable(Text("only requests with a token are planned", "仅编译带访问令牌的请求"))
        coerced = prepared.variables.coerced(variables)
        if coerced is None:
            raise Unplannable(Text("the variables don't fit the operation", "变量与操作不符"))
        entry = self._entry(prepared, coerced, context)
        outline = entry.found
        if isinstance(outline, Unplannable):
            raise outline.again()
        scopes = self._scopes.of(context.access, outline.types)
        if not all(one.readable for one in scopes):
            raise Unplannable(Text("the reader may not read all that is asked for", "读者无权读取所查询的全部内容"))
        if _discloses(outline.tree, context.access):
            raise Unplannable(Text("personal data is shown, and accounted for", "将显示个人信息，须逐项登记"))
        places = self._asked(entry, outline, coerced, context.facts)
        request = outline.tree.told.request(coerced, context)
        if outline.tree.told.weight:
            self._kept.grow(entry, outline.tree.told.weight)
            outline.tree.told.weight = 0
        compiled = self._compiled(entry, outline, places, scopes, request)
        groups = [*[one.values for one in places], *[one.values for one in scopes], compiled.fixed, request.values]
        args = [groups[group][place] for group, place in compiled.takes]
        return Bound(outline, compiled, args, places, request)

    def _asked(self, entry: Entry, outline: Outline, variables: VariableValues, facts: Facts) -> Sequence[Asked]:
        places, tally = outline.asked(variables, facts), outline.tally
        if tally.readings:
            self.readings += tally.readings
            self._kept.grow(entry, tally.weight)
            tally.readings = tally.weight = 0
        return places

    def _compiled(
        self, entry: Entry, outline: Outline, places: Sequence[Asked], scopes: Sequence[Scope], request: Request
    ) -> Compiled:
        arguments = tuple([places[number].shape for number in outline.changing])
        shape = (arguments, tuple([one.shape for one in scopes]), request.shape)
        known = entry.plans.get(shape)
        if known is not None:
            self.hits += 1
            return known
        self.misses += 1
        _refuse_more(entry.operation)
        return self._kept.add_plan(entry, shape, self._built(outline, places, request))

    def _built(self, outline: Outline, places: Sequence[Asked], request: Request) -> Compiled:
        access = request.context.access
        return Builder(outline.tree, places, outline.types, access, request.part()).build()

    def _entry(self, prepared: Prepared, variables: VariableValues, context: HubContext) -> Entry:
        structure, plan = structure_of(self._schema, prepared, variables), context.facts.register.version
        key = (prepared.token, context.language, structure, plan)
        known = self._kept.find(key)
        if known is not None:
            return known
        _refuse_more(prepared)
        return self._kept.add(key, prepared, read_outline(self._schema, prepared, variables, context))


def _refuse_more(operation: Prepared) -> None:
    if operation.plans >= VARIANTS:
        raise Unplannable(Text("this operation has too many plans", "该操作的编译计划过多"))


def _discloses(tree: Tree, access: Access) -> bool:
    """Whether the reader would see personal data unmasked: the ordinary path shows it, and keeps account of it."""
    return any(info.opens([name], access) for info, name in tree.personal)
