"""Who sees what: by every path the same rows, those of a plain model of the rules; what is hidden is as if absent."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

from hub.query import ids
from hub.records.base import Record
from hub.records.status import Status
from hub.testing.client import HubClient
from tests.hub.query.asking import codes, whole
from tests.river.models import Survey
from tests.river.oracle import (
    CULTURE,
    DAPENG,
    EVERYWHERE,
    FUTIAN,
    HEALTH,
    HEALTH_READERS,
    LEAD,
    LUOHU,
    PAIRINGS,
    READERS,
    Reader,
    by_default,
    id_of,
    ids_of,
    meets,
    shown,
)
from tests.river.sample import BAMA, XILIN, ferries, rivers, surveys

ROOTS = {"rivers": rivers, "surveys": surveys, "ferries": ferries}
SUMS = "rivers(first: 100) { totalCount nodes { id } } surveyCount visitorTotal feeTotal"
every_reader = pytest.mark.parametrize("reader", READERS, ids=str)
every_health_reader = pytest.mark.parametrize("reader", HEALTH_READERS, ids=str)


def approved(records: Iterable[Survey]) -> list[Survey]:
    return [record for record in records if record.status is Status.APPROVED]


def sums(found: list[Survey]) -> dict[str, Any]:
    """Count and totals of approved surveys; a total over none is null."""
    return {
        "surveyCount": len(found),
        "visitorTotal": sum(s.visitors for s in found) if found else None,
        "feeTotal": shown(sum((s.fee for s in found), Decimal(0))) if found else None,
    }


def test_the_sample_has_rows_on_both_sides_of_every_rule() -> None:
    for reader in HEALTH_READERS:
        seen = len(reader.among(surveys()))
        assert 0 < seen <= len(surveys())
        assert (seen == len(surveys())) == (reader.works and reader.counties == EVERYWHERE)
    xilin = {record.id for record in surveys() if record.county_code == XILIN}
    luohu, dapeng = ({r.id for r in reader.among(surveys())} & xilin for reader in (LUOHU, DAPENG))
    assert luohu - dapeng
    assert dapeng - luohu
    assert luohu & dapeng


@every_reader
@pytest.mark.parametrize("field", ROOTS)
async def test_a_list_holds_what_its_reader_may_see(hub: HubClient, reader: Reader, field: str) -> None:
    records: tuple[Record, ...] = ROOTS[field]()
    if records[0].measure in reader.measures:
        assert await whole(hub, reader, field) == ids_of(by_default(reader.among(records)))
    else:
        answer = await hub.answer(f"{{ {field} {{ totalCount }} }}", as_=reader.client)
        assert (answer["data"], codes(answer)) == ({field: None}, [("FORBIDDEN", None)])


@every_health_reader
@pytest.mark.parametrize("form", ['river(id: "%s")', 'node(id: "%s")'])
async def test_a_record_is_found_by_its_id_by_those_who_may_see_it(hub: HubClient, reader: Reader, form: str) -> None:
    found: dict[str, Any] = {}
    for some in (rivers()[:90], rivers()[90:]):
        asked = " ".join(f"r{river.id}: {form % id_of(river)} {{ id }}" for river in some)
        found |= await hub.ask(f"{{ {asked} }}", as_=reader.client)
    assert found == {f"r{r.id}": {"id": id_of(r)} if reader.sees(r) else None for r in rivers()}


@every_health_reader
async def test_each_county_holds_its_part_of_what_its_reader_may_see(hub: HubClient, reader: Reader) -> None:
    data = await hub.ask(f"{{ counties {{ code rivers {{ {SUMS} }} }} }}", as_=reader.client)
    assert {county["code"] for county in data["counties"]} == set(reader.counties)
    for county in data["counties"]:
        here = [r for r in by_default(reader.among(rivers())) if r.county_code == county["code"]]
        of = [s for s in approved(reader.among(surveys())) if s.county_code == county["code"]]
        listed = {"totalCount": len(here), "nodes": [{"id": i} for i in ids_of(here)]}
        assert county["rivers"] == {"rivers": listed, **sums(of)}


@pytest.mark.parametrize("reader", [LEAD, HEALTH, FUTIAN, LUOHU, DAPENG], ids=str)
async def test_each_district_holds_the_records_of_its_pairings(hub: HubClient, reader: Reader) -> None:
    data = await hub.ask(f"{{ districts {{ code rivers {{ {SUMS} }} }} }}", as_=reader.client)
    asked = {d["code"]: d["rivers"] for d in data["districts"] if d["code"] in PAIRINGS}
    assert asked
    for code, found in asked.items():
        counties = PAIRINGS[code]
        here = [r for r in reader.among(rivers()) if r.county_code in counties and meets(r, counties[r.county_code])]
        of = [s for s in reader.among(surveys()) if s.county_code in counties and meets(s, counties[s.county_code])]
        listed = {"totalCount": len(here), "nodes": [{"id": i} for i in ids_of(by_default(here))]}
        assert found == {"rivers": listed, **sums(approved(of))}


@every_health_reader
async def test_a_record_counts_and_lists_the_children_its_reader_may_see(hub: HubClient, reader: Reader) -> None:
    query = (
        "{ rivers(first: 200) { nodes { id surveyCount visitorTotal feeTotal surveys(first: 90) { nodes { id } } } } }"
    )
    for node in (await hub.ask(query, as_=reader.client))["rivers"]["nodes"]:
        children = [s for s in by_default(reader.among(surveys())) if ids.encode("River", s.river_id) == node["id"]]
        assert node["surveys"]["nodes"] == [{"id": i} for i in ids_of(children)]
        assert {name: node[name] for name in ("surveyCount", "visitorTotal", "feeTotal")} == sums(approved(children))


@every_health_reader
async def test_a_to_one_is_null_where_its_target_is_hidden(hub: HubClient, reader: Reader) -> None:
    query = "{ surveys(first: 1000) { nodes { id river { id name } riverName } } }"
    targets = {r.id: r for r in rivers()}
    expected = {}
    for survey in reader.among(surveys()):
        river = targets[survey.river_id]
        target = {"id": id_of(river), "name": river.name} if reader.sees(river) else None
        expected[id_of(survey)] = (target, target and river.name)
    found = (await hub.ask(query, as_=reader.client))["surveys"]["nodes"]
    assert {node["id"]: (node["river"], node["riverName"]) for node in found} == expected
    assert ((None, None) in expected.values()) is not reader.works


async def test_a_to_one_of_another_measure_is_null_for_who_cant_read_that(hub: HubClient) -> None:
    query = "{ ferries(first: 100) { nodes { id river { id } } } }"
    for reader, met in ((LEAD, {True, False}), (CULTURE, {False})):
        nodes = (await hub.ask(query, as_=reader.client))["ferries"]["nodes"]
        assert len(nodes) == len(ferries())
        assert {node["river"] is not None for node in nodes} == met


@every_health_reader
async def test_an_aggregate_is_over_what_its_reader_may_see(hub: HubClient, reader: Reader) -> None:
    data = await hub.ask("{ surveyAggregate { count sum { visitors fee } } }", as_=reader.client)
    seen = reader.among(surveys())
    total = {"visitors": sum(s.visitors for s in seen), "fee": shown(sum((s.fee for s in seen), Decimal(0)))}
    assert data["surveyAggregate"] == [{"count": len(seen), "sum": total}]


@every_reader
async def test_a_reader_meets_its_counties_and_no_others(hub: HubClient, reader: Reader) -> None:
    query = '{ counties { code } me { counties { code } measures { code } } county(code: "%s") { code } }'
    data = await hub.ask(query % BAMA, as_=reader.client)
    for listed in (data["counties"], data["me"]["counties"]):
        assert {county["code"] for county in listed} == set(reader.counties)
    assert (data["county"] is None) == (BAMA not in reader.counties)
    readable = {measure["code"] for measure in data["me"]["measures"]}
    assert readable & {"health", "culture"} == reader.measures


async def test_the_lead_office_and_a_bureau_have_seventeen_counties_and_futian_two(hub: HubClient) -> None:
    numbers = {}
    for reader in (LEAD, HEALTH, FUTIAN):
        numbers[reader.client] = len((await hub.ask("{ counties { code } }", as_=reader.client))["counties"])
    assert list(numbers.values()) == [17, 17, 2]


async def test_nobody_reads_the_programme_and_nothing_else(hub: HubClient) -> None:
    lists = "areas { code } pairings { level } measures { code } targets { key } organisations { code }"
    data = (await hub.answer(f"{{ programme {{ code {lists} }} }}"))["data"]["programme"]
    assert (len(data["areas"]), len(data["pairings"]), len(data["measures"])) == (30, 18, 23)
    empty = "counties { code } districts { code } pairings { level } organisations { code } measures { code }"
    data = (await hub.answer(f'{{ {empty} targets {{ key }} county(code: "{XILIN}") {{ code }} me {{ name }} }}'))[
        "data"
    ]
    assert {name: found or None for name, found in data.items()} == dict.fromkeys(data)


OPEN = ("/health/live", "/health/ready", "/oauth/jwks", "/.well-known/oauth-authorization-server")
SCHEMA = ("{ __schema { queryType { name } } }", '{ __type(name: "River") { name } }', "{ _service { sdl } }")
SDL = ("/schema.graphql", "/graphql/schema", "/graphql?sdl", "/hub.graphql", "/docs", "/openapi.json")
STEP = '(input: { id: "Uml2ZXI6MQ", revision: 1, requestId: "somebody-1" }) { userErrors { code } }'
SECTOR = (
    *(f"{name} {{ totalCount }}" for name in ROOTS),
    *(f'{one}(id: "Uml2ZXI6MQ") {{ id }}' for one in ("river", "survey", "ferry", "node")),
    *(f"{one}Aggregate {{ count }}" for one in ("river", "survey", "ferry")),
)
INTERNALS = re.compile(r"(?i)traceback|sqlalchemy|asyncpg|river_river|hub_app|select |\.py\b|did you mean")


@pytest.mark.acceptance(38)
async def test_without_a_token_there_are_health_metadata_and_public_facts_and_nothing_else(hub: HubClient) -> None:
    for path in OPEN:
        assert (await hub.http.get(path)).status_code == 200, path
    assert (await hub.ask("{ programme { code areas { code } } }"))["programme"]["areas"]
    steps = [f"mutation {{ found: {one}{step}{STEP} }}" for one in ("river", "ferry") for step in ("Submit", "Approve")]
    for asked in (*(f"{{ found: {field} }}" for field in SECTOR), *steps, *SCHEMA):
        answer = await hub.post(asked)
        told = answer.json()
        assert not (told.get("data") or {}).get("found"), asked
        assert {code for code, _ in codes(told)} <= {"UNAUTHENTICATED", "FORBIDDEN", "BAD_USER_INPUT"}, asked
        assert asked == SCHEMA[2] or {code for code, _ in codes(told)} == {"UNAUTHENTICATED"}, asked
        assert not INTERNALS.search(answer.text), asked
    for path in SDL:
        answer = await hub.http.get(path)
        assert (answer.status_code in {400, 404}, "type Query" in answer.text) == (True, False), path


async def test_a_refused_sector_costs_itself_only(hub: HubClient) -> None:
    query = "{ rivers { totalCount } ferries { totalCount } counties { code rivers { ferries { totalCount } } } }"
    answer = await hub.answer(query, as_=CULTURE.client)
    assert {code for code, _ in codes(answer)} == {"FORBIDDEN"}
    assert answer["errors"][0]["path"] == ["rivers"]
    assert answer["data"]["rivers"] is None
    assert answer["data"]["ferries"]["totalCount"] == len(ferries())
    assert sum(c["rivers"]["ferries"]["totalCount"] for c in answer["data"]["counties"]) == len(ferries())


async def test_a_refused_part_of_a_namespace_costs_itself_only(hub: HubClient) -> None:
    query = '{ county(code: "xilin") { name rivers { surveyCount rivers { totalCount } ferries { totalCount } } } }'
    answer = await hub.answer(query, as_=CULTURE.client)
    assert codes(answer) == [("FORBIDDEN", None)] * 2
    part = answer["data"]["county"]["rivers"]
    assert (part["surveyCount"], part["rivers"]) == (None, None)
    assert part["ferries"]["totalCount"] == sum(f.county_code == XILIN for f in ferries())


@pytest.mark.acceptance(44)
async def test_a_hidden_record_and_an_absent_one_are_alike(hub: HubClient) -> None:
    hidden = next(r for r in rivers() if r.status is Status.DRAFT and r.county_code == XILIN)
    absent = ids.encode("River", 10**6)
    query = """query($id: ID!) { river(id: $id) { id } node(id: $id) { id }
      rivers(filter: {id: {in: [$id]}}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
      surveys(filter: {river: {eq: $id}}) { totalCount }
      riverAggregate(filter: {id: {eq: $id}}) { count sum { budget } } }"""
    answers = [await hub.post(query, {"id": i}, as_=FUTIAN.client) for i in (id_of(hidden), absent)]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["data"]["node"] is None
    written = [
        await hub.write("riverUpdate", {"id": i, "revision": 1, "remark": "x"}, "river { id }", as_="bama-county")
        for i in (id_of(hidden), absent)
    ]
    assert written[0] == written[1]
    assert [error["code"] for error in written[0]["userErrors"]] == ["NOT_FOUND"]


@pytest.mark.parametrize("code", ["nowhere", "440304", "", "451225'", "游", "SHENZHEN", "x" * 10_000])
async def test_a_county_that_isnt_one_is_null(hub: HubClient, code: str) -> None:
    query = "query($code: String!) { county(code: $code) { code } }"
    assert await hub.ask(query, {"code": code}, as_=LEAD.client) == {"county": None}


async def test_an_area_answers_to_its_code_and_to_its_slug(hub: HubClient) -> None:
    query = """{ a: county(code: "xilin") { code } b: county(code: "451030") { slug }
      c: district(code: "dapeng") { code } d: district(code: "440300-DP") { slug } }"""
    found = {"a": {"code": XILIN}, "b": {"slug": "xilin"}, "c": {"code": "440300-DP"}, "d": {"slug": "dapeng"}}
    assert await hub.ask(query, as_=LEAD.client) == found
    assert await hub.ask(query, as_=FUTIAN.client) == dict.fromkeys("abcd")


@pytest.mark.parametrize("asked", ["garbage", "", "Uml2ZXI", "游", "Uml2ZXI6MQ=="])
@pytest.mark.parametrize("field", ["river", "node"])
async def test_what_was_never_an_id_is_refused(hub: HubClient, field: str, asked: str) -> None:
    answer = await hub.answer(f"query($id: ID!) {{ {field}(id: $id) {{ id }} }}", {"id": asked}, as_=LEAD.client)
    assert codes(answer) == [("BAD_USER_INPUT", "id")]


@pytest.mark.parametrize("key", ["0", "99999999999999999999999", "-1", "1.5", "x", "999999999999999999"])
async def test_an_id_of_no_row_finds_nothing(hub: HubClient, key: str) -> None:
    query = "query($id: ID!) { river(id: $id) { id } node(id: $id) { id } }"
    assert await hub.ask(query, {"id": ids.encode("River", key)}, as_=LEAD.client) == {"river": None, "node": None}


async def test_an_id_of_another_type_finds_nothing(hub: HubClient) -> None:
    query = "query($survey: ID!, $county: ID!) { river(id: $survey) { id } node(id: $county) { id } }"
    given = {"survey": ids.encode("Survey", 1), "county": ids.encode("County", XILIN)}
    assert await hub.ask(query, given, as_=LEAD.client) == {"river": None, "node": None}


async def test_a_personal_column_shows_its_mask(hub: HubClient) -> None:
    found = await hub.ask("{ surveys(first: 1000) { nodes { surveyor } } }", as_=LEAD.client)
    assert {node["surveyor"] for node in found["surveys"]["nodes"]} == {"张*", "L*"}
