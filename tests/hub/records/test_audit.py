"""Approvals and rejections are told of in the transaction that does them."""

import json

from hub.query import ids
from tests.hub.records.office import BUREAU, COUNTY, Office

TOLD = (
    "select who, operation, target, reason, counts::text from hub_audit_entry where kind = 'APPROVAL' and target = $1"
)


async def test_each_decision_is_told_of_once(office: Office) -> None:
    for step, reason in (("approve", {}), ("reject", {"reason": "wrong year"})):
        draft = await office.done(await office.create())
        submitted = await office.done(await office.step("submit", draft))
        assert await office.owner.fetch(TOLD, draft["id"]) == []
        given = {"requestId": f"decide-{step}"} | reason
        for _ in range(2):  # the second is the same request again
            await office.done(await office.step(step, submitted, as_=BUREAU, **given))
        (told,) = await office.owner.fetch(TOLD, draft["id"])
        assert (told["who"], told["operation"], told["reason"]) == (BUREAU, f"river_{step}", step)
        assert json.loads(told["counts"]) == {"River": 1}
        assert ids.decode(told["target"])[0] == "River"
        assert "wrong year" not in str(dict(told))


async def test_a_decision_that_is_refused_is_not_told_of_as_one(office: Office) -> None:
    draft = await office.done(await office.create())
    submitted = await office.done(await office.step("submit", draft))
    await office.hub.answer(
        "mutation($input: RecordStepInput!) { riverApprove(input: $input) { river { id } userErrors { code } } }",
        {"input": {"id": submitted["id"], "revision": submitted["revision"], "requestId": "not-allowed"}},
        as_=COUNTY,
    )
    assert await office.owner.fetch(TOLD, draft["id"]) == []
