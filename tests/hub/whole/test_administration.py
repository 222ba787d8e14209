"""Keeping accounts and clients over the endpoint: for an administrator alone, who sees no records."""

import json
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text

from hub.database.session import server_settings
from tests.hub.auth.oauth.conftest import KEY
from tests.hub.auth.people.conftest import PASSWORD
from tests.hub.query.asking import codes
from tests.hub.whole.conftest import Town

PERSON = "person { id name displayName organisation roles secondFactor disabled } userErrors { field code message }"
CLIENT = "client { name organisation grants roles scopes disabled } secret userErrors { field code message }"
NEW = {"name": "zhao.min", "organisation": "futian-district", "roles": ["district"], "password": PASSWORD}
SYSTEM = {"name": "system", "organisation": "education-bureau", "roles": ["bureau"], "grants": ["client_credentials"]}
KEPT = ("hub_person", "hub_client", "hub_audit_entry", "hub_token_family", "hub_browser_session")


class Desk:
    """An administrator at work."""

    def __init__(self, town: Town, token: str, person: UUID) -> None:
        self.town, self.token, self.person = town, token, person

    async def do(self, mutation: str, **given: Any) -> Any:
        payload = PERSON if mutation.startswith("person") else CLIENT
        kind = self.town.hub.input_of(mutation)
        query = f"mutation($input: {kind}!) {{ done: {mutation}(input: $input) {{ {payload} }} }}"
        answer = await self.town.ask(self.token, query, {"input": given})
        return answer["data"]["done"] if "errors" not in answer else answer

    async def counts(self) -> list[int]:
        async with self.town.engine.connect() as db:
            return [int(await db.scalar(text(f"select count(*) from {table}")) or 0) for table in KEPT]


@pytest.fixture(scope="module")
async def desk(town: Town) -> Desk:
    person = await town.add("admin", "lead-office", "administrator")
    return Desk(town, await town.token("admin", "accounts"), person)


async def test_an_administrator_gives_somebody_an_account_and_changes_it(desk: Desk, owner: asyncpg.Connection) -> None:
    person = (await desk.do("personAdd", **NEW, displayName="赵敏"))["person"]
    assert (person["name"], person["displayName"], person["organisation"]) == ("zhao.min", "赵敏", "futian-district")
    assert (await desk.town.sign_in("zhao.min")).status_code == 200
    changed = await desk.do("personRolesUpdate", name="zhao.min", roles=["district", "workgroup"])
    assert changed["person"]["roles"] == ["district", "workgroup"]
    assert (await desk.do("personDisable", name="zhao.min"))["person"]["disabled"] is True
    assert (await desk.town.sign_in("zhao.min")).status_code == 400
    await desk.do("personEnable", name="zhao.min")
    await desk.do("personRolesUpdate", name="zhao.min", roles=["district"])
    await desk.do("personPasswordUpdate", name="zhao.min", password="another three words")
    await desk.do("personSecondFactorReset", name="zhao.min")
    assert (await desk.town.sign_in("zhao.min")).status_code == 400
    assert (await desk.town.sign_in("zhao.min", "another three words")).status_code == 200
    told = await owner.fetch(
        "select who, client, reason from hub_audit_entry where target = $1 order by id", person["id"]
    )
    assert {(row["who"], row["client"]) for row in told} == {(str(desk.person), "app")}
    assert [row["reason"] for row in told] == [
        *("added", "roles", "disabled", "enabled", "roles", "password", "second_factor_reset"),
    ]


async def test_an_administrator_registers_a_client_whose_secret_is_shown_once(
    desk: Desk, owner: asyncpg.Connection
) -> None:
    added = await desk.do("clientAdd", **SYSTEM)
    assert (added["client"]["scopes"], added["userErrors"]) == (["export", "read", "submit", "write"], [])
    rotated = await desk.do("clientSecretRotate", name="system")
    assert len({added["secret"], rotated["secret"], None}) == 3
    grant = {"grant_type": "client_credentials"}
    for secret, status in ((added["secret"], 401), (rotated["secret"], 200)):
        answer = await desk.town.hub.http.post("/oauth/token", auth=("system", secret), data=grant)
        assert answer.status_code == status
    ended = await desk.do("clientDisable", name="system")
    assert (ended["client"]["disabled"], ended["secret"]) == (True, None)
    keyed = await desk.do(
        "clientAdd", **SYSTEM | {"name": "keyed"}, jwks=json.dumps({"keys": [KEY.as_dict(private=False)]})
    )
    assert ("approve" in keyed["client"]["scopes"], keyed["secret"]) == (True, None)
    told = await owner.fetch("select who, reason from hub_audit_entry where target = 'system' order by id")
    assert [tuple(row) for row in told] == [(str(desk.person), what) for what in ("added", "secret", "disabled")]


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("personAdd", NEW | {"name": "赵"}, "name"),
    ("personAdd", NEW | {"name": "admin"}, "name"),
    ("personAdd", NEW | {"name": "x1", "organisation": "nowhere"}, "organisation"),
    ("personAdd", NEW | {"name": "x2", "roles": ["king"]}, "roles"),
    ("personAdd", NEW | {"name": "x3", "roles": ["administrator", "lead"]}, "roles"),
    ("personAdd", NEW | {"name": "x4", "password": "password1234"}, "password"),
    ("personRolesUpdate", {"name": "admin", "roles": ["lead"]}, "name"),
    ("personDisable", {"name": "nobody-here"}, "name"),
    ("personPasswordUpdate", {"name": "admin", "password": "short"}, "password"),
    ("clientAdd", SYSTEM | {"name": "Ä"}, "name"),
    ("clientAdd", SYSTEM | {"name": "app"}, "name"),
    ("clientAdd", SYSTEM | {"name": "y1", "organisation": "nowhere"}, "organisation"),
    ("clientAdd", SYSTEM | {"name": "y2", "roles": ["administrator"]}, "roles"),
    ("clientAdd", SYSTEM | {"name": "y3", "scopes": ["read", "approve"]}, "scopes"),
    ("clientAdd", SYSTEM | {"name": "y4", "grants": ["password"]}, "grants"),
    ("clientAdd", SYSTEM | {"name": "y5", "origins": ["*"]}, "origins"),
    ("clientAdd", SYSTEM | {"name": "y6", "jwks": "[]"}, "jwks"),
    ("clientAdd", SYSTEM | {"name": "y7", "accessTokenSeconds": 601}, "accessTokenSeconds"),
    ("clientDisable", {"name": "unknown"}, "name"),
    ("clientSecretRotate", {"name": "app"}, "name"),
]


@pytest.mark.parametrize(("mutation", "given", "field"), WRONG, ids=[f"{m}-{n}" for n, (m, *_) in enumerate(WRONG)])
async def test_what_breaks_a_rule_is_told_at_its_field_and_nothing_is_written(
    desk: Desk, mutation: str, given: dict[str, Any], field: str
) -> None:
    before = await desk.counts()
    payload = await desk.do(mutation, **given)
    assert (payload.get("person"), payload.get("client"), payload.get("secret")) == (None, None, None)
    assert {tuple(error["field"]) for error in payload["userErrors"]} == {("input", field)}
    assert all(error["message"] and error["code"] == "INVALID" for error in payload["userErrors"])
    assert await desk.counts() == before


async def test_nobody_else_keeps_accounts(desk: Desk, town: Town) -> None:
    await town.add("sun", "lead-office", "auditor")
    before = (await desk.counts())[:2]
    asked = (
        'mutation { personDisable(input: { name: "admin" }) { person { id } } clientDisable(input: { name: "app" }) '
    )
    asked += "{ client { name } } }"
    narrow = await town.token("admin", "openid read")
    others = [narrow, await town.token("sun", "read audit accounts"), await town.hub.token("lead-office")]
    for token in others:
        answer = await town.ask(token, asked)
        assert codes(answer) == [("FORBIDDEN", None)] * 2
        assert answer["data"] == {"personDisable": None, "clientDisable": None}
    assert codes(await town.hub.answer(asked)) == [("UNAUTHENTICATED", None)] * 2
    assert (await desk.counts())[:2] == before
    assert (await desk.do("clientDisable", name="unknown"))["userErrors"]


async def test_an_administrator_reads_no_records(desk: Desk) -> None:
    token = await desk.town.token("admin", "read accounts")
    answer = await desk.town.ask(token, "{ rivers { totalCount } audit { nodes { id } } counties { code } }")
    assert answer["data"] == {"rivers": None, "audit": None, "counties": []}
    assert {code for code, _ in codes(answer)} == {"FORBIDDEN"}


async def test_the_keepers_role_sees_no_records_and_the_services_makes_no_accounts(hub_url: str) -> None:
    forbidden = {
        "hub_keeper": (
            *("select 1 from river_river", "select 1 from hub_history", "select 1 from hub_signing_key"),
            *("select 1 from hub_audit_entry", "delete from hub_person", "update hub_token_family set scopes = '{}'"),
        ),
        "hub_app": (
            *("update hub_person set roles = '{lead}'", "update hub_client set roles = '{lead}'"),
            *("insert into hub_person (name) values ('x')", "insert into hub_client (id) values ('x')"),
        ),
    }
    for role, statements in forbidden.items():
        connection = await asyncpg.connect(hub_url, server_settings=server_settings("test", 5, 5, role))
        for statement in statements:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
        await connection.close()
