"""Generated operations over the sector of rivers: a plan answers as the ordinary path does, byte for byte."""

import pytest

from schema.compose import Composition
from tests.plan.comparing import CASEWORK, Pair, Reader
from tests.plan.generated import OPERATIONS, Run
from tests.river.oracle import BOTH, CULTURE, HEALTH, LEAD, READERS
from tests.river.sample import COUNTIES

pytestmark = pytest.mark.long

SHARE = 0.5
CODES = (*COUNTIES, "xilin", "futian", "440303", "nowhere")


def readers() -> list[Reader]:
    """Those who see all records in some counties, in both languages, and a few who don't."""
    seeing = [Reader(one.client, language) for one in READERS if one.measures == BOTH for language in ("en", "zh")]
    return [*seeing, *seeing, Reader(HEALTH.client), CASEWORK, Reader(CULTURE.client), Reader(None)]


async def test_generated_operations_are_answered_alike_and_mostly_by_plans(pair: Pair, composed: Composition) -> None:
    run = Run(pair, composed.schema.graphql, readers(), CODES)
    await run.learn(Reader(LEAD.client))
    await run.documents("rivers", round(OPERATIONS * SHARE))
    assert run.share >= 0.8, f"only {run.share:.0%} were answered by plans"
