"""What random readers see of random records, by every way of asking, is what a plain model of the rules says."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.auth.access import Access, Act, Reach, Span
from hub.query import ids
from hub.records.base import Record
from hub.records.bulk import insert_all
from hub.records.status import Status
from hub.testing.client import HubClient
from tests.river.models import Ferry, Flow, River, Survey
from tests.river.sample import HUANJIANG, LUOCHENG, XILIN

pytestmark = pytest.mark.long

R = TypeVar("R", bound=Record)
COUNTIES, MEASURES = (LUOCHENG, HUANJIANG, XILIN), ("culture", "health")
FIRST = date(2016, 1, 1)
ASKED = """{
  rivers(first: 100) { totalCount nodes { id surveys(first: 100) { totalCount nodes { id river { id } } } } }
  surveys(first: 100) { totalCount nodes { id river { id } } }
  ferries(first: 100) { totalCount nodes { id river { id } } }
  riverAggregate(groupBy: [COUNTY]) { county { code } count }
  counties { code rivers { surveyCount rivers(first: 100) { totalCount nodes { id } } } }
}"""

days = st.integers(0, 9).map(lambda number: FIRST + timedelta(days=number))
periods = st.tuples(days, st.none() | days).map(lambda p: (min(p[0], p[1] or p[0]), p[1] and max(p)))  # type: ignore[type-var]


@dataclass(frozen=True)
class Grant:
    """A rule that one reader is under: a measure, in which counties (None: all), for which days, and whether it works
    on drafts there."""

    measure: str
    counties: frozenset[str] | None
    span: tuple[date, date] | None
    works: bool

    def allows(self, record: Record) -> bool:
        if record.measure != self.measure or not (self.counties is None or record.county_code in self.counties):
            return False
        if record.status in (Status.DRAFT, Status.REJECTED) and not self.works:
            return False
        return self.span is None or (
            record.starts_on <= self.span[1] and (record.ends_on is None or record.ends_on >= self.span[0])
        )


def seen(grants: Iterable[Grant], records: Iterable[R]) -> list[R]:
    """What one reader sees: settled records where any rule reads, drafts where one reads and one works."""
    return [r for r in records if any(grant.allows(r) for grant in grants)]


def access_of(grants: Sequence[Grant]) -> Access:
    """The same rules as the hub has them."""
    found: dict[tuple[str, Act], Reach] = {}
    for grant in grants:
        if grant.counties is None:
            reach = Reach(everywhere=True)
        elif grant.span is None:
            reach = Reach(counties=grant.counties)
        else:
            reach = Reach(dated=frozenset(Span(county, *grant.span) for county in grant.counties))
        for act in (Act.READ, Act.WRITE) if grant.works else (Act.READ,):
            found[grant.measure, act] = found.get((grant.measure, act), Reach()) | reach
    return Access("somebody", "somebody", None, frozenset(), found)


@st.composite
def a_grant(draw: st.DrawFn) -> Grant:
    counties = draw(st.none() | st.frozensets(st.sampled_from(COUNTIES), min_size=1))
    span = draw(st.none() | st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))) if counties else None
    return Grant(draw(st.sampled_from(MEASURES)), counties, span, draw(st.booleans()) and span is None)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[River], list[Survey], list[Ferry]]:
    """Some rivers, surveys of them, and ferries on them, each with a period and a state of its own."""

    def shared(key: int, county: str) -> dict[str, Any]:
        start, end = draw(periods)
        state = draw(st.sampled_from([*Status, Status.APPROVED]))
        reason = "so" if state in (Status.REJECTED, Status.WITHDRAWN) else None
        return {
            "id": key,
            "county_code": county,
            "starts_on": start,
            "ends_on": end,
            "status": state,
            "status_reason": reason,
            "authors": ["x"],
            "created_by": "x",
            "updated_by": "x",
        }

    rivers = [
        River(**shared(key, draw(st.sampled_from(COUNTIES))), name=f"r{key}", flow=Flow.BROOK, budget=Decimal(1))
        for key in range(1, draw(st.integers(1, 8)) + 1)
    ]
    surveys = [
        Survey(**shared(key, river.county_code), number=key, river_id=river.id or 0, surveyor="Li", fee=Decimal(1))
        for key, river in enumerate(draw(st.lists(st.sampled_from(rivers), min_size=1, max_size=8)), 1)
    ]
    ferries = [
        Ferry(**shared(key, river.county_code), name=f"f{key}", river_id=river.id)
        for key, river in enumerate(draw(st.lists(st.sampled_from(rivers), min_size=1, max_size=5)), 1)
    ]
    return rivers, surveys, ferries


@dataclass
class Stage:
    """A hub whose records and whose reader a test chooses."""

    hub: HubClient
    url: str
    owner: asyncpg.Connection
    patch: pytest.MonkeyPatch

    async def put(self, records: list[Record]) -> None:
        """Let these be all records there are."""
        for table in ("river_ferry", "river_survey", "river_river"):
            await self.owner.execute(f"delete from {table}")
        await insert_all(self.url, records, MEASURES)

    def enter(self, access: Access) -> None:
        """Let this reader ask from now on."""

        async def found(_: object) -> Access:
            return access

        self.patch.setattr(self.hub.hub.authorization, "access_of", found)


@pytest.fixture
async def stage(hub: HubClient, hub_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    connection = await asyncpg.connect(hub_url)
    await connection.execute("set session_replication_role = replica")  # no history of what is swept away
    yield Stage(hub, hub_url, connection, monkeypatch)
    await connection.close()


def of(records: Iterable[Record]) -> list[str]:
    return sorted(ids.encode(type(record).__name__, record.id) for record in records)


def ids_in(page: Any) -> list[str]:
    assert page["totalCount"] == len(page["nodes"])
    return sorted(node["id"] for node in page["nodes"])


@pytest.mark.acceptance(41)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(world=worlds(), grants=st.lists(a_grant(), min_size=1, max_size=3))
async def test_every_way_of_asking_shows_a_reader_the_same_rows_as_a_plain_model(
    stage: Stage, world: tuple[list[River], list[Survey], list[Ferry]], grants: list[Grant]
) -> None:
    rivers, surveys, ferries = world
    await stage.put([*rivers, *surveys, *ferries])
    stage.enter(access_of(grants))
    data = (await stage.hub.answer(ASKED))["data"]
    mine, found, crossing = seen(grants, rivers), seen(grants, surveys), seen(grants, ferries)
    visible = of(mine)
    if not any(grant.measure == "health" for grant in grants):
        assert data["rivers"] is data["surveys"] is data["riverAggregate"] is None
    else:
        check_health(data, mine, found)
    if not any(grant.measure == "culture" for grant in grants):
        assert data["ferries"] is None
    else:
        assert ids_in(data["ferries"]) == of(crossing)
        check_rivers(data["ferries"]["nodes"], crossing, visible)
    check_counties(data["counties"], grants, mine, found)
    await check_nodes(stage.hub, [*rivers, *surveys, *ferries], {*visible, *of(found), *of(crossing)}, grants)


def check_health(data: Any, rivers: list[River], surveys: list[Survey]) -> None:
    """Lists, counts, nested lists and groups."""
    assert ids_in(data["rivers"]) == of(rivers)
    assert ids_in(data["surveys"]) == of(surveys)
    check_rivers(data["surveys"]["nodes"], surveys, of(rivers))
    for node in data["rivers"]["nodes"]:
        key = int(ids.decode(node["id"])[1])
        assert ids_in(node["surveys"]) == of(s for s in surveys if s.river_id == key)
    groups = {group["county"]["code"]: group["count"] for group in data["riverAggregate"]}
    assert groups == Counter(river.county_code for river in rivers)


def check_rivers(nodes: Any, records: Sequence[Any], visible: list[str]) -> None:
    """A to-one that is hidden is null, and its parent stays."""
    by_id = {of([record])[0]: ids.encode("River", record.river_id) for record in records}
    for node in nodes:
        target = by_id[node["id"]]
        assert node["river"] == ({"id": target} if target in visible else None)


def check_counties(counties: Any, grants: list[Grant], rivers: list[River], surveys: list[Survey]) -> None:
    """A county is shown to whom any rule speaks of it, and below it the same rows."""
    everywhere = any(grant.counties is None for grant in grants)
    mine = {county for grant in grants for county in grant.counties or ()}
    shown = {county["code"]: county["rivers"] for county in counties}
    assert (set(shown) >= set(COUNTIES)) if everywhere else (set(shown) == mine)
    if any(grant.measure == "health" for grant in grants):
        for code, part in shown.items():
            assert ids_in(part["rivers"]) == of(r for r in rivers if r.county_code == code)
            approved = [s for s in surveys if s.county_code == code and s.status is Status.APPROVED]
            assert part["surveyCount"] == len(approved)


async def check_nodes(hub: HubClient, records: list[Record], visible: set[str], grants: list[Grant]) -> None:
    """`node(id:)` gives what is seen, and for the rest what it gives for an id that there isn't."""
    asked = [(of([r])[0], r.measure) for r in records if any(g.measure == r.measure for g in grants)]
    fields = " ".join(f'n{number}: node(id: "{key}") {{ id }}' for number, (key, _) in enumerate(asked))
    answer = await hub.ask(f"{{ me {{ name }} {fields} }}")
    for number, (key, _) in enumerate(asked):
        assert answer[f"n{number}"] == ({"id": key} if key in visible else None)
