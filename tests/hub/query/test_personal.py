"""Personal data: its mask by default, its value for who may and says why, and each disclosure told of beforehand."""

import json
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any

import asyncpg
import httpx
import pytest
from sqlalchemy import literal, select
from sqlalchemy.dialects.postgresql import dialect

from hub.auth.purposes import BY_CODE
from hub.query.masks import MASKS
from hub.testing.client import HubClient
from tests.hub.query.asking import codes
from tests.river.oracle import FUTIAN, HEALTH, LUOCHENG, Reader, by_default
from tests.river.sample import rivers, surveys

PURPOSE = "service-delivery"
NAMES = "query Names($first: Int) { surveys(first: $first) { nodes { id surveyor } } }"
ROLES = {HEALTH.client: ["bureau", "bureau-casework"], LUOCHENG.client: ["county", "county-casework"]}
TOLD = "select who, client, purpose, operation, document, counts::text, request_id from hub_audit_entry where kind = $1"


@pytest.fixture(autouse=True)
async def owner(hub: HubClient, hub_url: str) -> AsyncIterator[asyncpg.Connection]:  # noqa: ARG001 - it provides clients
    """The owner of the tables, who has made caseworkers of two clients and begins with an empty trail."""
    connection = await asyncpg.connect(hub_url)
    for client, roles in ROLES.items():
        await connection.execute(
            "update hub_client set roles = $2, scopes = '{read,personal}' where id = $1", client, roles
        )
    await connection.execute("alter table hub_audit_entry disable trigger keep")
    await connection.execute("delete from hub_audit_entry")
    await connection.execute("alter table hub_audit_entry enable trigger keep")
    yield connection
    await connection.close()


async def post(hub: HubClient, client: str, query: str, purpose: str | None = PURPOSE, **given: Any) -> httpx.Response:
    headers = {"authorization": f"Bearer {await hub.token(client)}", "accept-language": "en"}
    headers["accept"] = "application/graphql-response+json"
    headers |= {} if purpose is None else {"x-purpose": purpose}
    return await hub.http.post("/graphql", json={"query": query, "variables": given}, headers=headers)


async def names(hub: HubClient, client: str, purpose: str | None = PURPOSE) -> list[str]:
    answer = (await post(hub, client, NAMES, purpose, first=1000)).json()
    assert "errors" not in answer, answer
    return [node["surveyor"] for node in answer["data"]["surveys"]["nodes"]]


def masked(reader: Reader) -> list[str]:
    return [f"{survey.surveyor[0]}*" for survey in by_default(reader.among(surveys()))]


def plain(reader: Reader) -> list[str]:
    return [survey.surveyor for survey in by_default(reader.among(surveys()))]


HEALTH_READS = Reader(HEALTH.client, HEALTH.counties, HEALTH.measures)
LUOCHENG_READS = Reader(LUOCHENG.client, LUOCHENG.counties)
"""The two clients with the scope of reading alone, so that they see no drafts."""


SHOWN: dict[str, dict[str, str | None]] = {
    "name": {"张三": "张*", "Li": "L*"},
    "phone": {"13812341234": "138****1234"},
    "identity": {"45100019900101123X": "4510**********123X"},
    "hidden": {"anything": None},
}
"""By kind of mask, values and what is shown of them."""
SEARCHES = (
    'surveys(filter: { surveyor: { eq: "Li" } }) { totalCount }',
    "surveys(orderBy: [{ field: SURVEYOR }]) { totalCount }",
    "surveyAggregate(groupBy: [SURVEYOR]) { count }",
    "surveyAggregate { max { surveyor } }",
    "surveyAggregate { sum { surveyor } }",
)


@pytest.mark.acceptance(46)
@pytest.mark.parametrize("reader", [HEALTH_READS, LUOCHENG_READS, FUTIAN], ids=str)
async def test_personal_columns_show_only_their_mask_and_cant_be_searched_by_without_a_purpose(
    hub: HubClient, owner: asyncpg.Connection, reader: Reader
) -> None:
    assert await names(hub, reader.client, None) == masked(reader)  # which has no `errors` either
    for purpose in (None, PURPOSE):
        for search in SEARCHES:
            answer = await post(hub, reader.client, f"{{ {search} }}", purpose)
            assert {code for code, _ in codes(answer.json())} == {"BAD_USER_INPUT"}, search
    assert await owner.fetch(TOLD, "PERSONAL_READ") == []
    assert set(SHOWN) == set(MASKS)
    for kind, values in SHOWN.items():
        for value, shown in values.items():
            masks = select(MASKS[kind](literal(value))).compile(
                dialect=dialect(),  # type: ignore[no-untyped-call]
                compile_kwargs={"literal_binds": True},
            )
            assert await owner.fetchval(str(masks)) == shown


@pytest.mark.parametrize("reader", [HEALTH_READS, LUOCHENG_READS], ids=str)
async def test_personal_columns_show_their_values_to_casework_with_a_purpose(hub: HubClient, reader: Reader) -> None:
    assert await names(hub, reader.client) == plain(reader) != masked(reader)


async def test_a_purpose_without_the_role_opens_nothing(hub: HubClient, owner: asyncpg.Connection) -> None:
    assert await names(hub, FUTIAN.client) == masked(FUTIAN)
    assert await owner.fetch(TOLD, "PERSONAL_READ") == []


@pytest.mark.parametrize("purpose", [None, "payment"])
async def test_whoever_may_see_personal_data_is_told_for_which_purposes(hub: HubClient, purpose: str | None) -> None:
    for reader, told in ((HEALTH, sorted(BY_CODE)), (LUOCHENG, sorted(BY_CODE)), (FUTIAN, [])):
        answer = (await post(hub, reader.client, "{ me { purposes } }", purpose)).json()
        assert answer == {"data": {"me": {"purposes": told}}}


@pytest.mark.parametrize("purpose", ["curiosity", "", "SERVICE_DELIVERY", "payment, verification"])
async def test_a_purpose_that_is_none_of_the_list_is_refused(
    hub: HubClient, owner: asyncpg.Connection, purpose: str
) -> None:
    answer = await post(hub, HEALTH.client, NAMES, purpose, first=1)
    assert answer.status_code == httpx.codes.BAD_REQUEST
    assert codes(answer.json()) == [("BAD_USER_INPUT", "x-purpose")]
    assert "service-delivery" in answer.json()["errors"][0]["message"]
    assert await owner.fetch(TOLD, "PERSONAL_READ") == []


async def test_each_disclosure_is_told_with_who_why_what_and_how_much(
    hub: HubClient, owner: asyncpg.Connection
) -> None:
    answer = await post(hub, HEALTH.client, NAMES, first=7)
    (told,) = await owner.fetch(TOLD, "PERSONAL_READ")
    assert json.loads(told["counts"]) == {"Survey": 7}
    assert (told["who"], told["client"], told["purpose"], told["operation"]) == (
        HEALTH.client,
        HEALTH.client,
        PURPOSE,
        "Names",
    )
    assert told["document"] == sha256(NAMES.encode()).digest()
    assert told["request_id"] == answer.headers["x-request-id"]
    assert not any("张三" in str(value) for value in told.values())


async def test_what_is_shown_twice_counts_twice_and_what_isnt_asked_for_doesnt_count(
    hub: HubClient, owner: asyncpg.Connection
) -> None:
    await post(hub, HEALTH.client, "{ surveys(first: 3) { nodes { a: surveyor b: surveyor } } }")
    await post(hub, HEALTH.client, "{ surveys(first: 3) { nodes { id fee } } }")
    assert [json.loads(row["counts"]) for row in await owner.fetch(TOLD, "PERSONAL_READ")] == [{"Survey": 6}]


async def test_values_below_other_records_are_told_of_too(hub: HubClient, owner: asyncpg.Connection) -> None:
    answer = (await post(hub, HEALTH.client, "{ rivers { nodes { surveys { nodes { surveyor } } } } }")).json()
    shown = [s["surveyor"] for r in answer["data"]["rivers"]["nodes"] for s in r["surveys"]["nodes"]]
    (told,) = await owner.fetch(TOLD, "PERSONAL_READ")
    assert json.loads(told["counts"]) == {"Survey": len(shown)}
    assert set(shown) == {"张三", "Li"}


async def test_nothing_is_shown_that_cant_be_told_of(hub: HubClient, owner: asyncpg.Connection) -> None:
    await owner.execute("alter table hub_audit_entry rename column reason to reason_")
    try:
        answer = await post(hub, HEALTH.client, NAMES, first=1000)
        assert answer.status_code == httpx.codes.INTERNAL_SERVER_ERROR
        assert "张" not in answer.text
        assert "data" not in answer.json()
        assert (await post(hub, HEALTH.client, NAMES, None, first=1)).status_code == httpx.codes.OK
    finally:
        await owner.execute("alter table hub_audit_entry rename column reason_ to reason")


async def test_a_refusal_is_told_of(hub: HubClient, owner: asyncpg.Connection) -> None:
    await hub.answer("query Ferries { ferries { totalCount } }", as_=HEALTH.client)
    (told,) = await owner.fetch(TOLD, "REFUSAL")
    assert (told["who"], told["operation"], told["counts"]) == (HEALTH.client, "Ferries", '{"fields": 1}')


async def test_a_refused_field_is_told_once_whatever_the_number_of_rows(
    hub: HubClient, owner: asyncpg.Connection
) -> None:
    query = "{ counties { code rivers { ferries { totalCount } rivers { totalCount } } } }"
    answer = await hub.answer(query, as_=HEALTH.client)
    (error,) = answer["errors"]
    assert error["path"] == ["counties", 0, "rivers", "ferries"]
    assert error["extensions"] == {"code": "FORBIDDEN", "measure": "culture"}
    counties = answer["data"]["counties"]
    assert {county["rivers"]["ferries"] for county in counties} == {None}
    assert sum(county["rivers"]["rivers"]["totalCount"] for county in counties) == len(HEALTH_READS.among(rivers()))
    assert len(await owner.fetch(TOLD, "REFUSAL")) == 1
