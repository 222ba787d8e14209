"""Generated operations without plans: what is read at once is answered as graphql-core alone answers it."""

from pathlib import Path

import pytest
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from hub.testing.client import hub_client
from schema.compose import Composition
from tests.plan.comparing import Pair, Reader
from tests.plan.conftest import UNHURRIED, make_caseworkers
from tests.plan.generated import OPERATIONS, Run
from tests.plan.test_differential import CODES, readers
from tests.river.oracle import LEAD

pytestmark = pytest.mark.long

SHARE = 0.1


class Unplanned(Pair):
    """Two hubs without plans."""

    by_plan = 0


async def test_generated_operations_are_answered_as_by_graphql_core_alone(
    composed: Composition, own_url: str, tmp_path: Path
) -> None:
    alone = Composition(composed.modules)
    alone.schema.execution_context_class = StrawberryGraphQLCoreExecutionContext
    async with (
        hub_client(composed, own_url, tmp_path, plans=False, **UNHURRIED) as read,
        hub_client(alone, own_url, tmp_path, plans=False, **UNHURRIED) as resolved,
    ):
        await make_caseworkers(own_url)
        run = Run(Unplanned(read, resolved), composed.schema.graphql, readers(), CODES)
        await run.learn(Reader(LEAD.client))
        await run.documents("rivers, at hand", round(OPERATIONS * SHARE))
