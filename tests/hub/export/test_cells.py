"""How values become cells: text is data to a spreadsheet program, whatever it holds; the head speaks both languages."""

import asyncpg
import pytest

from hub.export.columns import columns_of
from hub.query.record import info_of
from hub.testing.client import HubClient
from hub.texts import Language
from schema.discovery import discover
from tests.hub.export.conftest import exported, get, lines
from tests.river.oracle import LEAD
from tests.river.sample import LUOCHENG

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "=cmd|' /C calc'!A0",
)
HARMLESS = ("a,b", 'say "hi"', "two\r\nlines", "1=1", "a-b", "漓江", "🌊", "'quoted'", " leading", "x\ty")
INSERT = (
    "insert into river_river (county_code, starts_on, status, status_reason, authors, created_by, updated_by,"
    " synthetic, name, flow, discharge, budget, navigable, remark)"
    " values ($1, '2017-01-01', 'APPROVED', $2, '{x}', $2, $2, false, $2, 'BROOK', 0, 123456789, true, $2) returning id"
)
SURVEYED = (
    "insert into river_survey (county_code, starts_on, status, authors, created_by, updated_by, synthetic, number,"
    " river_id, surveyor, visitors, fee, deviation_reason)"
    " values ($1, '2017-01-01', 'APPROVED', '{x}', 'x', 'x', false, $3, $4, $2, 0, 1, $2)"
)


@pytest.mark.parametrize("text", [*FORMULAS, *HARMLESS])
async def test_a_text_comes_out_as_data_in_every_column(hub: HubClient, owner: asyncpg.Connection, text: str) -> None:
    await owner.execute("delete from river_survey where number > 100000")
    river = await owner.fetchval(INSERT, LUOCHENG, text)
    await owner.execute(SURVEYED, LUOCHENG, text, 100_000 + river, river)
    expected = f"'{text}" if text in FORMULAS else text
    (row,) = [row for row in await exported(hub, "river", LEAD.client) if row["budget"] == "1234567.89"]
    assert {row[name] for name in ("name", "remark", "statusReason", "createdBy", "updatedBy")} == {expected}
    (row,) = await exported(hub, "survey", LEAD.client, filter={"number": {"eq": 100_000 + river}})
    assert row["river.name"] == row["deviationReason"] == expected
    mask = f"{text[0]}*"
    assert row["surveyor"] == (f"'{mask}" if text[0] in "=+-@\t\r\n＝＋－＠" else mask)
    await owner.execute("delete from river_survey where river_id = $1", river)
    await owner.execute("delete from river_river where id = $1", river)


async def test_numbers_dates_and_choices_stand_as_the_api_gives_them(hub: HubClient) -> None:
    rows = await exported(hub, "river", LEAD.client)
    assert {row["navigable"] for row in rows} == {"true", "false"}
    assert {row["flow"] for row in rows} == {"BROOK", "STREAM", "TORRENT"}
    assert {"", "0.00", "0.01"} < {row["reserve"] for row in rows}
    assert {row["dredgedOn"] for row in rows} == {"", "2016-02-29", "2019-03-01"}
    assert all(row["createdAt"].endswith("+00:00") for row in rows)


async def test_the_head_is_in_the_readers_language_or_has_the_names_of_the_schema(hub: HubClient) -> None:
    english = lines(await get(hub, "survey", LEAD.client))[0]
    chinese = lines(await get(hub, "survey", LEAD.client, language="zh"))[0]
    by_header = lines(await get(hub, "survey", LEAD.client, headers={"accept-language": "zh"}))[0]
    names = lines(await get(hub, "survey", LEAD.client, header="names"))[0]
    assert english[-1] == "Why the fee isn't the standard"
    assert "Who surveyed (masked)" in english
    assert chinese == by_header
    assert {"所属受援县（代码）", "河流（名称）", "勘测人（已脱敏）"} < set(chinese)
    assert names[:4] == ["id", "county.code", "county.name", "startsOn"]
    assert {len(set(head)) for head in (english, chinese, names)} == {len(names)}


async def test_names_of_places_are_in_the_readers_language(hub: HubClient) -> None:
    found = [
        {row["county.name"] for row in await exported(hub, "river", LEAD.client, language=code)}
        for code in ("zh", "en")
    ]
    assert "罗城仫佬族自治县" in found[0]
    assert "Luocheng Mulao Autonomous County" in found[1]


@pytest.mark.parametrize("module", discover(None), ids=lambda module: module.name)
@pytest.mark.parametrize("language", Language)
def test_every_record_of_every_sector_has_columns_of_different_names(module: object, language: Language) -> None:
    for declared in module.records:  # type: ignore[attr-defined]
        columns = columns_of(info_of(declared), language).every
        for told in ([c.name for c in columns], [c.label.zh for c in columns], [c.label.en for c in columns]):
            assert len(set(told)) == len(told) > 10, declared
