"""The audit trail over a day of a whole hub: each thing that matters leaves its row, and no row holds a value."""

import json
from hashlib import sha256
from typing import Any

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from hub.auth.people.accounts import Accounts
from hub.auth.people.passwords import Passwords
from tests.hub.auth.people.conftest import PASSWORD
from tests.hub.records.office import BUREAU, Office
from tests.hub.whole.conftest import Town

NAMES = "query Names { surveys(first: 5) { nodes { surveyor } } }"
SURVEYOR = "欧阳春晓"
EXPORTED = '{"fee": {"eq": "1.00"}}'
LATER = "update hub_authorization_code set used_at = used_at - interval '1 minute'"
TOLD = "select kind, who, client, purpose, operation, document, target, reason, counts::text from hub_audit_entry"


async def personal_read(town: Town, owner: asyncpg.Connection) -> str:
    """A caseworker with a second factor reads a name, for a purpose; the answer's text."""
    await owner.execute(
        "insert into river_survey (county_code, number, river_id, surveyor, fee, visitors, starts_on, status, authors,"
        " created_by, updated_by, synthetic) select county_code, 1, id, $1, 100, 0, starts_on, 'APPROVED', authors,"
        " created_by, updated_by, false from river_river limit 1",
        SURVEYOR,
    )
    token = await town.token("case", "read personal")
    return json.dumps(await town.ask(token, NAMES, **{"x-purpose": "payment"}), ensure_ascii=False)


async def approval(office: Office) -> str:
    submitted = await office.done(await office.step("submit", await office.done(await office.create())))
    approved = await office.done(await office.step("approve", submitted, as_=BUREAU))
    return str(approved["id"])


async def export(town: Town) -> None:
    """A bureau's person takes surveys out, with a purpose declared, which opens nothing in an export."""
    headers = {"authorization": f"Bearer {await town.token('case', 'read export personal')}", "x-purpose": "payment"}
    answer = await town.hub.http.get("/export/survey.csv", params={"filter": EXPORTED}, headers=headers)
    assert answer.status_code == 200
    assert f",{SURVEYOR[0]}*," in answer.text
    assert SURVEYOR not in answer.text


async def replay(town: Town, owner: asyncpg.Connection) -> None:
    """A code that is used a second time, after the grace."""
    code = await town.code("case", "openid")
    assert (await town.redeem(code)).status_code == 200
    await owner.execute(LATER)
    assert (await town.redeem(code)).status_code == 400


@pytest.mark.acceptance(47)
async def test_each_thing_that_matters_leaves_an_append_only_row_without_values(
    town: Town, office: Office, owner: asyncpg.Connection
) -> None:
    case = str(await town.add("case", "health-commission", "bureau", "bureau-casework"))
    assert (await town.sign_in("case", "a wrong password")).status_code == 400
    record = await approval(office)
    assert SURVEYOR in await personal_read(town, owner)
    await office.hub.answer("query Ferries { ferries { totalCount } }", as_=BUREAU)
    await export(town)
    await replay(town, owner)
    async with AsyncSession(town.engine) as db, db.begin():
        await Accounts(db, Passwords(), "somebody").grant("case", "workgroup")
    told = {(row["kind"], row["reason"]): row for row in await owner.fetch(TOLD)}
    check(
        told["PERSONAL_READ", None], who=case, client="app", purpose="payment", operation="Names", counts={"Survey": 1}
    )
    assert told["PERSONAL_READ", None]["document"] == sha256(NAMES.encode()).digest()
    check(
        told["EXPORT", None], who=case, client="app", purpose="payment", operation="export/survey", counts={"Survey": 1}
    )
    assert told["EXPORT", None]["document"] == sha256(EXPORTED.encode()).digest()
    check(told["APPROVAL", "approve"], who=BUREAU, client=BUREAU, target=record, counts={"River": 1})
    check(told["REFUSAL", "FORBIDDEN"], who=BUREAU, client=BUREAU, operation="Ferries", counts={"fields": 1})
    check(told["TOKEN_REUSE", "AuthorizationCode"], who=case, client="app")
    check(told["PERSON_CHANGE", "roles"], who="somebody", target=case)
    check(told["CLIENT_CHANGE", "added"], who="test", target="app")
    check(told["SIGN_IN_FAILED", "wrong"], who=case, operation="oauth/sign-in")
    for steps in ("pwd", "pwd+otp"):
        check(told["SIGN_IN", steps], who=case, operation="oauth/sign-in")
    check(told["CONSENT", "given"], who=case, client="app")
    assert not any(value in str(dict(row)) for row in told.values() for value in (SURVEYOR, PASSWORD, "wrong password"))
    for statement in (
        "update hub_audit_entry set who = 'x'",
        "delete from hub_audit_entry",
        "truncate hub_audit_entry",
    ):
        with pytest.raises(asyncpg.RaiseError, match="append-only"):
            await owner.execute(statement)


def check(row: asyncpg.Record, **expected: Any) -> None:
    found = {name: json.loads(row[name]) if name == "counts" else row[name] for name in expected}
    assert found == expected
