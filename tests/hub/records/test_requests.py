"""Retries: a request id is answered once, however often and however closely it is sent."""

import asyncio
from typing import Any

import pytest

from tests.hub.records.office import BUREAU, COUNTY, LEAD, RIVER, Office, problems

ID = "3f1c0d8e-retry"


async def rivers_named(office: Office, name: str) -> int:
    return int(await office.owner.fetchval("select count(*) from river_river where name = $1", name))


async def test_a_repeated_create_gives_the_first_answer(office: Office) -> None:
    given = office.river(requestId=f"{ID} {office.name}")
    first = await office.hub.write("riverCreate", given, RIVER, as_=COUNTY)
    async with office.unchanged():
        again = [await office.hub.write("riverCreate", given, RIVER, as_=COUNTY) for _ in range(3)]
    assert again == [first] * 3
    assert await rivers_named(office, given["name"]) == 1


async def test_eight_equal_requests_at_once_write_one_record(office: Office) -> None:
    given = office.river(requestId=f"{ID} {office.name}")
    answers = await asyncio.gather(*(office.hub.write("riverCreate", given, RIVER, as_=COUNTY) for _ in range(8)))
    assert answers == [answers[0]] * 8
    assert answers[0]["userErrors"] == []
    assert await rivers_named(office, given["name"]) == 1


async def test_a_repeated_step_is_taken_once(office: Office) -> None:
    draft = await office.done(await office.create())
    first = await office.done(await office.step("submit", draft, requestId=f"{ID} {office.name}"))
    async with office.unchanged():
        again = await office.done(await office.step("submit", draft, requestId=f"{ID} {office.name}"))
    assert (again, first["revision"]) == (first, 2)


async def test_a_request_id_is_for_one_input_only(office: Office) -> None:
    draft = await office.done(await office.create())
    taken: dict[str, Any] = {"requestId": f"{ID} {office.name}"}
    await office.done(await office.create(**taken))
    async with office.unchanged():
        reused = [
            await office.create(**taken),
            await office.step("update", draft, remark="x", **taken),
            await office.step("submit", draft, **taken),
        ]
        assert [problems(payload) for payload in reused] == [[("requestId", "REQUEST_REUSED")]] * 3


async def test_request_ids_of_two_writers_have_nothing_to_do_with_each_other(office: Office) -> None:
    taken = {"requestId": f"{ID} {office.name}"}
    one = await office.done(await office.create(**taken))
    other = await office.done(await office.create(as_=BUREAU, **taken))
    assert one["id"] != other["id"]


async def test_a_refused_request_may_be_sent_again_and_then_counts(office: Office) -> None:
    given = {"name": office.name, "requestId": f"{ID} {office.name}"}
    first = await office.done(await office.create(name=office.name))
    assert problems(await office.create(**given)) == [("name", "DUPLICATE")]
    await office.done(await office.step("withdraw", first, reason="make room"))
    assert (await office.done(await office.create(**given)))["status"] == "DRAFT"


async def test_a_repeated_request_shows_the_record_as_it_is_now(office: Office) -> None:
    given = office.river(requestId=f"{ID} {office.name}")
    draft = (await office.hub.write("riverCreate", given, RIVER, as_=COUNTY))["river"]
    submitted = await office.done(await office.step("submit", draft))
    await office.done(await office.step("approve", submitted, as_=LEAD))
    again = (await office.hub.write("riverCreate", given, RIVER, as_=COUNTY))["river"]
    assert (again["id"], again["status"]) == (draft["id"], "APPROVED")


@pytest.mark.parametrize("request_id", ["", "1234567", "x" * 101, "游" * 10, "tab\tinside", "new\nline 1"])
async def test_a_request_id_has_a_form(office: Office, request_id: str) -> None:
    async with office.unchanged():
        assert problems(await office.create(requestId=request_id)) == [("requestId", "INVALID")]
