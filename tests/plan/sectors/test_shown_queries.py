"""Every query that the README, the pages and the sectors show is answered by a plan, and in full."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from graphql import OperationDefinitionNode, OperationType, parse

from hub.contract import SectorModule
from tests.docs.pages import NOBODY, examples, guides
from tests.plan.comparing import Pair, Question, Reader

PAGES = [page for page in guides() if list(examples(page))]


def is_query(text: str) -> bool:
    """Whether this is an operation that a plan has to answer; mutations are shown too."""
    (operation,) = parse(text).definitions
    assert isinstance(operation, OperationDefinitionNode)
    return operation.operation is OperationType.QUERY


async def check(pair: Pair, shown: Iterable[tuple[str, str]]) -> int:
    """See that each query, asked by its client, is answered alike, and by a plan; the number of those."""
    planned = 0
    for client, query in shown:
        if is_query(query):
            before = pair.by_plan
            by_plan, ordinary = await pair.ask(Question(query, {}, Reader(client)))
            assert by_plan == ordinary or b'"errors"' in ordinary
            assert pair.by_plan - before == (b'"errors"' not in ordinary), query
            planned += pair.by_plan - before
            assert b'"errors"' in ordinary or await path_of(pair, client, query) == "compiled", query
    return planned


async def path_of(pair: Pair, client: str, query: str) -> str:
    """Which path answered, as the hub itself says."""
    asked = {"query": query, "extensions": {"hub": {"plan": True}}}
    told = (await pair.planned.send(asked, as_=client)).json()["extensions"]["plan"]["path"]
    assert isinstance(told, str)
    return told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
async def test_the_queries_of_a_page_are_planned(pair: Pair, page: Path) -> None:
    shown = [(one.client, one.query) for one in examples(page) if one.client is not None and one.client != NOBODY]
    assert await check(pair, shown) >= 2


async def test_the_queries_of_the_sectors_are_planned(pair: Pair, hub_modules: Sequence[SectorModule]) -> None:
    assert await check(pair, [(one.client, one.query) for module in hub_modules for one in module.examples]) >= 4
