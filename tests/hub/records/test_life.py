"""The life of a record: every step from every state, by whom, and what its history keeps."""

from typing import Any

import pytest

from hub.records.status import TRANSITIONS, Status
from hub.testing.client import HubClient
from tests.hub.query.asking import codes
from tests.hub.records.office import BUREAU, COUNTY, LEAD, SOMEBODY, WORK_GROUP, Office, problems
from tests.river.sample import HUANJIANG

STEPS = ("update", *(step.name for step in TRANSITIONS))
ALLOWED = {
    ("DRAFT", "update"): "DRAFT",
    ("REJECTED", "update"): "DRAFT",
    ("APPROVED", "update"): "APPROVED",
    ("DRAFT", "submit"): "SUBMITTED",
    ("REJECTED", "submit"): "SUBMITTED",
    ("SUBMITTED", "approve"): "APPROVED",
    ("SUBMITTED", "reject"): "REJECTED",
    ("DRAFT", "withdraw"): "WITHDRAWN",
    ("SUBMITTED", "withdraw"): "WITHDRAWN",
    ("APPROVED", "withdraw"): "WITHDRAWN",
    ("REJECTED", "withdraw"): "WITHDRAWN",
}
"""Every edge there is, from the plan's own words, not from the table that the hub reads."""
MORE: dict[str, dict[str, Any]] = {
    "update": {"remark": "changed"},
    "reject": {"reason": "not so"},
    "withdraw": {"reason": "no more"},
}


async def test_a_record_goes_from_draft_to_approval_to_withdrawal(office: Office) -> None:
    draft = await office.done(await office.create())
    assert (draft["status"], draft["revision"], draft["createdBy"], draft["endsOn"]) == ("DRAFT", 1, COUNTY, None)
    submitted = await office.done(await office.step("submit", draft))
    approved = await office.done(await office.step("approve", submitted, as_=LEAD))
    assert (approved["status"], approved["revision"], approved["updatedBy"]) == ("APPROVED", 3, LEAD)
    withdrawn = await office.done(await office.step("withdraw", approved, as_=LEAD, reason="built twice"))
    assert (withdrawn["status"], withdrawn["statusReason"]) == ("WITHDRAWN", "built twice")
    kept = [(who, act, old["status"], old["revision"]) for who, act, old in await office.history(draft)]
    assert kept == [
        (COUNTY, "UPDATE", "DRAFT", 1),
        (LEAD, "UPDATE", "SUBMITTED", 2),
        (LEAD, "UPDATE", "APPROVED", 3),
    ]


async def test_a_rejected_record_is_corrected_and_submitted_again(office: Office) -> None:
    draft = await office.done(await office.create())
    submitted = await office.done(await office.step("submit", draft))
    rejected = await office.done(await office.step("reject", submitted, as_=WORK_GROUP, reason="which bank?"))
    assert (rejected["status"], rejected["statusReason"]) == ("REJECTED", "which bank?")
    corrected = await office.done(await office.step("update", rejected, remark="left bank"))
    assert (corrected["status"], corrected["statusReason"], corrected["remark"]) == ("DRAFT", None, "left bank")
    again = await office.done(await office.step("submit", corrected))
    assert (again["status"], again["revision"]) == ("SUBMITTED", 5)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", [status.name for status in Status])
async def test_every_step_is_taken_from_its_states_and_from_no_others(office: Office, status: str, step: str) -> None:
    record, given = await office.place(status), MORE.get(step, {})
    if (status, step) == ("APPROVED", "update"):
        given = given | {"correctionReason": "miscounted"}
    payload = await office.step(step, record, as_=BUREAU, **given)
    if (status, step) in ALLOWED:
        changed = await office.done(payload)
        assert (changed["status"], changed["revision"], changed["updatedBy"]) == (ALLOWED[status, step], 2, BUREAU)
        assert changed["statusReason"] == given.get("correctionReason", given.get("reason"))
        ((who, _, old),) = await office.history(record)
        assert (who, old["status"], old["updated_by"]) == (BUREAU, status, SOMEBODY)
    else:
        assert problems(payload) == [("id", "WRONG_STATE")]
        assert (await office.stored(record))["status"] == status
        assert await office.history(record) == []


async def test_nobody_approves_what_they_wrote_or_changed(office: Office) -> None:
    draft = await office.done(await office.create(as_=BUREAU))
    changed = await office.done(await office.step("update", draft, as_=WORK_GROUP, remark="mine too"))
    submitted = await office.done(await office.step("submit", changed, as_=WORK_GROUP))
    for author in (BUREAU, WORK_GROUP):
        async with office.unchanged():
            assert problems(await office.step("approve", submitted, as_=author)) == [("id", "OWN_RECORD")]
    assert (await office.done(await office.step("approve", submitted, as_=LEAD)))["status"] == "APPROVED"


@pytest.mark.parametrize("step", STEPS)
async def test_a_stale_revision_is_refused_and_told(office: Office, step: str) -> None:
    draft = await office.done(await office.create())
    await office.done(await office.step("update", draft, remark="newer"))
    async with office.unchanged():
        payload = await office.step(step, draft, as_=WORK_GROUP, **MORE.get(step, {}))
        assert problems(payload) == [("revision", "STALE")]
    assert "2" in payload["userErrors"][0]["message"]


@pytest.mark.parametrize("step", ["reject", "withdraw"])
@pytest.mark.parametrize("reason", ["", "   ", "\n", "x" * 1001])
async def test_a_step_that_needs_a_reason_gets_one(office: Office, step: str, reason: str) -> None:
    record = await office.place("SUBMITTED")
    async with office.unchanged():
        payload = await office.step(step, record, as_=BUREAU, reason=reason)
        assert problems(payload) == [("reason", "REASON_MISSING")]
    longest = await office.step(step, record, as_=BUREAU, reason="游" * 1000)
    assert (await office.done(longest))["statusReason"] == "游" * 1000


@pytest.mark.parametrize(
    ("step", "client"),
    [
        *(("create", client) for client in (LEAD, "auditor", "futian-district", "culture-tourism-bureau")),
        *(("update", client) for client in ("auditor", "futian-district", "culture-tourism-bureau")),
        *(("submit", client) for client in (LEAD, "auditor", "futian-district")),
        *(("approve", client) for client in (COUNTY, "auditor", "futian-district", "culture-tourism-bureau")),
        *(("reject", client) for client in (COUNTY, "auditor")),
        *(("withdraw", client) for client in ("auditor", "futian-district")),
    ],
)
async def test_a_step_beyond_ones_roles_is_forbidden(office: Office, hub: HubClient, step: str, client: str) -> None:
    record = await office.place("SUBMITTED")
    given = office.river() if step == "create" else {**record, **MORE.get(step, {})}
    mutation = f"river{step.capitalize()}"
    query = f"mutation($i: {hub.input_of(mutation)}!) {{ {mutation}(input: $i) {{ river {{ id }} }} }}"
    async with office.unchanged():
        answer = await hub.answer(query, {"i": {"requestId": "12345678", **given}}, as_=client)
    assert (codes(answer), answer["data"]) == ([("FORBIDDEN", None)], {mutation: None})


async def test_nobody_writes_without_a_token(office: Office, hub: HubClient) -> None:
    query = "mutation($i: RiverCreateInput!) { riverCreate(input: $i) { river { id } } }"
    async with office.unchanged():
        answer = await hub.answer(query, {"i": {"requestId": "12345678", **office.river()}})
    assert codes(answer) == [("UNAUTHENTICATED", None)]


@pytest.mark.parametrize("step", STEPS)
async def test_a_record_of_another_county_is_as_none(office: Office, step: str) -> None:
    hidden = await office.place("DRAFT", county_code=HUANJIANG)
    absent = {"id": "Uml2ZXI6OTk5OTk5OTk", "revision": 1}
    client = COUNTY if step not in ("approve", "reject") else WORK_GROUP
    async with office.unchanged():
        answers = [await office.step(step, at, as_=client, **MORE.get(step, {})) for at in (hidden, absent)]
    if client == COUNTY:
        assert answers[0] == answers[1]
    assert problems(answers[1]) == [("id", "NOT_FOUND")]


@pytest.mark.parametrize("given", ["garbage", "", "U3VydmV5OjE", "游"])
async def test_an_id_that_is_no_rivers_is_not_found(office: Office, given: str) -> None:
    async with office.unchanged():
        payload = await office.step("submit", {"id": given, "revision": 1})
        assert problems(payload) == [("id", "NOT_FOUND")]


async def test_a_draft_is_seen_by_those_who_write_or_approve_it_until_it_is_submitted(
    office: Office, hub: HubClient
) -> None:
    draft = await office.done(await office.create())
    query = "query($id: ID!) { river(id: $id) { status } }"

    async def seen() -> set[str]:
        clients = (COUNTY, BUREAU, LEAD, WORK_GROUP, "auditor", "futian-district", "huanjiang-county", "luohu-district")
        found = {c: (await hub.ask(query, {"id": draft["id"]}, as_=c))["river"] for c in clients}
        return {client for client, river in found.items() if river}

    working = {COUNTY, BUREAU, LEAD, WORK_GROUP}
    assert await seen() == working
    submitted = await office.done(await office.step("submit", draft))
    assert await seen() == working | {"auditor", "futian-district"}
    await office.done(await office.step("reject", submitted, as_=BUREAU, reason="no"))
    assert await seen() == working


async def test_only_approved_records_count(office: Office, hub: HubClient) -> None:
    query = '{ targets { key progress { value } } county(code: "luocheng") { rivers { surveyCount feeTotal } } }'

    async def counted() -> tuple[Any, Any]:
        data = await hub.ask(query, as_=LEAD)
        value = next(t["progress"]["value"] for t in data["targets"] if t["key"] == "river.covered")
        return value, data["county"]["rivers"]["surveyCount"]

    river = await office.done(await office.create())
    given = {"county": "451225", "startsOn": "2017-03-01", "number": 1, "river": river["id"], "fee": "3000"}
    select = "survey { id revision }"
    survey = (await hub.write("surveyCreate", {**given, "surveyor": "Li"}, select, as_=COUNTY))["survey"]
    for step, client, expected in (
        ("surveySubmit", COUNTY, ("0", 0)),
        ("surveyApprove", LEAD, ("1", 1)),
        ("surveyWithdraw", LEAD, ("0", 0)),
    ):
        reason = {"reason": "over"} if step == "surveyWithdraw" else {}
        survey = (await hub.write(step, {**survey, **reason}, select, as_=client))["survey"]
        assert await counted() == expected
