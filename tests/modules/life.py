"""What the steps of a record's life refuse, at each of its states: who, with what, and where it is told.

    await life.lived(Clerks(desk, declared, "luocheng-county", "education-bureau"), given)

takes a new record through all its states, and at each of them tries what must not be done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.query import ids
from tests.modules.bad_input import UNKNOWN
from tests.modules.desk import Desk

STRANGER, AUDITOR = "huanjiang-county", "auditor"
"""Who writes for another county, and who writes nothing."""
WHY = {"reason": "填错"}
ACTIONS: Mapping[str, Mapping[str, Any]] = {"Update": {}, "Submit": {}, "Approve": {}, "Reject": WHY, "Withdraw": WHY}
"""Every mutation of a record that is there, with what it needs beside the record."""
WRONG_STATE, STALE = ("id", "WRONG_STATE"), ("revision", "STALE")
OUT_OF_REACH, NOT_FOUND = ("id", "OUT_OF_REACH"), ("id", "NOT_FOUND")


@dataclass(frozen=True, slots=True)
class Clerks:
    """A county that writes records of a type, and the bureau that decides on them."""

    desk: Desk
    declared: type
    county: str
    bureau: str

    async def step(self, record: Any, action: str, **more: Any) -> Any:
        """The record after a sound step, by who may take it."""
        who = self.county if action in {"Submit", "Update"} else self.bureau
        return await self.desk.done(self.declared, action, _target(record) | more, as_=who)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A mutation that is refused at `told`, a field and a code; `sent` beside, or instead of, what it needs."""

    action: str
    told: tuple[str, str]
    sent: Mapping[str, Any] = field(default_factory=dict)


def _missing(action: str, name: str = "reason") -> tuple[Attempt, ...]:
    """No reason that says something."""
    return tuple(Attempt(action, (name, "REASON_MISSING"), {name: reason}) for reason in ("", " \n", "字" * 1001))


def _each(told: tuple[str, str], *actions: str, **sent: Any) -> tuple[Attempt, ...]:
    return tuple(Attempt(action, told, sent) for action in actions or ACTIONS)


AT_COUNTY: Mapping[str, tuple[Attempt, ...]] = {
    "DRAFT": (
        *_each(STALE, "Update", "Submit", "Withdraw", revision=7),
        *_missing("Withdraw"),
        Attempt("Update", ("correctionReason", "INVALID"), {"correctionReason": "填错"}),
    ),
    "SUBMITTED": (*_each(WRONG_STATE, "Update", "Submit"), *_each(STALE, "Withdraw", revision=1)),
    "REJECTED": _each(STALE, "Update", "Submit", "Withdraw", revision=1),
    "APPROVED": _each(OUT_OF_REACH, "Update", "Submit", "Withdraw"),
    "WITHDRAWN": _each(WRONG_STATE, "Update", "Submit", "Withdraw"),
}
"""What the county that wrote a record doesn't do at each of its states."""
AT_BUREAU: Mapping[str, tuple[Attempt, ...]] = {
    "DRAFT": (*_each(WRONG_STATE, "Approve", "Reject"), *_each(STALE, revision=7)),
    "SUBMITTED": (
        *_each(WRONG_STATE, "Update", "Submit"),
        *_each(STALE, "Approve", "Reject", "Withdraw", revision=1),
        *_missing("Reject"),
    ),
    "REJECTED": (*_each(WRONG_STATE, "Approve", "Reject"), *_missing("Withdraw")),
    "APPROVED": (
        *_each(WRONG_STATE, "Submit", "Approve", "Reject"),
        *_each(STALE, "Update", "Withdraw", revision=1),
        *_missing("Update", "correctionReason"),
        *_missing("Withdraw"),
    ),
    "WITHDRAWN": _each(WRONG_STATE),
}
"""What the bureau doesn't do."""


async def lived(clerks: Clerks, given: Mapping[str, Any]) -> None:
    """A record goes through all its states, and at each of them nothing is done that must not be."""
    record = await clerks.desk.done(clerks.declared, "Create", given, as_=clerks.county)
    await _stands(clerks, record, "DRAFT")
    await _stands_for_nobody_else(clerks, record)
    record = await clerks.step(record, "Submit")
    for action, status in (("Reject", "REJECTED"), ("Submit", "SUBMITTED"), ("Approve", "APPROVED")):
        record = await clerks.step(record, action, **ACTIONS[action])
        await _stands(clerks, record, status)
    await _stands_for_nobody_else(clerks, record)
    await _stands(clerks, await clerks.step(record, "Withdraw", **WHY), "WITHDRAWN")


async def decided_by_its_author(clerks: Clerks, given: Mapping[str, Any]) -> None:
    """A bureau doesn't approve what it wrote itself."""
    draft = await clerks.desk.done(clerks.declared, "Create", given, as_=clerks.bureau)
    submitted = await clerks.desk.done(clerks.declared, "Submit", _target(draft), as_=clerks.bureau)
    await _refused(clerks, submitted, Attempt("Approve", ("id", "OWN_RECORD")), clerks.bureau)
    await clerks.step(submitted, "Withdraw", **WHY)


async def _stands(clerks: Clerks, record: Any, status: str) -> None:
    """A record in this state refuses whom and what it should."""
    assert record["status"] == status
    async with clerks.desk.unchanged(clerks.declared):
        for who, attempts in ((clerks.county, AT_COUNTY[status]), (clerks.bureau, AT_BUREAU[status])):
            for attempt in attempts:
                await _refused(clerks, record, attempt, who)


async def _stands_for_nobody_else(clerks: Clerks, record: Any) -> None:
    """Another county finds no such record, who has no right to the act is told so, and a wrong id leads nowhere."""
    async with clerks.desk.unchanged(clerks.declared):
        for attempt in _each(NOT_FOUND, "Update", "Submit", "Withdraw"):
            await _refused(clerks, record, attempt, STRANGER)
        for who, actions in ((clerks.county, ("Approve", "Reject")), (AUDITOR, ACTIONS)):
            for action in actions:
                sent = {**_target(record), **ACTIONS[action]}
                await clerks.desk.forbidden(clerks.declared, action, sent, as_=who)
        for key in (ids.encode(clerks.declared.__name__, UNKNOWN), ids.encode("Nothing", 1), ""):
            for attempt in _each(NOT_FOUND, id=key):
                await _refused(clerks, record, attempt, clerks.bureau)


async def _refused(clerks: Clerks, record: Any, attempt: Attempt, who: str) -> None:
    sent = {**_target(record), **ACTIONS[attempt.action], **attempt.sent}
    payload = await clerks.desk.write(clerks.declared, attempt.action, sent, as_=who)
    assert payload["record"] is None, (record, attempt, who)
    assert [(error["field"], error["code"]) for error in payload["userErrors"]] == [
        (["input", attempt.told[0]], attempt.told[1])
    ], (record, attempt, who)
    assert all(error["message"] for error in payload["userErrors"])


def _target(record: Any) -> dict[str, Any]:
    return {"id": record["id"], "revision": record["revision"]}
