"""Runs of generated operations: each document is asked several times, by different readers and with other values."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import msgspec
from graphql import GraphQLField, GraphQLSchema

from hub.query.fields import Declared
from hub.query.made import Part
from hub.query.resolvers import DEFINITION
from tests.plan.comparing import Pair, Question, Reader, answer_of, same
from tests.plan.operations import Operation, Writer
from tests.plan.shrinking import shrunk
from tests.plan.values import Values

OPERATIONS = int(os.environ.get("HUB_TEST_OPERATIONS", "2000"))
"""How many operations all generators together compare in one run; `dev.py test --thorough` sets more."""
ROUNDS = 6
"""How often a document is asked."""


def plannable(found: GraphQLField) -> bool:
    """Whether a field comes from a declaration, so that a plan is expected to answer it."""
    declared: Any = found.extensions.get(DEFINITION)
    return isinstance(declared, Declared | Part) or bool(declared and declared.is_basic_field)


@dataclass
class Run:
    """Generated operations over one schema, asked by some readers."""

    pair: Pair
    schema: GraphQLSchema
    readers: Sequence[Reader]
    values: Values

    async def document(self, seed: str) -> None:
        """Ask one document in `ROUNDS` ways; fails with the smallest question that is answered differently."""
        rolls = self.values.rolls = Random(seed)
        operation = Writer(self.schema, rolls, self.values, plannable).operation()
        seen = None
        for _ in range(ROUNDS):
            reader = rolls.choice(self.readers)
            seen = await self._ask(operation, reader, seen, seed) or seen

    async def _ask(self, operation: Operation, reader: Reader, seen: Any, seed: str) -> Any:
        question = Question(operation.text, operation.draw(self.values, seen), reader)
        planned, ordinary = await self.pair.ask(question)
        if not same(planned, ordinary):
            await self._fail(question, seed)
        data, _ = answer_of(planned).told
        found = msgspec.json.decode(data)
        self.values.learn(found)
        return found

    async def _fail(self, question: Question, seed: str) -> None:
        small = await shrunk(self.pair, self.schema, question)
        planned, ordinary = await self.pair.ask(small)
        raise AssertionError(f"{seed}: {small}\nby plan:  {planned.decode()}\nordinary: {ordinary.decode()}")
