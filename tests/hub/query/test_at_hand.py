"""What is at hand is read as a whole, and nobody can tell: the answers are those of graphql-core alone."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hub.query.executor import Executor, refused
from hub.testing.client import HubClient, hub_client
from hub.testing.database import Databases, Template
from schema.compose import Composition
from tests.river.oracle import HEALTH, LEAD, LUOHU
from tests.river.planted import plant

RIVER = "Uml2ZXI6Mw"
QUERIES = {
    "aliases": "{ rivers { nodes { a: name b: name flow bed length budget reserve dredgedOn navigable id } } }",
    "merged fields": """{ rivers { nodes { name county { code } } nodes { flow county { name } } }
        rivers { nodes { name id } totalCount } }""",
    "an interface": f"""{{ node(id: "{RIVER}") {{ id ... on River {{ name county {{ name }} }} ...Kind }} }}
        fragment Kind on Node {{ __typename id }}""",
    "type names": """{ __typename rivers(first: 3) { __typename nodes { __typename county { t: __typename code } }
        edges { __typename cursor node { __typename name } } pageInfo { __typename hasNextPage endCursor } } }""",
    "what is left out": """{ surveys { nodes { id number @skip(if: true) ... @include(if: false) { fee }
        river @include(if: true) { name } } } }""",
    "nothing but what is left out": "{ surveys { nodes { id @skip(if: true) } } }",
    "languages": "{ counties { code name zh: name(language: ZH) en: name(language: EN) } }",
    "more than columns": "{ surveys { nodes { riverName number } } rivers { nodes { label name surveyCount } } }",
    "a row that is not of a list": f"""{{ river(id: "{RIVER}") {{ name county {{ name city {{ name }} }}
        surveys {{ nodes {{ number river {{ name county {{ slug }} }} district {{ name }} }} }} }} }}""",
    "no such row": '{ river(id: "Uml2ZXI6MTIzNDU2") { name } node(id: "Uml2ZXI6MTIzNDU2") { id } }',
    "personal columns": "{ surveys { nodes { surveyor river { name } } } }",
    "lists of lists": "{ districts { code name pairings { level supported { code name } startsOn endsOn } } }",
    "groups": "{ riverAggregate(groupBy: [COUNTY, FLOW]) { count flow county { code name } sum { length } } }",
    "the plan": "{ measures { code name targets { key value unit } } me { name measures { code } } }",
}


async def answers(hub: HubClient, query: str) -> list[Any]:
    """The answers to several readers, without what marks an error in the log, and which came first is chance."""
    found = []
    for client, language in ((LEAD.client, "zh"), (HEALTH.client, "en"), (LUOHU.client, "zh"), (None, "en")):
        body = (await hub.post(query, as_=client, language=language)).text
        told = json.loads(re.sub(r',"correlationId":"\w+"', "", body)).get("errors", [])
        found.append((body if not told else body[body.index('"data":') :], sorted(told, key=repr)))
    return found


def by_graphql_core_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Executor, "_complete", lambda *_: refused)


@pytest.fixture
def resolved(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often graphql-core resolves a field, by its name."""
    found: Counter[str] = Counter()
    execute: Callable[..., Any] = Executor.execute_field

    def counted(*given: Any) -> Any:
        found[given[3][0].node.name.value] += 1
        return execute(*given)

    monkeypatch.setattr(Executor, "execute_field", counted)
    return found


@pytest.mark.parametrize("query", QUERIES)
async def test_answers_are_those_of_graphql_core(
    ordinary: HubClient, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    read = await answers(ordinary, QUERIES[query])
    assert '"data":{' in read[0][0]
    by_graphql_core_alone(monkeypatch)
    assert read == await answers(ordinary, QUERIES[query])


async def test_a_page_and_its_to_ones_are_read_without_resolving_a_field(
    ordinary: HubClient, resolved: Counter[str]
) -> None:
    query = "{ surveys { nodes { __typename id surveyor fee river { name flow county { name } } } } }"
    data = await ordinary.ask(query, as_=LEAD.client)
    assert len(data["surveys"]["nodes"]) > 20
    assert resolved == {"surveys": 1, "nodes": 1}


async def test_only_a_list_with_more_to_it_is_resolved(ordinary: HubClient, resolved: Counter[str]) -> None:
    data = await ordinary.ask("{ rivers { nodes { label name } } surveys { nodes { fee } } }", as_=LEAD.client)
    rows = len(data["rivers"]["nodes"])
    assert resolved == {"rivers": 1, "surveys": 1, "nodes": 2, "label": rows, "name": rows}


PLANTED = {
    "a text that may not be null": ("river_river", "name"),
    "an enumeration that may not be null": ("river_river", "flow"),
    "a county that may not be null": ("river_ferry", "county_code"),
}
ROWS = f"""{{
  rivers(first: 200) {{ nodes {{ id name flow }} edges {{ cursor node {{ flow }} }} }}
  river(id: "{RIVER}") {{ name flow }}
  ferries {{ nodes {{ county {{ code }} }} }} surveys {{ nodes {{ number river {{ name flow }} }} }} }}"""


@pytest.fixture
def own_url(databases: Databases, hub_template: Template) -> Iterator[str]:
    """A database that the test may spoil."""
    url = databases.clone(hub_template)
    yield url
    databases.drop(url)


@pytest.mark.parametrize("planted", PLANTED)
async def test_what_may_not_be_is_told_as_graphql_core_tells_it(
    composed: Composition, own_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    await plant(own_url, *PLANTED[planted])
    async with hub_client(composed, own_url, tmp_path, plans=False) as ordinary:
        read = await answers(ordinary, ROWS)
        by_graphql_core_alone(monkeypatch)
        assert read == await answers(ordinary, ROWS)
    assert {error["extensions"]["code"] for error in read[0][1]} == {"INTERNAL"}
