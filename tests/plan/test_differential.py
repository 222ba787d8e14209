"""Generated operations over the sector of rivers: a plan answers as the ordinary path does, byte for byte."""

import asyncpg
import pytest

from schema.compose import Composition
from tests.plan.comparing import Pair, Reader
from tests.plan.generated import OPERATIONS, ROUNDS, Run
from tests.plan.values import Values
from tests.river.oracle import CULTURE, READERS
from tests.river.sample import COUNTIES

SHARE, BLOCKS = 0.5, 5
DOCUMENTS = round(OPERATIONS * SHARE / BLOCKS / ROUNDS)


def readers() -> list[Reader]:
    """Those who see rivers, in both languages, and a few who don't see them or see more."""
    seeing = [Reader(one.client, language) for one in READERS if one is not CULTURE for language in ("en", "zh")]
    return [*seeing, *seeing, Reader(CULTURE.client), Reader(None)]


@pytest.mark.parametrize("block", range(BLOCKS))
async def test_generated_operations_are_answered_alike_and_mostly_by_plans(
    pair: Pair, composed: Composition, block: int
) -> None:
    values = Values([*COUNTIES, "xilin", "futian", "440303", "nowhere"])
    run = Run(pair, composed.schema.graphql, readers(), values)
    asked, planned = pair.asked, pair.by_plan
    for number in range(DOCUMENTS):
        await run.document(f"{block}:{number}")
    share = (pair.by_plan - planned) / (pair.asked - asked)
    assert share >= 0.8, f"only {share:.0%} were answered by plans"
