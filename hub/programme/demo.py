"""Demo pairings below the districts': streets with townships, one of which changed. Synthetic, and named so."""

from collections.abc import Iterator

import asyncpg

_AREA = """
insert into hub_area (code, slug, level, side, parent_code, name_en, name_zh, pinyin)
values ($1, $2, $3, $4, $5, $6, $7, $2) on conflict do nothing
"""
_PAIRING = """
insert into hub_pairing (level, supporting_code, supported_code, starts_on, ends_on)
values ('STREET_TOWNSHIP', $1, $2, $3, $4)
"""


async def pair_streets(url: str) -> None:
    """Give the first pairing's district two demo streets, and its county two demo townships.

    The first street is paired with the first township for the programme's first half, then with the second; the
    second street with the second township all the time.
    """
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            pairing = await connection.fetchrow(
                "select supporting_code, supported_code, starts_on, ends_on from hub_pairing"
                " where level = 'DISTRICT_COUNTY' order by supporting_code, supported_code limit 1"
            )
            if pairing is not None:
                await _pair(connection, *pairing)
    finally:
        await connection.close()


async def _pair(connection: asyncpg.Connection, district: str, county: str, start: object, end: object) -> None:
    await connection.executemany(
        _AREA, [*_areas(district, "STREET", "SUPPORTING"), *_areas(county, "TOWNSHIP", "SUPPORTED")]
    )
    middle = await connection.fetchval("select $1::date + ($2::date - $1::date) / 2", start, end)
    after = await connection.fetchval("select $1::date + 1", middle)
    streets, townships = [f"{district}-S{n}" for n in (1, 2)], [f"{county}-T{n}" for n in (1, 2)]
    if await connection.fetchval("select exists (select from hub_pairing where supporting_code = any($1))", streets):
        return
    rows = [
        (streets[0], townships[0], start, middle),
        (streets[0], townships[1], after, end),
        (streets[1], townships[1], start, end),
    ]
    await connection.executemany(_PAIRING, rows)


def _areas(parent: str, level: str, side: str) -> Iterator[tuple[str, ...]]:
    zh = {"STREET": "街道", "TOWNSHIP": "镇"}[level]
    for number in (1, 2):
        code = f"{parent}-{level[0]}{number}"
        yield code, f"demo-{code.lower()}", level, side, parent, f"Demo {level.title()} {number}", f"演示{zh}{number}"
