"""What each kind of reader sees and writes, as the plan's table of roles says it, over records placed for that."""

from typing import Any

import pytest

from tests.hub.query.asking import codes
from tests.hub.records.office import Office, problems
from tests.river.programme import MIDDLE
from tests.river.sample import BAMA, COUNTIES, FIRST, HUANJIANG, LUOCHENG, XILIN

ASKED = """query($name: String) {
  rivers(first: 100, filter: { name: { contains: $name } }) { nodes { name county { code } status } }
  ferries(first: 100, filter: { name: { contains: $name } }) { nodes { county { code } } }
}"""
EVERY = frozenset({*COUNTIES, BAMA})


async def seen(office: Office, client: str) -> dict[str, Any]:
    """The counties of the rivers and ferries that a client sees, None where refused; whether any is a draft."""
    answer = await office.hub.answer(ASKED, {"name": office.name}, as_=client)
    assert {code for code, _ in codes(answer)} <= {"FORBIDDEN"}
    found = {
        name: None if (page := answer["data"][name]) is None else {node["county"]["code"] for node in page["nodes"]}
        for name in ("rivers", "ferries")
    }
    drafts = any(node["status"] == "DRAFT" for node in (answer["data"]["rivers"] or {"nodes": []})["nodes"])
    return {**found, "drafts": drafts}


async def place_everywhere(office: Office) -> None:
    """An approved river and ferry in each county, in Xilin while Luohu is its district, and a draft in one."""
    for county in sorted(EVERY):
        ends: dict[str, Any] = {"starts_on": FIRST, "ends_on": MIDDLE} if county == XILIN else {"starts_on": FIRST}
        await office.place("APPROVED", county_code=county, **ends)
        await office.place_ferry(county_code=county, **ends)
    await office.place("DRAFT", county_code=LUOCHENG)


@pytest.mark.acceptance(39)
async def test_each_role_sees_and_writes_what_the_plan_says(office: Office) -> None:
    await place_everywhere(office)
    both = {"rivers": EVERY, "ferries": EVERY}
    futian = {LUOCHENG, HUANJIANG}
    assert len(EVERY) == 17
    assert await seen(office, "lead-office") == {**both, "drafts": True}
    assert await seen(office, "health-commission") == {"rivers": EVERY, "ferries": None, "drafts": True}
    assert await seen(office, "culture-tourism-bureau") == {"rivers": None, "ferries": EVERY, "drafts": False}
    assert await seen(office, "futian-district") == {"rivers": futian, "ferries": futian, "drafts": False}
    assert XILIN in (await seen(office, "luohu-district"))["rivers"]
    assert await seen(office, "dapeng-district") == {"rivers": {BAMA}, "ferries": {BAMA}, "drafts": False}
    assert await seen(office, "luocheng-county") == {"rivers": {LUOCHENG}, "ferries": {LUOCHENG}, "drafts": True}
    await check_the_county_writes_its_own_drafts_alone(office)


async def check_the_county_writes_its_own_drafts_alone(office: Office) -> None:
    draft = await office.done(await office.create())
    assert problems(await office.create(county=HUANJIANG)) == [("county", "OUT_OF_REACH")]
    approved = await office.place("APPROVED")
    async with office.unchanged():
        assert [code for _, code in problems(await office.step("update", approved, remark="x"))] == ["OUT_OF_REACH"]
        step = "mutation($input: RecordStepInput!) { riverApprove(input: $input) { river { id } } }"
        given = {"id": draft["id"], "revision": draft["revision"], "requestId": "approves-its-own"}
        for client in ("luocheng-county", "futian-district", "auditor"):
            assert codes(await office.hub.answer(step, {"input": given}, as_=client)) == [("FORBIDDEN", None)], client
