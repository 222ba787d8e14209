"""History: kept by the database itself, whoever writes, and beyond the reach of the service."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from hub.auth.access import Access, Act, Reach
from hub.database.engine import write_rules
from hub.database.session import connect
from tests.hub.records.office import COUNTY, Office, key_of
from tests.river.sample import HUANJIANG, LUOCHENG

MEASURES = ("culture", "health")
OWN = Reach(counties=frozenset({LUOCHENG}))
WRITER = Access(subject=COUNTY, grants={("health", act): OWN for act in (Act.READ, Act.WRITE, Act.SUBMIT)})
READER = Access(subject="reader", grants={("health", Act.READ): Reach(everywhere=True)})


@pytest.fixture
async def service(hub_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A session as the service has them, without any rules yet."""
    connection = await connect(hub_url, "test", 5, 5)
    yield connection
    await connection.close()


async def rules(service: asyncpg.Connection, access: Access, **others: str) -> None:
    for name, value in {**write_rules(access, MEASURES), **others}.items():
        await service.execute("select set_config($1, $2, false)", name.replace("__", "."), value)


async def test_history_keeps_each_version_whole(office: Office) -> None:
    draft = await office.done(await office.create(remark="first", budget="1.50"))
    second = await office.done(await office.step("update", draft, remark="second", length=7))
    await office.done(await office.step("update", second, remark=None))
    versions = [
        (old["remark"], old["length"], old["budget"], old["revision"]) for _, _, old in await office.history(draft)
    ]
    assert versions == [("first", None, 150, 1), ("second", 7, 150, 2)]
    row = await office.stored(draft)
    assert (row["remark"], row["length"], row["revision"]) == (None, 7, 3)


@pytest.mark.parametrize(
    "statement",
    [
        "update hub_history set who = 'nobody'",
        "delete from hub_history",
        "truncate hub_history",
        "insert into hub_history (relation) values ('river_river')",
        "delete from river_river",
        "truncate river_river cascade",
        "alter table river_river disable trigger history",
        "alter table river_river disable row level security",
        "drop trigger history on river_river",
        "delete from hub_request",
    ],
)
async def test_the_service_cant_touch_what_was(office: Office, service: asyncpg.Connection, statement: str) -> None:
    draft = await office.done(await office.create())
    await office.done(await office.step("submit", draft))
    await rules(service, WRITER)
    async with office.unchanged():
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await service.execute(statement)


async def test_a_change_that_nobody_answers_for_is_refused(office: Office, service: asyncpg.Connection) -> None:
    draft = await office.done(await office.create())
    key = key_of(draft)
    await rules(service, WRITER, hub__who="")
    async with office.unchanged():
        for connection in (service, office.owner):
            with pytest.raises(asyncpg.RaiseError, match="nobody answers"):
                await connection.execute("update river_river set remark = 'x' where id = $1", key)
        with pytest.raises(asyncpg.RaiseError, match="nobody answers"):
            await office.owner.execute("delete from river_river where id = $1", key)


async def test_even_the_owners_changes_are_kept(office: Office) -> None:
    draft = await office.done(await office.create())
    async with office.owner.transaction():
        await office.owner.execute("select set_config('hub.who', 'operator', true)")
        await office.owner.execute("update river_river set remark = 'by hand' where id = $1", key_of(draft))
        await office.owner.execute("delete from river_river where id = $1", key_of(draft))
    kept = [(who, act, old["remark"]) for who, act, old in await office.history(draft)]
    assert kept == [("operator", "UPDATE", None), ("operator", "DELETE", "by hand")]


CONTENT = "name, starts_on, flow, budget, status, authors, created_by, updated_by, discharge, navigable, synthetic"
COPY = f"insert into river_river (county_code, {CONTENT}) select %s, {CONTENT} from river_river where id = $1"
STOLEN = COPY % "$2"
UPSERT = f"""{COPY % "county_code"}
    on conflict (county_code, name) where status <> 'WITHDRAWN' do update set county_code = $2"""
NESTED: dict[str, dict[str, Any]] = {
    "riverUpdate": {"county": HUANJIANG},
    "surveyUpdate": {"county": HUANJIANG},
    "surveyCreate": {"river": {"id": "Uml2ZXI6MQ", "county": HUANJIANG}},
}
"""Inputs that would move a record, or one that it refers to: there are none."""


@pytest.mark.acceptance(45)
async def test_a_row_is_moved_neither_out_of_ones_county_nor_into_it(
    office: Office, service: asyncpg.Connection
) -> None:
    mine, theirs = await office.place("DRAFT"), await office.place("SUBMITTED", county_code=HUANJIANG)
    await rules(service, WRITER)
    async with office.unchanged():
        for statement in ("update river_river set county_code = $2 where id = $1", STOLEN, UPSERT):
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
                await service.execute(statement, key_of(mine), HUANJIANG)
        for statement in (
            "update river_river set county_code = '451225' where id = $1",
            "update river_river set remark = 'mine now' where id = $1",
        ):
            assert await service.execute(statement, key_of(theirs)) == "UPDATE 0"
        for mutation, moving in NESTED.items():
            kind = office.hub.input_of(mutation)
            query = f"mutation($input: {kind}!) {{ {mutation}(input: $input) {{ userErrors {{ code }} }} }}"
            given = {"id": mine["id"], "revision": 1, "requestId": f"moving-{mutation}"} | moving
            answer = await office.hub.answer(query, {"input": given}, as_=COUNTY)
            assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT", mutation
        moved = await office.create(county=HUANJIANG)
        assert [error["code"] for error in moved["userErrors"]] == ["OUT_OF_REACH"]


async def test_who_may_read_only_changes_nothing(office: Office, service: asyncpg.Connection) -> None:
    record = await office.place("SUBMITTED")
    await rules(service, READER)
    async with office.unchanged():
        assert await service.execute("update river_river set remark = 'x' where id = $1", key_of(record)) == "UPDATE 0"


async def test_history_is_for_those_who_work_on_the_countys_records(
    office: Office, service: asyncpg.Connection
) -> None:
    await office.done(await office.step("submit", await office.done(await office.create())))
    theirs = await office.done(await office.create(as_="huanjiang-county", county=HUANJIANG))
    await office.done(await office.step("submit", theirs, as_="huanjiang-county"))
    assert await service.fetchval("select count(*) from hub_history") == 0
    await rules(service, READER)
    assert await service.fetchval("select count(*) from hub_history") == 0
    await rules(service, WRITER)
    seen = await service.fetch("select distinct county_code from hub_history")
    assert {row["county_code"] for row in seen} == {LUOCHENG}


async def test_answered_requests_are_each_writers_own(office: Office, service: asyncpg.Connection) -> None:
    await office.done(await office.create())
    assert await service.fetchval("select count(*) from hub_request") == 0
    await rules(service, WRITER)
    assert {row["subject"] for row in await service.fetch("select subject from hub_request")} == {COUNTY}
