"""Demo pairings below the districts': streets with townships, communities with villages. Synthetic, and named so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import asyncpg

from hub.programme.kinds import AreaLevel, PairingLevel, Side

Pair = tuple[str, str, str, date, date]
"""Level, supporting and supported area, first and last day."""

SHORT_OF_STREETS, SHORT_OF_COMMUNITIES = 2, 3
"""Which districts, in the order of their codes, have one fewer than the plan asks: a minimum can be missed."""
_DISTRICTS = """
select d.code, d.name_en, d.name_zh, array_agg(p.supported_code order by p.supported_code) as counties,
  min(p.starts_on) as starts_on, max(p.ends_on) as ends_on,
  (select value::int from hub_target_area where target_key = 'hub.street_pairings' and area_code = d.code) as streets,
  (select value::int from hub_target_area where target_key = 'hub.community_pairings' and area_code = d.code) as below
from hub_pairing p join hub_area d on d.code = p.supporting_code
where p.level = 'DISTRICT_COUNTY' group by d.code order by d.code
"""
_AREA = """
insert into hub_area (code, slug, level, side, parent_code, name_en, name_zh, pinyin)
values ($1, $2, $3, $4, $5, $6, $7, $2) on conflict do nothing
"""
_PAIRING = """
insert into hub_pairing (level, supporting_code, supported_code, starts_on, ends_on) values ($1, $2, $3, $4, $5)
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """One level of pairings: the levels of the two areas, and how demo areas are coded and called."""

    level: PairingLevel
    supporting: tuple[AreaLevel, str, str]
    supported: tuple[AreaLevel, str, str]


STREETS = Kind(
    PairingLevel.STREET_TOWNSHIP, (AreaLevel.STREET, "street", "街道"), (AreaLevel.TOWNSHIP, "township", "镇")
)
COMMUNITIES = Kind(
    PairingLevel.COMMUNITY_VILLAGE, (AreaLevel.COMMUNITY, "community", "社区"), (AreaLevel.VILLAGE, "village", "村")
)


async def pair_below(url: str) -> None:
    """Give each district the demo streets and communities that the plan asks of it, two of them one too few.

    The first street of the first district is paired with one township for the first half of the time, then with
    another. What is there already stays.
    """
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            if not await connection.fetchval("select exists (select from hub_area where slug like 'demo-%')"):
                for number, row in enumerate(await connection.fetch(_DISTRICTS)):
                    await _write(connection, row, number)
    finally:
        await connection.close()


async def _write(connection: asyncpg.Connection, row: Any, number: int) -> None:
    streets = (row["streets"] or 2) - (number == SHORT_OF_STREETS)
    communities = (row["below"] or 2) - (number == SHORT_OF_COMMUNITIES)
    for kind, count in ((STREETS, streets), (COMMUNITIES, communities)):
        await connection.executemany(_AREA, list(_areas(row, kind, count)))
        pairs = list(_pairs(row, kind, count))
        await connection.executemany(_PAIRING, _changed(pairs) if number == 0 and kind is STREETS else pairs)


def _areas(row: Any, kind: Kind, count: int) -> Iterator[tuple[str, ...]]:
    """As many areas on the one side as are asked, and one more in each county on the other."""
    for n in range(1, count + 1):
        yield _area(row["code"], Side.SUPPORTING, kind.supporting, n)
    for county in row["counties"]:
        yield from (_area(county, Side.SUPPORTED, kind.supported, n) for n in range(1, count + 2))


def _area(parent: str, side: Side, called: tuple[AreaLevel, str, str], n: int) -> tuple[str, ...]:
    level, en, zh = called
    code = _code(parent, level, n)
    return code, f"demo-{code.lower()}", level.name, side.name, parent, f"Demo {en} {n}", f"演示{zh}{n}"


def _code(parent: str, level: AreaLevel, n: int) -> str:
    return f"{parent}-{level.name[0]}{n}"


def _pairs(row: Any, kind: Kind, count: int) -> Iterator[Pair]:
    """Each with one in the counties in turn."""
    for n in range(1, count + 1):
        county = row["counties"][n % len(row["counties"])]
        ends = _code(row["code"], kind.supporting[0], n), _code(county, kind.supported[0], n)
        yield kind.level.name, *ends, row["starts_on"], row["ends_on"]


def _changed(pairs: list[Pair]) -> list[Pair]:
    """The same, but the first one's partner changes in the middle."""
    (level, street, township, start, end), *others = pairs
    middle = start + (end - start) // 2
    later = f"{township.rpartition('-')[0]}-{AreaLevel.TOWNSHIP.name[0]}2"
    after = (level, street, later, middle + timedelta(days=1), end)
    return [(level, street, township, start, middle), after, *others]
