"""Operations that `hypothesis-graphql` makes over the sector of rivers: plans answer them as the ordinary path does."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import nodes, queries

from hub.query import ids
from schema.compose import Composition
from tests.plan.comparing import Pair, Question, Reader, same
from tests.plan.generated import OPERATIONS, plannable
from tests.plan.values import DAYS, INSTANTS, MONEY, NUMBERS
from tests.river.module import module
from tests.river.oracle import LUOHU, WORK_GROUP, XILIN_COUNTY

pytestmark = pytest.mark.long

READERS = [Reader(one.client, language) for one in (WORK_GROUP, LUOHU, XILIN_COUNTY) for language in ("en", "zh")]
DOCUMENTS = round(OPERATIONS * 0.15 / len(READERS))
SCALARS = {
    "Date": st.sampled_from(DAYS).map(nodes.String),
    "DateTime": st.sampled_from(INSTANTS).map(nodes.String),
    "Decimal": st.sampled_from(MONEY).map(nodes.String),
    "BigInt": st.sampled_from(NUMBERS).map(nodes.Int),
    "ID": st.builds(ids.encode, st.sampled_from(["River", "Survey"]), st.integers(1, 90)).map(nodes.String),
}


def operations() -> st.SearchStrategy[str]:
    """Queries of the root fields that plans are expected to answer."""
    schema = Composition((module,)).schema.graphql
    assert schema.query_type is not None
    fields = [name for name, found in schema.query_type.fields.items() if plannable(found)]
    return queries(schema, fields=fields, custom_scalars=SCALARS, allow_x00=False, allow_null=False)


@settings(max_examples=DOCUMENTS, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(text=st.deferred(operations))
async def test_operations_are_answered_alike(pair: Pair, text: str) -> None:
    for reader in READERS:
        planned, ordinary = await pair.ask(Question(text, {}, reader))
        assert same(planned, ordinary), (planned, ordinary)


async def test_some_of_them_were_answered_by_plans(pair: Pair) -> None:
    assert pair.by_plan >= pair.asked / 10, (pair.by_plan, pair.asked)
