"""What is measured: seven operations, each in several variants that are asked once and checked before they count."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bench import answers
from bench.answers import LEAD
from bench.exchange import Exchange
from bench.served import Served

SECTIONS = """
  code
  name
  education {
    schools(first: 20) { nodes { name stage pupils } }
    teacherDispatches(first: 20) { nodes { teacher subject startsOn school { name } } }
    principalPlacements(first: 20) { nodes { name mode startsOn homeSchool { name } } }
    schoolConstructions(first: 20) { nodes { name state plannedAmount } }
    entrantGrants(first: 20) { nodes { student university amount } }
  }
"""
POINT = """query Point($id: ID!) {
  school(id: $id) { id name stage address pupils teachers boarders startsOn status revision }
}"""
NESTED = f"query Nested($code: String!) {{ district(code: $code) {{ code name counties {{ {SECTIONS} }} }} }}"
EVERY_DISTRICT = f"query EveryDistrict {{ districts {{ code name counties {{ {SECTIONS} }} }} }}"
DISPATCHES = """query Dispatches($first: Int!, $after: String) {
  teacherDispatches(first: $first, after: $after) {
    nodes {
      id teacher subject stage startsOn endsOn
      county { code name } school { id name } sendingDistrict { code name }
    }
  }
}"""
IDS = "query Ids { schools(first: 100) { nodes { id } } }"
CURSORS = "query Cursors { teacherDispatches(first: 100) { totalCount edges { cursor } } }"
DISTRICTS = "query Districts { districts { code slug } }"

BUREAU = "education-bureau"


@dataclass(frozen=True, slots=True)
class Case:
    """An operation under its name, with the requests among which the load rotates."""

    name: str
    exchanges: tuple[Exchange, ...]

    @property
    def size(self) -> float:
        """The answer's mean size in bytes."""
        return sum(exchange.size for exchange in self.exchanges) / len(self.exchanges)


def cases(hub: Served) -> list[Case]:
    """The measured operations; raises `Unfit` where an answer isn't what the measurement takes it for."""
    ids = [node["id"] for node in hub.data(BUREAU, IDS)["schools"]["nodes"]]
    return [
        Case("point query", _asked(hub, POINT, ((BUREAU, {"id": key}) for key in ids), lambda data: data["school"])),
        Case("district's counties, nested lists", _asked(hub, NESTED, _districts(hub), _sections_hold_rows)),
        *_across_sectors(hub),
        _dispatches(hub, 100),
        _dispatches(hub, 1000),
    ]


def _across_sectors(hub: Served) -> Iterator[Case]:
    """The three answers of the README; of the sectors that this hub has."""
    sectors = answers.served_sectors(hub)
    counties = _asked(hub, answers.across(sectors), _districts(hub), answers.every_sector_answers)
    measured = _asked(hub, answers.MEASURE, answers.measures(sectors), answers.every_year_and_county_answers)
    table = _asked(hub, answers.TABLE, answers.years(), answers.the_table_is_whole)
    yield Case("district's counties, all sectors", counties)
    yield Case("bureau's measure, counties by year", measured)
    yield Case("lead office's whole table", table)


def every_district(hub: Served) -> Exchange:
    """The nested lists of all districts at once, to compare its statements with those of one district."""
    return hub.exchange(LEAD, EVERY_DISTRICT, {}, lambda data: data["districts"])


def _asked(
    hub: Served, query: str, given: Iterator[tuple[str, Mapping[str, Any]]], holds: Callable[[Any], Any]
) -> tuple[Exchange, ...]:
    return tuple(hub.exchange(client, query, variables, holds) for client, variables in given)


def _districts(hub: Served) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every district asks for its own counties, each under rules of its own."""
    for district in hub.data(LEAD, DISTRICTS)["districts"]:
        yield f"{district['slug']}-district", {"code": district["code"]}


def _sections_hold_rows(data: Any) -> bool:
    counties = data["district"]["counties"]
    return bool(counties) and any(county["education"]["schools"]["nodes"] for county in counties)


def _dispatches(hub: Served, count: int) -> Case:
    """Pages of this many rows that begin at ten different places."""
    cursors = [edge["cursor"] for edge in hub.data(BUREAU, CURSORS)["teacherDispatches"]["edges"]]
    given = ((BUREAU, {"first": count, "after": cursor}) for cursor in cursors[::10])
    return Case(
        f"{count:,} dispatches, county, school, district",
        _asked(hub, DISPATCHES, given, lambda data: len(data["teacherDispatches"]["nodes"]) == count),
    )
