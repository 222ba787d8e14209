"""Operations answered by compiled plans: the same bytes as the ordinary path gives."""

import pytest

from hub.testing.client import HubClient

QUERIES = [
    "{ riverAggregate(groupBy: [YEAR, COUNTY, BED]) { year county { code name } bed count sum { length budget } avg { length budget } min { discharge } max { reserve } } }",
    '{ riverAggregate { __typename } a: riverAggregate(filter: {flow: {eq: BROOK}}) { n: count } surveyAggregate(filter: {fee: {gt: "2"}}, groupBy: [COUNTY]) { count county { slug } avg { fee } } }',
    "{ rivers { nodes { id name flow bed length discharge budget reserve dredgedOn navigable remark } } }",
    "{ rivers(first: 3) { totalCount nodes { name county { code name city { name } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }",
    "{ rivers(last: 3) { edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }",
    '{ surveys(first: 20, filter: {fee: {gt: "10"}}, orderBy: [{field: VISITORS, direction: DESC}]) { nodes { number surveyor river { id name county { name(language: EN) } } district { name } createdAt } } }',
    "{ counties { code name rivers { __typename surveyCount rivers(first: 2) { totalCount nodes { name surveys(first: 2) { nodes { number fee } } surveyCount visitorTotal feeTotal } } } } }",
    '{ district(code: "futian") { name counties { name designations { kind } rivers { rivers(first: 1) { nodes { id __typename } } } } } }',
    '{ county(code: "451225") { name slug pairings { supporting { name } startsOn } } }',
    "{ programme { name areas { code name level parent { name } } targets { key } } }",
    "{ ferries(first: 5) { nodes { name river { name flow } } } a: ferries(last: 2) { edges { node { n: name } cursor } } }",
]


@pytest.mark.parametrize("client", ["lead-office", "futian-district", "luohu-district", "luocheng-county"])
@pytest.mark.parametrize("query", QUERIES)
async def test_a_plan_answers_as_the_ordinary_path_does(
    hub: HubClient, ordinary: HubClient, query: str, client: str
) -> None:
    told = await hub.send({"query": query, "extensions": {"hub": {"plan": True}}}, as_=client)
    assert told.json()["extensions"] == {"plan": {"path": "compiled"}}
    assert (await hub.post(query, as_=client)).content == (await ordinary.post(query, as_=client)).content
