"""Generated operations over all real sectors: a plan answers as the ordinary path does, byte for byte."""

import pytest

from schema.compose import Composition
from tests.plan.comparing import CASEWORK, Pair, Reader
from tests.plan.generated import OPERATIONS, Run

SHARE = 0.35
WIDE = (
    "lead-office",
    "work-group",
    "auditor",
    "futian-district",
    "luohu-district",
    "dapeng-district",
    "luocheng-county",
)

pytestmark = pytest.mark.long
NARROW = (Reader("education-bureau"), Reader("culture-tourism-bureau", "zh"), CASEWORK, Reader(None))
CODES = ("451225", "451226", "451027", "451030", "luocheng", "futian", "440304", "440300-DP", "nowhere")


async def test_generated_operations_are_answered_alike_and_mostly_by_plans(pair: Pair, composed: Composition) -> None:
    wide = [Reader(client, language) for client in WIDE for language in ("en", "zh")]
    readers = [*wide, *wide, *NARROW]
    run = Run(pair, composed.schema.graphql, readers, CODES)
    await run.learn(Reader("lead-office"))
    await run.documents("sectors", round(OPERATIONS * SHARE))
    assert run.share >= 0.75, f"only {run.share:.0%} were answered by plans"
