"""What is asked with and without rules: by the lead office, which reads all, and by districts, which read a part.

Each question names its counties, so that both servers have the same rows to answer with.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.exchange import Unfit
from bench.peers.questions import LEAD, VARIANTS, Ask, Kind, Question
from bench.served import Served

DISTRICTS = "query Districts { districts { code slug counties { code } } }"
IDS = """query Ids($county: ID!) {
  schools(first: 5, filter: { county: { eq: $county }, status: { eq: APPROVED } }) { nodes { id } }
}"""
EVERYTHING = "query Everything { teacherDispatches(first: 0) { totalCount } }"
READERS = ("lead office", "districts")


def questions(hub: Served) -> list[Question]:
    """Each question, once by the lead office and once by the districts."""
    own = list(_own(hub))
    counties = [(client, county) for client, _, codes in own for county in codes]
    ids = [(client, key) for client, county in counties for key in _ids(hub, county)]
    asked: list[tuple[str, Kind, str, Sequence[tuple[str, Mapping[str, Any]]]]] = [
        ("a school by its id", Kind.POINT, "point", [(c, {"id": key}) for c, key in ids[:: -(-len(ids) // VARIANTS)]]),
        (
            "a district's counties, five nested lists",
            Kind.TREE,
            "district",
            [(c, {"code": code}) for c, code, _ in own],
        ),
        *(
            (
                f"{first:,} dispatches of a county, three to-ones",
                Kind.LIST,
                "dispatches",
                [(client, {"county": county, "first": first}) for client, county in counties],
            )
            for first in (100, 1000)
        ),
        (
            "dispatches of two counties by county and year",
            Kind.AGGREGATE,
            "groups_of_counties",
            [(client, {"counties": codes}) for client, _, codes in own],
        ),
    ]
    return [
        Question(
            f"{name}, {reader}", kind, "", document, [Ask(LEAD if reader == READERS[0] else c, v) for c, v in given]
        )
        for name, kind, document, given in asked
        for reader in READERS
    ]


def _own(hub: Served) -> Iterator[tuple[str, str, list[str]]]:
    """The client of each district, its code, and its counties."""
    for district in hub.data(LEAD, DISTRICTS)["districts"]:
        yield f"{district['slug']}-district", district["code"], [county["code"] for county in district["counties"]]


def _ids(hub: Served, county: str) -> list[str]:
    return [node["id"] for node in hub.data(LEAD, IDS, {"county": county})["schools"]["nodes"]]


def check_rules(hub: Served, unruled: Served) -> None:
    """Raise `Unfit` unless a district reads a part of the records under rules, and without them all."""
    client = next(_own(hub))[0]
    part, everything = (one.data(client, EVERYTHING)["teacherDispatches"]["totalCount"] for one in (hub, unruled))
    whole = hub.data(LEAD, EVERYTHING)["teacherDispatches"]["totalCount"]
    if not 0 < part < whole <= everything:
        raise Unfit(f"{client} reads {part} of {whole} records under rules and {everything} without them")
