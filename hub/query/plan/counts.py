"""What the told fields of an operation need counted: the questions of one request, and the statements that answer them.

What is counted under the reader's rules is a part of the operation's one statement. The programme's totals, of which a
reader sees a part only, are a second one under the hub's own: row-level security reads a connection's settings.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

from graphql import FieldNode, GraphQLField, get_argument_values
from graphql.execution.values import VariableValues
from sqlalchemy import Select, func, select

from hub.auth.access import SYSTEM, Access
from hub.context import HubContext
from hub.programme.measuring import COLUMNS, Count, Found, Question, Spans, Terms, filled, read, spans_of, statement
from hub.query.loaders import compiled
from hub.query.plan.parts import key_of

REMEMBERED = 16
"""Readers and sets of counts of which an operation remembers the statement."""
COUNT_BYTES = 12_000
"""Measured, rounded up: what is remembered of the statement of each count."""
Given = dict[str, Any]


class Counting(NamedTuple):
    """A statement of counts for one reader: its shape, and its values but for the days."""

    shape: Hashable
    values: Sequence[Any]
    sql: str
    access: Access
    """Which keeps the reader, and so its id."""


@dataclass(slots=True)
class Request:
    """One request, as told fields see it."""

    context: HubContext
    given: Sequence[Given]
    """The arguments of each told field, by its number."""
    own: Spans = field(default_factory=dict)
    """What is counted under the reader's rules."""
    hub: Spans = field(default_factory=dict)
    """What is counted under the hub's."""
    shape: Hashable = None
    values: Sequence[Any] = ()
    totals: tuple[str, Sequence[Any]] | None = None
    """The statement under the hub's rules, and its values."""
    found: dict[Question, Any] = field(default_factory=dict)
    made: dict[Hashable, Any] = field(default_factory=dict)
    """What the fields of this answer share."""

    def part(self) -> Select[Any] | None:
        """The part of the operation's statement: its columns as arrays."""
        return _part(list(self.own), _terms(self.context, self.context.access)) if self.own else None

    def take(self, columns: Sequence[Sequence[Any]]) -> None:
        """What the part came to, if there is any."""
        if self.own:
            self._read(zip(*columns, strict=True), self.own, hub=False)

    def take_totals(self, rows: Iterable[Sequence[Any]]) -> None:
        """What the statement under the hub's rules came to."""
        self._read(rows, self.hub, hub=True)

    def _read(self, rows: Iterable[Sequence[Any]], spans: Spans, *, hub: bool) -> None:
        found: Found = read(rows, spans, self.context.facts.indicators, hub=hub)
        self.found.update(found)

    def share(self, name: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` gave the first time under this name."""
        if name not in self.made:
            self.made[name] = make()
        return self.made[name]


class Counts:
    """The told fields of an operation: their arguments, and what they ask."""

    def __init__(self) -> None:
        self.asks: list[Callable[[Request], Iterable[Question]]] = []
        self._fields: list[tuple[GraphQLField, FieldNode]] = []
        self._known: OrderedDict[Hashable, Counting] = OrderedDict()
        self._shapes: dict[Hashable, int] = {}
        self._numbers = count()
        self.weight = 0
        """Bytes, roughly, that were remembered since somebody looked."""

    def __bool__(self) -> bool:
        """Whether there is any told field."""
        return bool(self._fields)

    def arguments(self, field: GraphQLField, node: FieldNode) -> int:
        """The number of a field whose arguments are read at each request."""
        self._fields.append((field, node))
        return len(self._fields) - 1

    def request(self, variables: VariableValues, context: HubContext) -> Request:
        """One request; raises BadInput as the fields do."""
        request = Request(context, [get_argument_values(*field, variables) for field in self._fields])
        if not self.asks:
            return request
        questions = [question for ask in self.asks for question in ask(request)]
        request.own = spans_of(question for question in questions if not question.hub)
        request.hub = spans_of(question for question in questions if question.hub)
        if request.own:
            own = self._counting(tuple(request.own), context, context.access)
            request.shape, request.values = own.shape, filled(own.values, request.own)
        if request.hub:
            hub = self._counting(tuple(request.hub), context, SYSTEM)
            request.totals = hub.sql, filled(hub.values, request.hub)
        return request

    def _counting(self, counts: tuple[Count, ...], context: HubContext, access: Access) -> Counting:
        key = (counts, id(access))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._made(counts, context, access)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found

    def _made(self, counts: tuple[Count, ...], context: HubContext, access: Access) -> Counting:
        terms = _terms(context, access)
        self.weight += COUNT_BYTES * len(counts)
        if access is SYSTEM:
            sql, values = compiled(statement(counts, terms))
            return Counting(None, values, sql, access)
        key, binds = key_of(_part(counts, terms))
        return Counting(self._shape((counts, key)), [bind.effective_value for bind in binds], "", access)

    def _shape(self, key: Hashable) -> int:
        """A number that stands for the shape; where many are met, those before are forgotten, and met anew."""
        if len(self._shapes) >= REMEMBERED:
            self._shapes.clear()
        return self._shapes.setdefault(key, next(self._numbers))


def _terms(context: HubContext, access: Access) -> Terms:
    return Terms(context.facts.indicators, context.facts.register, access)


def _part(counts: Sequence[Count], terms: Terms) -> Select[Any]:
    rows = statement(counts, terms).subquery("counts")
    arrays: list[Any] = [func.array_agg(rows.c[name]).label(f"counted_{name}") for name in COLUMNS]
    return select(*arrays)
