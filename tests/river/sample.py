"""Random rivers, surveys and ferries, the same at every run, with the awkward ones among them."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from hub.records.base import Record
from hub.records.status import Status
from tests.river.models import Bed, Ferry, Flow, River, Survey
from tests.river.programme import MIDDLE

FIRST, LAST = date(2016, 1, 1), date(2020, 12, 31)
XILIN, FUTIAN = "451030", "440304"
LUOCHENG, HUANJIANG = "451225", "451226"
COUNTIES = (
    *(LUOCHENG, HUANJIANG, XILIN),
    *("451031", "451027", "451028", "451021", "451024", "451228", "451229"),
    *("451081", "451026", "451223", "451224", "451022", "451029"),
)
"""All counties but one, which has no records: Bama."""
BAMA = "451227"
NAMES = (
    "Red",
    "red",
    "50%",
    "a_b",
    "back\\slash",
    "it's",
    '"quoted"',
    "漓江",
    "🌊",
    "Ünter",
    "%",
    "_",
    "\\",
    "; drop",
    "A",
)
DAY = timedelta(days=1)
EDGES = (
    (FIRST, MIDDLE),
    (FIRST, MIDDLE + DAY),
    (MIDDLE, MIDDLE),
    (MIDDLE + DAY, MIDDLE + DAY),
    (MIDDLE, None),
    (MIDDLE + DAY, None),
    (FIRST, LAST),
)
"""Periods around the day on which Xilin's district changes."""


@cache
def rivers() -> tuple[River, ...]:
    """About a hundred rivers."""
    rolls = Random(1)
    places = [(county, *_period(rolls)) for county in COUNTIES for _ in range(6)]
    places += [(XILIN, start, end) for start, end in EDGES]
    return tuple(_river(rolls, key, *place) for key, place in enumerate(places, 1))


@cache
def surveys() -> tuple[Survey, ...]:
    """About four hundred surveys of them."""
    rolls = Random(2)
    places = [(rolls.choice(rivers()), *_period(rolls)) for _ in range(400)]
    places += [(river, start, end) for river in rivers()[-4:] for start, end in EDGES]
    return tuple(_survey(rolls, key, *place) for key, place in enumerate(places, 1))


@cache
def ferries() -> tuple[Ferry, ...]:
    """A few ferries, some on no river."""
    rolls = Random(3)
    return tuple(_ferries(rolls))


def records() -> list[Record]:
    """All of them, parents first."""
    return [*rivers(), *surveys(), *ferries()]


def _river(rolls: Random, key: int, county: str, start: date, end: date | None) -> River:
    return River(
        **_shared(rolls, key, county, start, end),
        name=f"{rolls.choice(NAMES)} {key}",
        flow=rolls.choice(list(Flow)),
        bed=rolls.choice([None, *Bed]),
        length=rolls.choice([None, 1, 2, 2, 3, 10]),
        discharge=rolls.choice([0, 7, 2**31 - 1]),
        budget=_money(rolls),
        reserve=rolls.choice([None, Decimal(0), Decimal("0.01"), _money(rolls)]),
        dredged_on=rolls.choice([None, date(2016, 2, 29), date(2019, 3, 1)]),
        navigable=rolls.random() < 0.5,
        remark=rolls.choice([None, "same", "Same", rolls.choice(NAMES)]),
        gauge=None,
    )


def _survey(rolls: Random, key: int, river: River, start: date, end: date | None) -> Survey:
    return Survey(
        **_shared(rolls, key, river.county_code, start, end),
        number=key,
        river_id=river.id or 0,
        district_code=rolls.choice([None, FUTIAN]),
        surveyor=rolls.choice(["张三", "Li"]),
        visitors=rolls.choice([0, 1, 2**31 - 1]),
        fee=rolls.choice([Decimal("3000.00"), Decimal("2999.99"), Decimal("3000.01"), _money(rolls)]),
        deviation_reason="as agreed",
    )


def _ferries(rolls: Random) -> Iterator[Ferry]:
    for key, river in enumerate(rolls.sample(rivers(), 60), 1):
        shared = _shared(rolls, key, river.county_code, *_period(rolls))
        yield Ferry(**shared, name=f"Ferry {key}", river_id=rolls.choice([None, river.id, river.id]))


def _shared(rolls: Random, key: int, county: str, start: date, end: date | None) -> dict[str, Any]:
    status = rolls.choice([*Status, Status.APPROVED, Status.APPROVED])
    return {
        "id": key,
        "county_code": county,
        "starts_on": start,
        "ends_on": end,
        "status": status,
        "status_reason": "so" if status in (Status.REJECTED, Status.WITHDRAWN) else None,
        "revision": 1,
        "synthetic": True,
        "authors": ["sample"],
        "created_by": "sample",
        "updated_by": "sample",
    }


def _period(rolls: Random) -> tuple[date, date | None]:
    start = FIRST + timedelta(days=rolls.randrange(0, 1826))
    end = min(start + timedelta(days=rolls.choice([0, 1, 100, 800])), LAST)
    return start, rolls.choice([None, end, end])


def _money(rolls: Random) -> Decimal:
    return Decimal(rolls.choice([0, 1, 99, 12_345, 300_000, 99_999_999_999_999])).scaleb(-2)
