"""What is forgotten of documents and plans is gone at once: nothing of it waits for the garbage collector."""

import gc
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from graphql import Token

from hub.auth.access import EVERYWHERE, Access, Act
from hub.endpoint.documents import Documents
from hub.endpoint.limits import Limits
from hub.query.plan.levels import Level, Output, Row
from hub.query.plan.outlines import Outline
from hub.query.plan.planner import Planner
from hub.query.plan.sources import Compiled
from tests.plan.comparing import Pair

MEMORY = 400_000
ACCESS = Access(subject="someone", grants={(measure, Act.READ): EVERYWHERE for measure in ("health", "culture")})
TEXTS = (
    "{{ a{n}: rivers(first: 2) {{ totalCount edges {{ cursor node {{ id x{n}: name }} }} }} }}",
    "{{ a{n}: counties {{ code rivers {{ surveys(first: 3) {{ nodes {{ x{n}: fee river {{ name }} }} }} }} }} }}",
    "{{ a{n}: surveyAggregate(groupBy: [COUNTY]) {{ count sum {{ x{n}: visitors }} county {{ name }} }} }}",
    "query($f: RiverFilter) {{ a{n}: rivers(filter: $f) {{ nodes {{ surveyCount visitorTotal }} }} }}",
    "{{ a{n}: rivers {{ nodes {{ id }} }} me {{ name }} }}",
)


@pytest.fixture
def no_collector() -> Iterator[None]:
    """The collector never runs; what is still to be collected of earlier tests is gone."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


class Asking:
    """A hub's stores of documents and plans, of little memory."""

    def __init__(self, pair: Pair) -> None:
        hub = pair.planned.hub
        self._schema = hub.composed.schema._schema
        self._context = hub.context_for(ACCESS, "en", date(2019, 1, 1))
        self.documents = Documents(self._schema, Limits(), MEMORY)
        self.planner = Planner(self._schema, MEMORY)

    async def ask(self, number: int) -> None:
        """Read and plan one document that was never asked before."""
        document = self.documents.get(TEXTS[number % len(TEXTS)].format(n=number), hints=False)
        await document.check()
        prepared = document.prepared(document.operation(None), self.planner.prepare)
        for name in ("a", "b"):
            self.planner.bound(prepared, {"f": {"name": {"eq": name}}}, self._context)


def alive(kind: type) -> list[Any]:
    """The objects of this class that are there now."""
    return [one for one in gc.get_objects() if type(one) is kind]


def left_of_documents(first: int) -> int:
    """How many tokens there are of the documents below this number: no other has their names."""
    names = {f"a{number}" for number in range(first)}
    return sum(token.value in names for token in alive(Token))


@pytest.mark.usefixtures("no_collector")
async def test_what_is_forgotten_is_gone_without_the_collector(pair: Pair) -> None:
    asking = Asking(pair)
    before = {kind: len(alive(kind)) for kind in (Outline, Compiled, Level, Row, Output)}
    for number in range(20):
        await asking.ask(number)
    gc.collect()  # what validation leaves refers to the documents
    assert left_of_documents(20) > 0
    for number in range(20, 120):
        await asking.ask(number)
    kept = asking.planner.numbers()["plans"]
    assert 0 < kept < 60
    assert left_of_documents(20) == 0
    found = {kind: len(alive(kind)) - before[kind] for kind in before}
    assert found[Outline] <= kept
    assert found[Compiled] == kept
    assert max(found[Level], found[Row]) <= 8 * kept


@pytest.mark.usefixtures("no_collector")
async def test_memory_is_given_back_with_the_stores_themselves(pair: Pair) -> None:
    before = {kind: len(alive(kind)) for kind in (Outline, Compiled, Level, Row, Output)}
    asking = Asking(pair)
    for number in range(10):
        await asking.ask(number)
    del asking
    assert {kind: len(alive(kind)) for kind in before} == before
