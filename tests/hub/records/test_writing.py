"""What may be written: every unsound record is refused at its field, and nothing of it is kept."""

import asyncio
from typing import Any

import pytest

from hub.query import ids
from hub.testing.client import HubClient
from tests.hub.query.asking import codes
from tests.hub.records.office import BUREAU, COUNTY, RIVER, SURVEY, WORK_GROUP, Office, problems
from tests.river.sample import BAMA, HUANJIANG, LUOCHENG

UNSOUND: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"county": "440304"}, [("county", "OUT_OF_PROGRAMME")]),
    ({"county": "nowhere"}, [("county", "OUT_OF_PROGRAMME")]),
    ({"county": ""}, [("county", "INVALID")]),
    ({"county": HUANJIANG}, [("county", "OUT_OF_REACH")]),
    ({"startsOn": "2015-12-31"}, [("startsOn", "OUT_OF_PROGRAMME")]),
    ({"startsOn": "2021-01-01"}, [("startsOn", "OUT_OF_PROGRAMME")]),
    ({"endsOn": "2021-01-01"}, [("endsOn", "OUT_OF_PROGRAMME")]),
    ({"endsOn": "2016-12-31"}, [("endsOn", "INVALID")]),
    (
        {"startsOn": "9999-12-31", "endsOn": "0001-01-01"},
        [("startsOn", "OUT_OF_PROGRAMME"), ("endsOn", "OUT_OF_PROGRAMME"), ("endsOn", "INVALID")],
    ),
    ({"dredgedOn": "1899-12-31"}, [("dredgedOn", "INVALID")]),
    ({"dredgedOn": "2101-01-01"}, [("dredgedOn", "INVALID")]),
    ({"name": ""}, [("name", "INVALID")]),
    ({"name": " \t\n"}, [("name", "INVALID")]),
    ({"name": "游" * 61}, [("name", "INVALID")]),
    ({"remark": ""}, [("remark", "INVALID")]),
    ({"budget": "-0.01"}, [("budget", "INVALID")]),
    ({"budget": "0.001"}, [("budget", "INVALID")]),
    ({"budget": "1000000000000.01"}, [("budget", "INVALID")]),
    ({"budget": "NaN"}, [("budget", "INVALID")]),
    ({"budget": "-Infinity"}, [("budget", "INVALID")]),
    ({"budget": "1e400"}, [("budget", "INVALID")]),
    ({"budget": "1e-400"}, [("budget", "INVALID")]),
    ({"reserve": "-1"}, [("reserve", "INVALID")]),
    ({"length": 0}, [("length", "INVALID")]),
    ({"discharge": -(2**31)}, [("discharge", "INVALID")]),
    ({"name": "", "budget": "-1", "length": -5}, [("name", "INVALID"), ("length", "INVALID"), ("budget", "INVALID")]),
]


@pytest.mark.parametrize(("given", "expected"), UNSOUND)
async def test_an_unsound_record_is_refused_at_its_fields(
    office: Office, given: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    async with office.unchanged():
        assert problems(await office.create(**given)) == expected


@pytest.mark.parametrize(("given", "expected"), [(g, e) for g, e in UNSOUND if "county" not in g])
async def test_a_change_is_held_to_the_same_rules(
    office: Office, given: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    draft = await office.done(await office.create())
    async with office.unchanged():
        assert problems(await office.step("update", draft, **given)) == expected


async def test_the_bounds_themselves_are_sound(office: Office) -> None:
    bounds: dict[str, Any] = {
        "startsOn": "2016-01-01",
        "endsOn": "2020-12-31",
        "name": "游" * 60,
        "budget": "1000000000000",
        "reserve": "0",
        "length": 2**31 - 1,
        "dredgedOn": "1900-01-01",
    }
    river = await office.done(await office.create(**bounds))
    assert (river["budget"], river["length"], river["endsOn"]) == ("1000000000000.00", 2**31 - 1, "2020-12-31")
    one_day = await office.done(await office.create(endsOn="2017-01-01"))
    assert one_day["startsOn"] == one_day["endsOn"]


@pytest.mark.parametrize("name", ["张三's %_\\ river", '"; drop table river_river; --', "🌊\u200b\ufeff", "é", "a\tb"])
async def test_every_character_but_nul_is_kept_as_it_is(office: Office, name: str) -> None:
    river = await office.done(await office.create(name=f"{office.name} {name}"))
    assert river["name"] == f"{office.name} {name}"


@pytest.mark.parametrize(
    "given",
    [
        {"name": None},
        {"county": None},
        {"startsOn": "2017-02-30"},
        {"startsOn": None},
        {"flow": "RIVER"},
        {"budget": "much"},
        {"length": 2**31},
        {"gauge": "x"},
        {"status": "APPROVED"},
        {"createdBy": "me"},
        {"authors": []},
        {"id": "Uml2ZXI6MQ"},
        {"name": "a\x00b"},
    ],
)
async def test_what_doesnt_fit_the_input_is_no_valid_request(
    office: Office, hub: HubClient, given: dict[str, Any]
) -> None:
    query = "mutation($i: RiverCreateInput!) { riverCreate(input: $i) { river { id } } }"
    async with office.unchanged():
        answer = await hub.answer(query, {"i": {"requestId": "12345678", **office.river(**given)}}, as_=COUNTY)
    assert {code for code, _ in codes(answer)} == {"BAD_USER_INPUT"}
    assert "data" not in answer


async def test_a_change_keeps_what_is_left_out_and_clears_what_is_null(office: Office) -> None:
    draft = await office.done(await office.create(remark="old", length=5, endsOn="2018-01-01"))
    changed = await office.done(await office.step("update", draft, remark=None, budget="20"))
    expected = {**draft, "remark": None, "budget": "20.00", "revision": 2}
    assert changed == expected
    async with office.unchanged():
        payload = await office.step("update", changed, name=None, startsOn=None)
        assert sorted(problems(payload)) == [("name", "REQUIRED"), ("startsOn", "REQUIRED")]


async def test_a_record_stays_in_its_county(office: Office, hub: HubClient) -> None:
    draft = await office.done(await office.create())
    query = "mutation($i: RiverUpdateInput!) { riverUpdate(input: $i) { river { id } } }"
    given = {"id": draft["id"], "revision": 1, "requestId": "12345678", "county": BAMA}
    async with office.unchanged():
        assert "county" in (await hub.answer(query, {"i": given}, as_=WORK_GROUP))["errors"][0]["message"]


async def test_a_problem_is_told_in_the_readers_language_or_the_one_asked_for(office: Office, hub: HubClient) -> None:
    query = """mutation($i: RiverCreateInput!) { riverCreate(input: $i) {
      userErrors { message zh: message(language: ZH) en: message(language: EN) } } }"""
    given = {"i": {"requestId": "12345678", **office.river(budget="-1")}}
    for language in ("en", "zh"):
        answer = await hub.answer(query, given, as_=COUNTY, language=language)
        (told,) = answer["data"]["riverCreate"]["userErrors"]
        assert told == {"message": told[language], "en": "at least 0", "zh": "不得小于 0"}


class Surveys:
    """Surveys of one river of the office's."""

    def __init__(self, office: Office, river: Any) -> None:
        self.office, self.river = office, river

    def given(self, **given: Any) -> dict[str, Any]:
        number = abs(hash(self.office.name)) % 10**6 + len(given)
        sound = {"county": LUOCHENG, "startsOn": "2017-01-01", "number": number, "river": self.river["id"]}
        return {**sound, "surveyor": "Li", "fee": "3000", **given}

    async def create(self, as_: str = COUNTY, **given: Any) -> Any:
        return await self.office.hub.write("surveyCreate", self.given(**given), SURVEY, as_=as_)


@pytest.fixture
async def surveys(office: Office) -> Surveys:
    return Surveys(office, await office.done(await office.create()))


async def test_a_record_refers_to_one_of_the_same_county(office: Office, surveys: Surveys) -> None:
    elsewhere = await office.done(await office.create(as_=BUREAU, county=HUANJIANG))
    absent = {"id": ids.encode("River", 10**17)}
    for river in (elsewhere["id"], absent["id"], ids.encode("Survey", 1), ids.encode("River", "x"), "garbage", ""):
        for client in (COUNTY, BUREAU):
            async with office.unchanged():
                assert problems(await surveys.create(as_=client, river=river)) == [("river", "NOT_FOUND")]
    assert (await surveys.create())["survey"]["river"] == {"id": surveys.river["id"]}


@pytest.mark.parametrize("client", [COUNTY, BUREAU])
async def test_a_record_fits_the_one_that_it_refers_to(office: Office, surveys: Surveys, client: str) -> None:
    async with office.unchanged():
        payload = await surveys.create(as_=client, visitors=1)
        assert problems(payload) == [("visitors", "INCONSISTENT")]
    assert payload["userErrors"][0]["message"] == "give 0: no boat comes here"
    boats = await office.done(await office.create(navigable=True))
    assert (await surveys.create(as_=client, visitors=1, river=boats["id"]))["survey"]["river"] == {"id": boats["id"]}


async def test_a_change_is_held_to_fit_too(office: Office, surveys: Surveys, hub: HubClient) -> None:
    made = (await hub.write("surveyCreate", surveys.given(), "survey { id revision }", as_=COUNTY))["survey"]
    async with office.unchanged():
        payload = await hub.write("surveyUpdate", made | {"visitors": 1}, SURVEY, as_=COUNTY)
        assert problems(payload) == [("visitors", "INCONSISTENT")]
    boats = await office.done(await office.create(navigable=True))
    moved = await hub.write("surveyUpdate", made | {"visitors": 1, "river": boats["id"]}, SURVEY, as_=COUNTY)
    assert moved["survey"]["river"] == {"id": boats["id"]}


async def test_a_hidden_record_is_referred_to_like_an_absent_one(office: Office, hub: HubClient) -> None:
    """The culture bureau reads no rivers, so it learns nothing of them by writing ferries."""
    river = await office.done(await office.create())
    given = {"county": LUOCHENG, "startsOn": "2017-01-01", "name": office.name}
    payloads = [
        await hub.write("ferryCreate", {**given, "river": at}, "ferry { id }", as_="culture-tourism-bureau")
        for at in (river["id"], ids.encode("River", 10**17))
    ]
    assert payloads[0] == payloads[1]
    assert problems(payloads[0]) == [("river", "NOT_FOUND")]
    assert (await hub.write("ferryCreate", {**given, "river": river["id"]}, "ferry { id }", as_=COUNTY))["ferry"]


@pytest.mark.parametrize("code", ["nowhere", LUOCHENG, "440300", "futian", "440304 "])
async def test_an_entity_referred_to_is_there_and_of_its_kind(office: Office, surveys: Surveys, code: str) -> None:
    async with office.unchanged():
        assert problems(await surveys.create(district=code)) == [("district", "NOT_FOUND")]


async def test_a_district_is_referred_to_by_its_code(surveys: Surveys) -> None:
    assert (await surveys.create(district="440304"))["survey"]["district"] == {"code": "440304"}


async def test_a_record_off_the_standard_says_why(office: Office, surveys: Surveys) -> None:
    for fee in ("2999.99", "3000.01", "0"):
        async with office.unchanged():
            payload = await surveys.create(fee=fee)
            assert problems(payload) == [("deviationReason", "REASON_MISSING")]
            assert problems(await surveys.create(fee=fee, deviationReason=" ")) == [("deviationReason", "INVALID")]
    assert "3000" in payload["userErrors"][0]["message"]
    made = await surveys.create(fee="2999.99", deviationReason="only half a day")
    assert made["survey"]["deviationReason"] == "only half a day"


async def test_two_records_of_one_natural_key_cant_stand_beside_each_other(office: Office) -> None:
    name = office.name
    first = await office.done(await office.create(name=name))
    async with office.unchanged():
        assert problems(await office.create(name=name)) == [("name", "DUPLICATE")]
    assert (await office.create(as_=BUREAU, name=name, county=HUANJIANG))["river"]
    other = await office.done(await office.create())
    async with office.unchanged():
        assert problems(await office.step("update", other, name=name)) == [("name", "DUPLICATE")]
    await office.done(await office.step("withdraw", first, reason="twice"))
    assert (await office.create(name=name))["river"]


async def test_of_eight_creates_of_one_natural_key_at_once_one_wins(office: Office) -> None:
    payloads = await asyncio.gather(*(office.create(name=office.name, budget=str(n)) for n in range(8)))
    won = [payload for payload in payloads if payload["river"]]
    lost = [payload for payload in payloads if not payload["river"]]
    assert len(won) == 1
    assert [problems(payload) for payload in lost] == [[("name", "DUPLICATE")]] * 7
    assert await office.owner.fetchval("select count(*) from river_river where name = $1", office.name) == 1


async def test_of_eight_changes_of_one_revision_at_once_one_wins(office: Office) -> None:
    draft = await office.done(await office.create())
    payloads = await asyncio.gather(*(office.step("update", draft, remark=f"r{n}") for n in range(8)))
    won = [payload["river"] for payload in payloads if payload["river"]]
    assert len(won) == 1
    assert (
        sorted(p for payload in payloads if not payload["river"] for p in problems(payload))
        == [("revision", "STALE")] * 7
    )
    row = await office.stored(draft)
    assert (row["remark"], row["revision"], len(await office.history(draft))) == (won[0]["remark"], 2, 1)


async def test_a_record_that_another_write_holds_is_a_conflict_after_a_while(office: Office, hub: HubClient) -> None:
    draft = await office.done(await office.create())
    query = "mutation($i: RecordStepInput!) { riverSubmit(input: $i) { river { id } } }"
    given = {"id": draft["id"], "revision": 1, "requestId": "12345678"}
    async with office.unchanged(), office.owner.transaction():
        await office.owner.execute("select 1 from river_river where name = $1 for update", draft["name"])
        answer = await hub.answer(query, {"i": given}, as_=COUNTY)
    assert (codes(answer), answer["data"]) == ([("CONFLICT", None)], {"riverSubmit": None})


async def test_writes_of_one_operation_are_done_in_order_and_each_alone(office: Office, hub: HubClient) -> None:
    select = f"{{ {RIVER} userErrors {{ code }} }}"
    query = f"""mutation($a: RiverCreateInput!, $b: RiverCreateInput!, $c: RiverCreateInput!) {{
      a: riverCreate(input: $a) {select} b: riverCreate(input: $b) {select} c: riverCreate(input: $c) {select} }}"""
    first = {"requestId": f"{office.name} first", **office.river()}
    given = {
        "a": first,
        "b": {"requestId": f"{office.name} second", **office.river(name=first["name"])},
        "c": {"requestId": f"{office.name} third", **office.river()},
    }
    data = await hub.ask(query, given, as_=COUNTY)
    assert data["a"]["river"]
    assert data["b"] == {"river": None, "userErrors": [{"code": "DUPLICATE"}]}
    assert data["c"]["river"]
