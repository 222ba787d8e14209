"""Generated operations over all real sectors: a plan answers as the ordinary path does, byte for byte."""

import pytest

from schema.compose import Composition
from tests.plan.comparing import Pair, Reader
from tests.plan.generated import OPERATIONS, Run

SHARE, BLOCKS = 0.35, 4
BUREAUS = ("education-bureau", "health-commission", "culture-tourism-bureau", "finance-commission", "lead-office")
PLACES = ("futian-district", "luohu-district", "dapeng-district", "luocheng-county", "auditor", "work-group")
CODES = ("451225", "451226", "451027", "451030", "luocheng", "futian", "440304", "440300-DP", "nowhere")


@pytest.mark.parametrize("block", range(BLOCKS))
async def test_generated_operations_are_answered_alike_and_mostly_by_plans(
    pair: Pair, composed: Composition, block: int
) -> None:
    wide = [Reader(client) for client in ("lead-office", "work-group", "auditor", *PLACES[:4])]
    readers = [*wide, *wide, *(Reader(client, "zh") for client in (*BUREAUS, *PLACES)), Reader(None)]
    run = Run(pair, composed.schema.graphql, readers, CODES)
    await run.learn(Reader("lead-office"))
    await run.documents(f"sectors {block}", round(OPERATIONS * SHARE / BLOCKS))
    assert run.share >= 0.8, f"only {run.share:.0%} were answered by plans"
