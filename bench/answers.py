"""The three answers across sectors that the README shows, as operations that rotate among those who ask them."""

from collections.abc import Iterator, Mapping
from typing import Any

from bench.served import Served

LEAD = "lead-office"
SECTORS: Mapping[str, str] = {
    "education": """
      teacherDispatchCount
      teacherDispatches(first: 1) { nodes { teacher subject startsOn school { name } } }
    """,
    "health": "medicalTeamCount patientsTreatedTotal",
    "tourism": "visitorTotal investmentPaidTotal",
    "finance": "allocatedTotal drawnTotal",
    "culture": "cultureTraineeshipCount digitalCultureProjectCount",
    "outcome": "peopleLiftedTotal",
}
"""What a district asks of each sector."""
MEASURE = """query BureauOverYears($measure: ID!) {
  measure(code: $measure) {
    indicators {
      name
      unit
      years { year value target status counties { county { name } value } }
    }
  }
}"""
TABLE = """query WholeTable($year: Int!) {
  targets(year: $year) {
    name
    unit
    progress { value target expected ratio status districts { district { name } value } }
  }
}"""
BODIES: Mapping[str, str] = {
    "education": "education-bureau",
    "health": "health-commission",
    "tourism": "culture-tourism-bureau",
    "finance": "finance-commission",
    "culture": "culture-tourism-bureau",
}
"""Who answers for a measure of the sector."""
MEASURES: Mapping[str, str] = {"finance": "fiscal_support"}
"""The measure of a sector, where it has another name."""
YEARS = range(2016, 2021)
COUNTIES, DISTRICTS = 17, 10


def across(sectors: Mapping[str, str] = SECTORS) -> str:
    """A district's counties with these sectors."""
    parts = "\n".join(f"{name} {{ {selection} }}" for name, selection in sectors.items())
    return f"query AcrossSectors($code: String!) {{ district(code: $code) {{ counties {{ name {parts} }} }} }}"


def served_sectors(hub: Served) -> Mapping[str, str]:
    """The sectors that this hub has, with what is asked of each."""
    fields = hub.data(LEAD, '{ __type(name: "County") { fields { name } } }')["__type"]["fields"]
    there = {field["name"] for field in fields}
    return {name: selection for name, selection in SECTORS.items() if name in there}


def measures(sectors: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each bureau with the measure that it answers for."""
    return ((BODIES[name], {"measure": MEASURES.get(name, name)}) for name in sectors if name in BODIES)


def years() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The lead office with each year of the plan."""
    return ((LEAD, {"year": year}) for year in YEARS)


def every_sector_answers(data: Any) -> bool:
    """Every county of the district has values of every sector that was asked."""
    counties = data["district"]["counties"]
    return bool(counties) and all(value not in (None, {}) for county in counties for value in county.values())


def every_year_and_county_answers(data: Any) -> bool:
    """Every indicator is told of every year, and of every county in it."""
    told = [indicator["years"] for indicator in data["measure"]["indicators"]]
    return bool(told) and all(
        len(found) == len(YEARS) and all(len(year["counties"]) == COUNTIES for year in found) for found in told
    )


def the_table_is_whole(data: Any) -> bool:
    """Every target is there, and what is counted at all is told of every district."""
    told = [target["progress"] for target in data["targets"]]
    counted = [progress for progress in told if progress["value"] is not None]
    return bool(counted) and all(len(progress["districts"]) == DISTRICTS for progress in counted)
