"""Runs of generated operations: each document is asked several times, by different readers and with other values."""

import os
from collections.abc import Sequence
from random import Random
from typing import Any

import msgspec
from graphql import GraphQLField, GraphQLSchema

from hub.query.connections import RootConnectionField
from hub.query.fields import Declared
from hub.query.made import Part
from hub.query.resolvers import DEFINITION
from tests.plan.comparing import Pair, Question, Reader, answer_of, same
from tests.plan.drawn import Operation
from tests.plan.operations import Writer
from tests.plan.shrinking import shrunk
from tests.plan.values import Values

OPERATIONS = int(os.environ.get("HUB_TEST_OPERATIONS", "2000"))
"""How many operations all generators together compare in one run; `dev.py test --thorough` sets more."""
ROUNDS = 8
"""How often a document is asked."""


def definition(found: GraphQLField) -> Any:
    """What a field of the schema was made from."""
    return found.extensions.get(DEFINITION)


def plannable(found: GraphQLField) -> bool:
    """Whether a field comes from a declaration, so that a plan is expected to answer it."""
    declared = definition(found)
    return isinstance(declared, Declared | Part) or bool(declared and declared.is_basic_field)


class Run:
    """Generated operations over one schema, asked by some readers about some places."""

    def __init__(self, pair: Pair, schema: GraphQLSchema, readers: Sequence[Reader], codes: Sequence[str]) -> None:
        self._pair, self._schema, self._readers = pair, schema, readers
        self._values = Values(codes)
        self._before = pair.asked, pair.by_plan

    @property
    def share(self) -> float:
        """The part of the answers that were a plan's."""
        asked, by_plan = self._before
        return (self._pair.by_plan - by_plan) / (self._pair.asked - asked)

    async def learn(self, reader: Reader) -> None:
        """Know some ids of every record type, of records that others may not see too."""
        root = self._schema.query_type
        assert root is not None
        lists = [name for name, found in root.fields.items() if isinstance(definition(found), RootConnectionField)]
        text = f"{{ {' '.join(f'{name}(first: 9) {{ nodes {{ id }} }}' for name in lists)} }}"
        planned, _ = await self._pair.ask(Question(text, {}, reader))
        self._values.learn(_data(planned))

    async def documents(self, seed: str, operations: int) -> None:
        """Ask so many operations."""
        for number in range(round(operations / ROUNDS)):
            await self.document(f"{seed}, document {number}")

    async def document(self, seed: str) -> None:
        """Ask one document in some ways; fails with the smallest question that is answered differently."""
        rolls = self._values.rolls = Random(seed)
        operation = Writer(self._schema, rolls, self._values, plannable).operation()
        readers = rolls.sample(self._readers, 2)
        seen = None
        for _ in range(ROUNDS):
            seen = await self._ask(operation, rolls.choice(readers), seen, seed) or seen

    async def _ask(self, operation: Operation, reader: Reader, seen: Any, seed: str) -> Any:
        question = Question(operation.text, operation.draw(self._values, seen), reader)
        planned, ordinary = await self._pair.ask(question)
        if not same(planned, ordinary):
            await self._fail(question, seed)
        found = _data(planned)
        self._values.learn(found)
        return found

    async def _fail(self, question: Question, seed: str) -> None:
        small = await shrunk(self._pair, self._schema, question)
        planned, ordinary = await self._pair.ask(small)
        raise AssertionError(f"{seed}: {small}\nby plan:  {planned.decode()}\nordinary: {ordinary.decode()}")


def _data(body: bytes) -> Any:
    return msgspec.json.decode(answer_of(body).told[0])
