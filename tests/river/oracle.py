"""Who may see what, and how a record is shown, in plain Python: what the answers of the hub are compared with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from hub.query import ids
from hub.records.base import Record
from hub.records.status import Status
from tests.river.programme import MIDDLE
from tests.river.sample import BAMA, COUNTIES, DAY, FIRST, LAST, XILIN

R = TypeVar("R", bound=Record)
Days = tuple[date, date]
WHOLE: Days = (date.min, date.max)
EVERYWHERE = dict.fromkeys([*COUNTIES, BAMA], WHOLE)
BOTH = frozenset({"health", "culture"})
PAIRINGS: Mapping[str, Mapping[str, Days]] = {
    "440304": dict.fromkeys(("451225", "451226"), (FIRST, LAST)),
    "440303": {"451031": (FIRST, LAST), XILIN: (FIRST, MIDDLE)},
    "440300-DP": {BAMA: (FIRST, LAST), XILIN: (MIDDLE + DAY, LAST)},
}
"""District code → county code → days, for the districts that tests ask about."""


@dataclass(frozen=True)
class Reader:
    """One demo client: the measures and counties that it reads, and whether it sees what is being worked on."""

    client: str
    counties: Mapping[str, Days]
    measures: frozenset[str] = BOTH
    works: bool = False

    def sees(self, record: Record) -> bool:
        """Whether the record is for this reader's eyes."""
        settled = record.status not in (Status.DRAFT, Status.REJECTED)
        days = self.counties.get(record.county_code)
        return record.measure in self.measures and days is not None and meets(record, days) and (settled or self.works)

    def among(self, records: Iterable[R]) -> list[R]:
        """Those that the reader sees."""
        return [record for record in records if self.sees(record)]

    def __str__(self) -> str:
        return self.client


LEAD = Reader("lead-office", EVERYWHERE, works=True)
AUDITOR = Reader("auditor", EVERYWHERE)
HEALTH = Reader("health-commission", EVERYWHERE, frozenset({"health"}), works=True)
CULTURE = Reader("culture-tourism-bureau", EVERYWHERE, frozenset({"culture"}), works=True)
WORK_GROUP = Reader("work-group", EVERYWHERE, works=True)
FUTIAN = Reader("futian-district", PAIRINGS["440304"])
LUOHU = Reader("luohu-district", PAIRINGS["440303"])
DAPENG = Reader("dapeng-district", PAIRINGS["440300-DP"])
LUOCHENG = Reader("luocheng-county", {"451225": WHOLE}, works=True)
XILIN_COUNTY = Reader("xilin-county", {XILIN: WHOLE}, works=True)
READERS = (LEAD, AUDITOR, HEALTH, CULTURE, WORK_GROUP, FUTIAN, LUOHU, DAPENG, LUOCHENG, XILIN_COUNTY)
HEALTH_READERS = tuple(reader for reader in READERS if reader is not CULTURE)


def meets(record: Record, days: Days) -> bool:
    """Whether the record's period shares a day with these."""
    return record.starts_on <= days[1] and (record.ends_on or date.max) >= days[0]


def id_of(record: Record) -> str:
    """The global id."""
    return ids.encode(type(record).__name__, record.id)


def ids_of(records: Iterable[Record]) -> list[str]:
    """The global ids, in order."""
    return [id_of(record) for record in records]


def shown(value: Any) -> Any:
    """A value as JSON has it."""
    match value:
        case Enum():
            return value.name
        case Decimal():
            return f"{value:.2f}"
        case date():
            return value.isoformat()
    return value


def by_default(records: Iterable[R]) -> list[R]:
    """In the order of a list without orderBy."""
    return sorted(records, key=lambda record: (record.starts_on, record.id))
