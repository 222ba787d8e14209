"""What is asked of every server: six questions, each in several variants, and one form for all their answers."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from operator import itemgetter
from pathlib import Path
from typing import Any

from bench.served import Served

BUREAU, LEAD = "education-bureau", "lead-office"
DOCUMENTS = Path(__file__).parent / "documents"
SETTLED = "{ status: { eq: APPROVED } }"
IDS = f"query Ids {{ schools(first: 1000, filter: {SETTLED}) {{ nodes {{ id }} }} }}"
DISTRICTS = "query Districts { districts { code slug } }"
COUNTIES = "query Counties { counties { code } }"
VARIANTS = 20
MONEY = frozenset({"allowance", "amount", "plannedAmount"})


class Kind(Enum):
    """What a question is, as the bounds distinguish it."""

    POINT = "point"
    LIST = "list"
    TREE = "tree"
    AGGREGATE = "aggregate"


@dataclass(frozen=True, slots=True)
class Ask:
    """One variant: who asks the hub, and the variables; `hub` holds those that the hub names otherwise."""

    client: str
    variables: Mapping[str, Any]
    hub: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """An operation, which each server words its own way."""

    name: str
    kind: Kind
    statement: str
    """Its name among the statements that are written by hand."""
    document: str
    asks: Sequence[Ask]

    def graphql(self, server: str, ask: Ask) -> bytes:
        """The body of the request to a GraphQL server."""
        query = (DOCUMENTS / server / f"{self.document}.graphql").read_text()
        variables = {**ask.variables, **ask.hub} if server == "hub" else ask.variables
        return json.dumps({"query": query, "variables": variables}).encode()

    def statement_body(self, ask: Ask) -> bytes:
        """The body of the request to the statements that are written by hand; they know the size of a page."""
        values = [value for name, value in ask.variables.items() if name != "first"]
        return json.dumps({"name": self.statement, "values": values}).encode()


def questions(hub: Served) -> list[Question]:
    """The questions over what the hub's database holds."""
    ids = [node["id"] for node in hub.data(BUREAU, IDS)["schools"]["nodes"]]
    points = [Ask(BUREAU, {"id": key_of(one)}, {"id": one}) for one in ids[:: max(1, len(ids) // VARIANTS)]]
    districts = hub.data(LEAD, DISTRICTS)["districts"]
    own = [Ask(f"{one['slug']}-district", {"code": one["code"]}) for one in districts]
    one_reader = [Ask(LEAD, {"code": one["code"]}) for one in districts]
    counties = [one["code"] for one in hub.data(BUREAU, COUNTIES)["counties"]]
    return [
        Question("a school by its id", Kind.POINT, "point", "point", points),
        Question("a district's counties, five nested lists", Kind.TREE, "district", "district", own),
        Question("the same, asked by one reader", Kind.TREE, "district", "district", one_reader),
        *(
            Question(
                f"{first:,} dispatches, three to-ones",
                Kind.LIST,
                f"dispatches{first}",
                "dispatches",
                [Ask(BUREAU, {"county": code, "first": first}) for code in counties],
            )
            for first in (100, 1000)
        ),
        Question("dispatches by county and year", Kind.AGGREGATE, "groups", "groups", [Ask(BUREAU, {})]),
    ]


def key_of(global_id: str) -> int:
    """The row's key in one of the hub's ids."""
    padded = global_id + "=" * (-len(global_id) % 4)
    return int(urlsafe_b64decode(padded).decode().partition(":")[2])


def normal(found: Any) -> Any:
    """An answer in one form: ids and money as whole numbers, no namespaces, what is in one list in one list."""
    if isinstance(found, list):
        return [normal(one) for one in found]
    if not isinstance(found, dict):
        return found
    made: dict[str, Any] = {}
    for name, value in found.items():
        made |= _normal(name, value)
    return made


def _normal(name: str, value: Any) -> dict[str, Any]:
    match name:
        case "education" | "sum":
            return dict(normal(value))
        case "pairings":
            return _normal("counties", [one["county"] for one in value["nodes"]])
        case "teacherDispatchAggregate" if isinstance(value, dict):
            return {name: normal(value["nodes"])}
        case "counties":  # the hub orders them by their names in pinyin, the peers by their codes
            return {name: sorted(normal(value), key=itemgetter("code"))}
        case _:
            return {name: SCALARS.get(name, normal)(value)}


def _row_key(value: Any) -> int | None:
    if value is None:
        return None
    return int(value) if str(value).isdigit() else key_of(value)


def _fen(value: Any) -> int | None:
    if value is None:
        return None
    return int(Decimal(value) * 100) if "." in str(value) else int(value)


SCALARS: dict[str, Callable[[Any], Any]] = {"id": _row_key, **dict.fromkeys(MONEY, _fen)}
