"""What was approved: corrected in place or withdrawn by those only who may approve, with a reason that is kept."""

from typing import Any

import pytest

from tests.hub.records.office import BUREAU, COUNTY, LEAD, WORK_GROUP, Office, problems

CORRECTION = {"remark": "left bank", "correctionReason": "the map was upside down"}


async def test_an_approved_record_is_corrected_in_place(office: Office) -> None:
    approved = await office.place("APPROVED", author=COUNTY)
    corrected = await office.done(await office.step("update", approved, as_=LEAD, **CORRECTION))
    assert (corrected["status"], corrected["remark"], corrected["revision"]) == ("APPROVED", "left bank", 2)
    assert (corrected["updatedBy"], corrected["createdBy"]) == (LEAD, COUNTY)
    ((who, _, old),) = await office.history(approved)
    assert (who, old["status"], old["remark"], old["revision"]) == (LEAD, "APPROVED", None, 1)


async def test_the_reason_of_each_correction_is_kept(office: Office) -> None:
    approved = await office.place("APPROVED")
    first = await office.done(await office.step("update", approved, as_=LEAD, **CORRECTION))
    assert first["statusReason"] == CORRECTION["correctionReason"]
    second = await office.done(await office.step("update", first, as_=LEAD, remark=None, correctionReason="no, right"))
    await office.done(await office.step("withdraw", second, as_=LEAD, reason="no river at all"))
    reasons = [old["status_reason"] for _, _, old in await office.history(approved)]
    assert reasons == [None, CORRECTION["correctionReason"], "no, right"]
    assert (await office.stored(approved))["status_reason"] == "no river at all"


@pytest.mark.parametrize("step", ["update", "withdraw"])
async def test_who_may_only_write_changes_nothing_approved(office: Office, step: str) -> None:
    approved = await office.place("APPROVED", author=COUNTY)
    given = CORRECTION if step == "update" else {"reason": "mine"}
    async with office.unchanged():
        assert problems(await office.step(step, approved, as_=COUNTY, **given)) == [("id", "OUT_OF_REACH")]


@pytest.mark.parametrize(("step", "status"), [("update", "DRAFT"), ("withdraw", "DRAFT"), ("withdraw", "SUBMITTED")])
async def test_who_may_only_approve_changes_nothing_else(office: Office, step: str, status: str) -> None:
    record = await office.place(status)
    given = {"remark": "mine"} if step == "update" else {"reason": "mine"}
    async with office.unchanged():
        assert problems(await office.step(step, record, as_=LEAD, **given)) == [("id", "OUT_OF_REACH")]


@pytest.mark.parametrize("reason", [{}, {"correctionReason": None}, {"correctionReason": " "}])
async def test_a_correction_says_why(office: Office, reason: dict[str, Any]) -> None:
    approved = await office.place("APPROVED")
    async with office.unchanged():
        payload = await office.step("update", approved, as_=BUREAU, remark="left bank", **reason)
        assert problems(payload) == [("correctionReason", "REASON_MISSING")]
        longer = await office.step("update", approved, as_=BUREAU, correctionReason="游" * 1001)
        assert problems(longer) == [("correctionReason", "REASON_MISSING")]


@pytest.mark.parametrize("status", ["DRAFT", "REJECTED"])
async def test_only_what_was_approved_is_corrected(office: Office, status: str) -> None:
    record = await office.place(status)
    async with office.unchanged():
        payload = await office.step("update", record, as_=BUREAU, **CORRECTION)
        assert problems(payload) == [("correctionReason", "INVALID")]


async def test_nobody_corrects_what_they_wrote(office: Office) -> None:
    approved = await office.place("APPROVED", author=BUREAU)
    async with office.unchanged():
        assert problems(await office.step("update", approved, as_=BUREAU, **CORRECTION)) == [("id", "OWN_RECORD")]
    corrected = await office.done(await office.step("update", approved, as_=WORK_GROUP, **CORRECTION))
    assert (await office.stored(approved))["authors"] == [BUREAU], "who corrects may correct again"
    assert (await office.done(await office.step("update", corrected, as_=WORK_GROUP, **CORRECTION)))["revision"] == 3


async def test_a_correction_is_held_to_the_rules_of_any_write(office: Office) -> None:
    approved = await office.place("APPROVED")
    reason = {"correctionReason": "wrong bank"}
    async with office.unchanged():
        payload = await office.step("update", approved, as_=LEAD, budget="-1", **reason)
        assert problems(payload) == [("budget", "INVALID")]
        stale = await office.step("update", approved | {"revision": 9}, as_=LEAD, **reason)
        assert problems(stale) == [("revision", "STALE")]
