"""Operations answered by compiled plans: the same bytes as the ordinary path gives."""

import json
from typing import Any

import pytest

from hub.query.ids import encode
from tests.plan.asking import path_of
from tests.plan.comparing import Pair, Question, Reader
from tests.river import oracle
from tests.river.oracle import FUTIAN, LEAD, XILIN_COUNTY
from tests.river.sample import ferries, rivers

QUERIES = [
    "{ rivers { nodes { id name flow bed length discharge budget reserve dredgedOn navigable remark } } }",
    """{ rivers(first: 3) { totalCount nodes { name county { code name city { name } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }""",
    """{ rivers(last: 3) { edges { cursor node { name } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }""",
    """{ surveys(first: 20, filter: {fee: {gt: "10"}}, orderBy: [{field: VISITORS, direction: DESC}]) {
      nodes { number surveyor river { id name county { name(language: EN) } } district { name } createdAt } } }""",
    """{ counties { code name rivers { __typename surveyCount rivers(first: 2) { totalCount
      nodes { name surveys(first: 2) { nodes { number fee } } surveyCount visitorTotal feeTotal } } } } }""",
    """{ district(code: "futian") { name counties { name designations { kind }
      rivers { rivers(first: 1) { nodes { id __typename } } } } } }""",
    '{ county(code: "451225") { name slug pairings { supporting { name } startsOn } } }',
    "{ programme { name areas { code name level parent { name } } targets { key } } }",
    """{ ferries(first: 5) { nodes { name river { name flow } } }
      a: ferries(last: 2) { edges { node { n: name } cursor } } }""",
    """{ riverAggregate(groupBy: [YEAR, COUNTY, BED]) { year county { code name } bed count
      sum { length budget } avg { length budget } min { discharge } max { reserve } } }""",
    """{ riverAggregate { __typename } a: riverAggregate(filter: {flow: {eq: BROOK}}) { n: count }
      surveyAggregate(filter: {fee: {gt: "2"}}, groupBy: [COUNTY]) { count county { slug } avg { fee } } }""",
    "{ rivers { __typename } surveys(first: 2) { pageInfo { __typename } } }",
    """{ a: county(code: "451225") { city { name } name } b: county(code: "451030") { city { code __typename } }
      c: county(code: "000000") { name city { name } } }""",
    """{ surveys(first: 50) { nodes { a: river { name } b: river { id county { name city { name } } surveyCount
      surveys(first: 2) { totalCount nodes { river { name } } } } district { name } } } }""",
]


@pytest.mark.parametrize("client", ["lead-office", "futian-district", "luohu-district", "luocheng-county"])
@pytest.mark.parametrize("query", QUERIES)
async def test_a_plan_answers_as_the_ordinary_path_does(pair: Pair, query: str, client: str) -> None:
    assert await path_of(pair.planned, query, client) == "compiled"
    planned, ordinary = await pair.ask(Question(query, {}, Reader(client)))
    assert planned == ordinary


DEEP = """{ counties { code city { name } districts { name } rivers { surveyCount visitorTotal
  rivers(first: %d, orderBy: [{field: NAME}]) { totalCount nodes { id county { name } feeTotal
    surveys(first: %d) { totalCount pageInfo { hasNextPage } nodes { fee district { name counties { code } }
      river { name county { city { name } } surveys(first: 2) { nodes { id } } } } } } } } }
  ferries { nodes { river { name } } } riverAggregate(groupBy: [COUNTY]) { county { name } count } }"""


@pytest.mark.parametrize("sizes", [(1, 1), (5, 3)])
@pytest.mark.parametrize("client", ["lead-office", "luohu-district", "xilin-county"])
async def test_an_operation_is_one_statement_however_deep_and_wide_it_goes(
    pair: Pair, client: str, sizes: tuple[int, int]
) -> None:
    await pair.planned.token(client)
    before = pair.planned.statements
    await pair.planned.ask(DEEP % sizes, as_=client)
    assert pair.planned.statements - before == 1


async def test_fields_that_no_plan_answers_cost_their_own_root_field_only(pair: Pair) -> None:
    query = """{ a: rivers(first: 2) { nodes { name } } me { name roles } b: rivers(first: 2) { nodes { label } }
      ferries(first: 2) { nodes { name } } }"""
    assert await path_of(pair.planned, query, "lead-office") == "both"
    planned, ordinary = await pair.ask(Question(query, {}, Reader("lead-office")))
    assert planned == ordinary


ALONE = """{ ferry(id: "%s") { name county { name city { name } } river { id name county { code } %s } } }"""
LISTS = ["", "surveys(first: 2) { totalCount nodes { river { name } } }"]
"""One record with its to-ones: a row without arrays, but where a list hangs on one."""


@pytest.mark.parametrize("hanging", LISTS)
@pytest.mark.parametrize("reader", [LEAD, FUTIAN, XILIN_COUNTY], ids=str)
async def test_a_record_alone_has_its_to_ones_or_nulls(pair: Pair, reader: oracle.Reader, hanging: str) -> None:
    seen = {river.id: river.name for river in reader.among(rivers())}
    shown = {ferry.id: seen.get(ferry.river_id) for ferry in reader.among(ferries())}
    for key in (*(ferry.id for ferry in ferries()[::3]), 1_000_000):
        planned, ordinary = await pair.ask(Question(ALONE % (encode("Ferry", key), hanging), {}, Reader(reader.client)))
        assert planned == ordinary
        found = json.loads(planned)["data"]["ferry"]
        assert (found is not None) == (key in shown)
        assert found is None or (found["river"] or {}).get("name") == shown[key]


FEW = {"number": {"lte": 3}}
ALL_BUT_FEW = {"not": FEW}


@pytest.mark.parametrize("filters", [[None, ALL_BUT_FEW], [ALL_BUT_FEW, None], [FEW, ALL_BUT_FEW, {}, None, FEW]])
async def test_small_cells_are_hidden_whatever_filter_a_plan_was_made_for(pair: Pair, filters: list[Any]) -> None:
    query = f"""query P{len(filters)}{filters[0] is None}($f: SurveyFilter) {{
      surveyAggregate(filter: $f, groupBy: [YEAR]) {{ year count sum {{ visitors }} }}
      all: surveyAggregate(filter: $f) {{ count }} }}"""
    hidden = []
    for given in filters:
        planned, ordinary = await pair.ask(Question(query, {"f": given}, Reader("lead-office")))
        assert planned == ordinary
        hidden.append(b"null" in planned)
    assert hidden == [bool(given) for given in filters]
