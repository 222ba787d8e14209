"""Rows come in their order however PostgreSQL plans: no statement relies on a plan that only happens to be chosen."""

import asyncpg
import pytest

from hub.auth.access import setting_names
from tests.plan.comparing import Pair, Question, Reader

PARALLEL = {
    "debug_parallel_query": "on",
    "parallel_setup_cost": "0",
    "parallel_tuple_cost": "0",
    "min_parallel_table_scan_size": "0",
    "min_parallel_index_scan_size": "0",
}
MEASURES = ("culture", "health")
LURES = [
    {"enable_nestloop": "off"},
    {"enable_nestloop": "off", "enable_hashjoin": "off", "enable_mergejoin": "off"},
    {"enable_hashjoin": "off", "enable_mergejoin": "off", "enable_hashagg": "off"},
    {"enable_memoize": "off", "enable_material": "off"},
    {"enable_sort": "off", "enable_incremental_sort": "off"},
    {"enable_indexscan": "off", "enable_bitmapscan": "off", "enable_nestloop": "off"},
    {"cpu_tuple_cost": "1000", "random_page_cost": "0.01"},
    {**PARALLEL},
    {**PARALLEL, "enable_nestloop": "off"},
]
"""Settings under which PostgreSQL would rather join and read in other ways."""
LISTS = """{ counties { code districts { name } rivers { surveyCount
  down: rivers(first: 4, orderBy: [{field: NAME, direction: DESC}]) { totalCount nodes { name surveyCount feeTotal
    surveys(first: 3, orderBy: [{field: VISITORS, direction: DESC}]) { totalCount
      edges { cursor node { number river { name surveyCount } district { name counties { code } } } } } } }
  last: rivers(last: 4) { nodes { id surveys(last: 2) { nodes { id } pageInfo { hasPreviousPage endCursor } } } } } }
  rivers(first: 40, orderBy: [{field: BUDGET}]) { totalCount nodes { name visitorTotal
    surveys(first: 3) { nodes { number } } } }
  riverAggregate(groupBy: [COUNTY, YEAR]) { county { code } year count } }"""


@pytest.mark.parametrize("lures", LURES, ids=" ".join)
async def test_lists_below_lists_keep_their_order(own_pair: Pair, own_url: str, lures: dict[str, str]) -> None:
    owner = await asyncpg.connect(own_url)
    name = await owner.fetchval("select current_database()")
    for setting, value in lures.items():
        await owner.execute(f'alter database "{name}" set {setting} = {value}')
    await owner.close()
    for client in ("lead-office", "luohu-district"):
        planned, ordinary = await own_pair.ask(Question(LISTS, {}, Reader(client)))
        assert planned == ordinary
    setting, value = next(iter(lures.items()))
    no_rules = ("",) * len(setting_names(MEASURES))
    held = await own_pair.planned.hub.database.readers.fetch(no_rules, "select current_setting($1)", [setting])
    assert held[0][0] == value, "the lures weren't there where the plans ran"
