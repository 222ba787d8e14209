"""Loading a programme into a real database: all or nothing, the same when repeated, and one to a database."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from hub.auth.access import Reach
from hub.auth.access import Span as CountySpan
from hub.database.address import driver_url
from hub.database.migrate import HUB, differences, downgrade, upgrade
from hub.programme.files import InvalidProgramme, ProgrammeError, find
from hub.programme.load import load
from hub.programme.pairing import load_reach
from hub.programme.show import show

PLAN = find("shenzhen-guangxi-2016-2020")
RIVERS = Path(__file__).parent / "rivers-2021-2023"


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


@pytest.fixture
def rivers(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RIVERS, tmp_path / "rivers"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


async def counts(owner: asyncpg.Connection) -> dict[str, int]:
    query = "select level, count(*) from hub_area group by level"
    return {row[0]: row[1] for row in await owner.fetch(query)}


async def test_the_plan_loads_whole(database_url: str, owner: asyncpg.Connection) -> None:
    summary = await load(database_url, PLAN)
    assert (summary.code, summary.unchanged) == ("shenzhen-guangxi-2016-2020", False)
    assert await counts(owner) == {"CITY": 3, "DISTRICT": 10, "COUNTY": 17}
    assert await owner.fetchval("select count(*) from hub_pairing") == 17
    assert await owner.fetchval("select count(*) from hub_target") == 14
    paired = await owner.fetch(
        "select supported_code from hub_pairing where supporting_code = '440304' and starts_on = $1 and ends_on = $2",
        date(2016, 1, 1),
        date(2020, 12, 31),
    )
    assert {row[0] for row in paired} == {"451225", "451226"}


async def test_dated_names_and_codes_tell_what_a_county_was_called_on_a_day(
    database_url: str, owner: asyncpg.Connection
) -> None:
    await load(database_url, PLAN)
    query = """
      select name.name_zh, code.gb_code from hub_area area
      join hub_area_name name on name.area_code = area.code
      join hub_area_code code on code.area_code = area.code
      where area.slug = $1
        and $2 between coalesce(name.valid_from, '-infinity') and coalesce(name.valid_until, 'infinity')
        and $2 between coalesce(code.valid_from, '-infinity') and coalesce(code.valid_until, 'infinity')"""
    assert [tuple(row) for row in await owner.fetch(query, "tianyang", date(2018, 12, 31))] == [("田阳县", "451021")]
    assert [tuple(row) for row in await owner.fetch(query, "tianyang", date(2019, 1, 1))] == [("田阳区", "451003")]
    assert [tuple(row) for row in await owner.fetch(query, "guangming", date(2020, 1, 1))] == [("光明区", "440311")]
    assert await owner.fetch(query, "guangming", date(2017, 6, 1)) == []


async def test_repeating_changes_nothing_down_to_the_row_ids(database_url: str, owner: asyncpg.Connection) -> None:
    query = "select id, xmin::text from hub_pairing union all select id, xmin::text from hub_area_name order by 1, 2"
    await load(database_url, PLAN)
    before = await owner.fetch(query)
    assert (await load(database_url, PLAN)).unchanged
    assert await owner.fetch(query) == before


async def test_another_programme_loads_without_touching_code(database_url: str, owner: asyncpg.Connection) -> None:
    summary = await load(database_url, RIVERS)
    assert summary.changes["hub_area"].added == 7
    assert await counts(owner) == {"CITY": 2, "COUNTY": 2, "DISTRICT": 1, "STREET": 1, "TOWNSHIP": 1}
    assert await owner.fetchval("select name_en from hub_area where slug = 'hill'") == "Hill County, Upper"
    spans = await owner.fetch("select starts_on, ends_on from hub_pairing where level = 'STREET_TOWNSHIP' order by 1")
    assert [tuple(row) for row in spans] == [
        (date(2021, 6, 1), date(2021, 12, 31)),
        (date(2022, 2, 1), date(2023, 3, 31)),
    ]


async def test_one_database_holds_one_programme(database_url: str, owner: asyncpg.Connection) -> None:
    await load(database_url, RIVERS)
    with pytest.raises(ProgrammeError, match=r"holds the programme rivers-2021-2023.*of its own"):
        await load(database_url, PLAN)
    assert await owner.fetchval("select string_agg(code, ' ') from hub_programme") == "rivers-2021-2023"
    assert await owner.fetchval("select count(*) from hub_area") == 7


async def test_two_loads_at_once_take_turns(database_url: str) -> None:
    done = await asyncio.gather(load(database_url, RIVERS), load(database_url, RIVERS))
    assert sorted(summary.unchanged for summary in done) == [False, True]


async def test_a_corrected_file_corrects_the_database(
    database_url: str, owner: asyncpg.Connection, rivers: Path
) -> None:
    await load(database_url, rivers)
    change(rivers / "areas.csv", "Vale County", "Dale County")
    change(rivers / "pairings.csv", "2021-06-01,2021-12-31", "2021-05-01,2022-01-31")
    change(rivers / "measures.toml", ', "@DISTRICT"', "")
    changes = (await load(database_url, rivers)).changes
    assert (changes["hub_area"].changed, changes["hub_measure_body"].removed) == (1, 1)
    assert (changes["hub_pairing"].added, changes["hub_pairing"].removed) == (1, 1)
    assert await owner.fetchval("select name_en from hub_area where slug = 'vale'") == "Dale County"
    assert await owner.fetchval("select min(starts_on) from hub_pairing where level = 'STREET_TOWNSHIP'") == date(
        2021, 5, 1
    )


async def test_neighbouring_spans_can_move_their_border(database_url: str, rivers: Path) -> None:
    await load(database_url, rivers)
    change(rivers / "pairings.csv", "2021-06-01,2021-12-31", "2021-06-01,2022-03-31")
    change(rivers / "pairings.csv", "2022-02-01,", "2022-04-01,")
    assert (await load(database_url, rivers)).changes["hub_pairing"].changed == 1


async def test_what_only_the_database_has_stays_and_is_told(
    database_url: str, owner: asyncpg.Connection, rivers: Path
) -> None:
    await load(database_url, rivers)
    await owner.execute("""
      insert into hub_area (code, slug, level, side, parent_code, name_en, name_zh, pinyin)
        values ('A-1-2', 'sail', 'STREET', 'SUPPORTING', 'A-1', 'Sail Street', '帆街', 'fan');
      insert into hub_pairing (level, supporting_code, supported_code, starts_on, ends_on)
        values ('STREET_TOWNSHIP', 'A-1-2', 'B-1-1', '2022-01-01', '2022-12-31')""")
    changes = (await load(database_url, rivers)).changes
    assert changes["hub_area"].kept == ("A-1-2",)
    assert changes["hub_pairing"].kept == ("A-1-2/B-1-1/2022-01-01",)
    assert changes["hub_pairing"].removed == 0


async def test_a_faulty_folder_writes_nothing(database_url: str, owner: asyncpg.Connection, rivers: Path) -> None:
    change(rivers / "targets.toml", 'measure = "boats"', 'measure = "ships"')
    with pytest.raises(InvalidProgramme):
        await load(database_url, rivers)
    assert await owner.fetchval("select count(*) from hub_programme") == 0


async def test_a_row_that_the_database_refuses_undoes_the_whole(
    database_url: str, owner: asyncpg.Connection, rivers: Path
) -> None:
    await load(database_url, rivers)
    await owner.execute("""
      insert into hub_area (code, slug, level, side, name_en, name_zh, pinyin)
        values ('C', 'new', 'CITY', 'SUPPORTED', 'C', '丙', 'bing')""")
    change(rivers / "areas.csv", "B-2,vale,", "B-2,new,")
    change(rivers / "areas.csv", "Hill County, Upper", "Mount County")
    change(rivers / "pairings.csv", "quay,vale", "quay,new")
    with pytest.raises(ProgrammeError, match=r"nothing was written.*slug"):
        await load(database_url, rivers)
    assert await owner.fetchval("select name_en from hub_area where slug = 'hill'") == "Hill County, Upper"


async def test_a_database_without_tables_is_told_how_to_get_them(database_url: str) -> None:
    await downgrade(database_url, (HUB,), "hub@0001_roles")
    with pytest.raises(ProgrammeError, match="run `hub migrate`"):
        await load(database_url, RIVERS)
    with pytest.raises(ProgrammeError, match="run `hub migrate`"):
        await show(database_url)
    await upgrade(database_url)
    assert not (await load(database_url, RIVERS)).unchanged


async def test_tables_and_models_agree(database_url: str) -> None:
    assert [line for line in await differences(database_url) if any(f"hub_{name}" in line for name in TABLES)] == []


TABLES = ("programme", "area", "designation", "pairing", "organisation", "measure", "target")


async def test_the_service_reads_these_facts_and_writes_none(database_url: str, owner: asyncpg.Connection) -> None:
    await load(database_url, RIVERS)
    await owner.execute("set role hub_app")
    assert await owner.fetchval("select count(*) from hub_area") == 7
    for act in ("delete from hub_target", "update hub_area set name_en = 'x'", "insert into hub_measure values (1)"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await owner.execute(act)


OVERLAPS = """insert into hub_pairing (level, supporting_code, supported_code, starts_on, ends_on)
              values ('DISTRICT_COUNTY', 'A-1', 'B-2', $1, $2)"""


async def test_the_database_itself_refuses_the_same_pairing_twice_at_a_time(
    database_url: str, owner: asyncpg.Connection
) -> None:
    await load(database_url, RIVERS)
    with pytest.raises(asyncpg.ExclusionViolationError):
        await owner.execute(OVERLAPS, date(2021, 12, 31), date(2022, 12, 31))
    await owner.execute(OVERLAPS, date(2022, 1, 1), date(2022, 12, 31))


async def test_a_district_reaches_its_counties_for_the_days_of_each_pairing(database_url: str) -> None:
    await load(database_url, RIVERS)
    vale = CountySpan("B-2", date(2021, 4, 1), date(2021, 12, 31))
    assert await reach(database_url, "quay-district") == (
        Reach(),
        Reach(counties=frozenset({"B-1"}), dated=frozenset({vale})),
    )
    assert await reach(database_url, "hill-county") == (Reach(counties=frozenset({"B-1"})), Reach())
    assert await reach(database_url, "boats-bureau") == (Reach(), Reach())


async def test_every_organisation_of_the_plan_reaches_what_it_should(database_url: str) -> None:
    await load(database_url, PLAN)
    assert len((await reach(database_url, "work-group"))[0].counties) == 17
    assert (await reach(database_url, "pingshan-district"))[1] == Reach(counties=frozenset({"451022"}))
    assert (await reach(database_url, "luocheng-county"))[0] == Reach(counties=frozenset({"451225"}))


async def reach(url: str, organisation: str) -> tuple[Reach, Reach]:
    engine = create_async_engine(driver_url(url))
    async with engine.connect() as connection:
        found = await load_reach(connection, organisation)
    await engine.dispose()
    return found
