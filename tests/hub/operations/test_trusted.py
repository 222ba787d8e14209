"""Documents that are named and not sent: registered ones, maybe alone, and automatic persisted queries."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.operations.manifest import ManifestError, hash_of
from hub.operations.registry import FRESH, Registry, register, registered, remove
from hub.settings import Operations
from hub.testing.client import HubClient, hub_client
from schema.compose import Composition

LEAD = "lead-office"
RIVERS = "query Rivers($n: Int) { rivers(first: $n) { totalCount } }"
COUNTIES = "{ counties { code } }"


@asynccontextmanager
async def served(composed: Composition, url: str, folder: Path, owner: AsyncEngine) -> AsyncIterator[HubClient]:
    """A hub that runs what is registered, and nothing else."""
    await register(owner, {"rivers": RIVERS}, "somebody")
    async with hub_client(composed, url, folder, operations=Operations.TRUSTED) as hub:
        yield hub


def persisted(query: str) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": hash_of(query)}}


async def code(hub: HubClient, body: dict[str, Any]) -> str:
    answer = (await hub.send(body, as_=LEAD)).json()
    assert "data" not in answer
    return str(answer["errors"][0]["extensions"]["code"])


async def test_a_registered_document_runs_by_its_id_and_by_its_hash(hub: HubClient, owner: AsyncEngine) -> None:
    await register(owner, {"rivers": RIVERS}, "somebody")
    expected = (await hub.post(RIVERS, {"n": 1}, as_=LEAD)).content
    for name in ("rivers", hash_of(RIVERS), f"sha256:{hash_of(RIVERS)}"):
        assert (await hub.send({"documentId": name, "variables": {"n": 1}}, as_=LEAD)).content == expected
    headers = {"authorization": f"Bearer {await hub.token(LEAD)}"}
    by_get = await hub.http.get("/graphql", params={"documentId": "rivers", "variables": '{"n": 1}'}, headers=headers)
    assert by_get.content == expected


@pytest.mark.parametrize("name", ["", "nothing", "sha256:rivers", "x-y:rivers", "0" * 64, "\0", "\ud800", "r" * 10_000])
async def test_an_unknown_id_is_one_error(hub: HubClient, owner: AsyncEngine, name: str) -> None:
    await register(owner, {"rivers": RIVERS}, "somebody")
    content = json.dumps({"documentId": name})
    headers = {"authorization": f"Bearer {await hub.token(LEAD)}", "content-type": "application/json"}
    headers["accept"] = "application/graphql-response+json"
    answer = await hub.http.post("/graphql", content=content, headers=headers)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("more", [{"query": RIVERS}, {"query": ""}, {"extensions": persisted(RIVERS)}])
async def test_a_document_is_named_in_one_way(hub: HubClient, more: dict[str, Any]) -> None:
    assert await code(hub, {"documentId": "rivers", **more}) == "BAD_USER_INPUT"


async def test_where_only_registered_documents_run_another_is_forbidden(
    composed: Composition, hub_url: str, tmp_path: Path, owner: AsyncEngine
) -> None:
    async with served(composed, hub_url, tmp_path, owner) as hub:
        before = hub.statements
        assert await code(hub, {"query": COUNTIES}) == "FORBIDDEN"
        assert await code(hub, {"query": f"{RIVERS} "}) == "FORBIDDEN"
        assert await code(hub, {"query": "{ __schema { types { name } } }"}) == "FORBIDDEN"
        assert await code(hub, {"query": COUNTIES, "extensions": persisted(COUNTIES)}) == "FORBIDDEN"
        assert await code(hub, {"extensions": persisted(COUNTIES)}) == "BAD_USER_INPUT"
        assert hub.statements == before
        for body in ({"documentId": "rivers"}, {"query": RIVERS}, {"extensions": persisted(RIVERS)}):
            assert (await hub.send(body, as_=LEAD)).json()["data"]["rivers"]["totalCount"] > 0


async def test_who_has_no_token_runs_registered_documents_only(
    composed: Composition, hub_url: str, tmp_path: Path, owner: AsyncEngine
) -> None:
    async with served(composed, hub_url, tmp_path, owner) as hub:
        await register(owner, {"public": "{ programme { code } }"}, "somebody")
        assert (await hub.send({"query": "{ programme { name } }"})).json()["errors"]
        assert (await hub.send({"documentId": "public"})).json()["data"]["programme"]["code"]


async def test_the_text_of_an_automatic_persisted_query_is_sent_once(hub: HubClient) -> None:
    by_hash = {"extensions": persisted(RIVERS)}
    missed = await hub.send(by_hash, as_=LEAD)
    assert missed.json()["errors"] == [
        {"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}
    ]
    expected = (await hub.send({"query": RIVERS, **by_hash}, as_=LEAD)).content
    assert (await hub.send(by_hash, as_=LEAD)).content == expected
    assert b"totalCount" in expected


async def test_a_hash_that_is_not_the_texts_is_refused_and_nothing_is_kept(hub: HubClient) -> None:
    assert await code(hub, {"query": COUNTIES, "extensions": persisted(RIVERS)}) == "BAD_USER_INPUT"
    assert await code(hub, {"extensions": persisted(RIVERS)}) == "PERSISTED_QUERY_NOT_FOUND"
    assert await code(hub, {"extensions": persisted(COUNTIES)}) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize("query", ["{ nothing }", "{", "{ rivers(first: 5000) { totalCount } }"])
async def test_a_document_that_does_not_run_is_not_kept(hub: HubClient, query: str) -> None:
    assert await code(hub, {"query": query, "extensions": persisted(query)}) != "PERSISTED_QUERY_NOT_FOUND"
    assert await code(hub, {"extensions": persisted(query)}) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize(
    "query", [{"version": 2, "sha256Hash": "0" * 64}, {"version": 1, "sha256Hash": "x"}, {"version": 1}, 7]
)
async def test_a_persisted_query_of_another_form_is_refused(hub: HubClient, query: Any) -> None:
    assert await code(hub, {"query": COUNTIES, "extensions": {"persistedQuery": query}}) == "BAD_USER_INPUT"


async def test_all_documents_of_a_manifest_are_registered_or_none(owner: AsyncEngine) -> None:
    assert await register(owner, {"rivers": RIVERS}, "somebody") == 1
    assert await register(owner, {"rivers": RIVERS, "counties": COUNTIES}, "another") == 1
    with pytest.raises(ManifestError, match="rivers: the id stands for another document"):
        await register(owner, {"new": COUNTIES, "rivers": COUNTIES}, "somebody")
    with pytest.raises(ManifestError, match="nothing: no such document"):
        await remove(owner, ["rivers", "nothing"], "somebody")
    found = {one.id: (one.text, one.registered_by) for one in await registered(owner)}
    assert found == {"rivers": (RIVERS, "somebody"), "counties": (COUNTIES, "another")}
    assert await told(owner) == [("somebody", "rivers", "registered"), ("another", "counties", "registered")]
    await remove(owner, ["rivers"], "another")
    assert (await told(owner))[2:] == [("another", "rivers", "removed")]


async def told(owner: AsyncEngine) -> list[tuple[str, str, str]]:
    """What the audit trail says of documents: who, which, and what of it."""
    query = "select who, target, reason from hub_audit_entry where kind = 'DOCUMENT_CHANGE' order by id"
    async with owner.connect() as connection:
        return [(who, target, reason) for who, target, reason in await connection.execute(text(query))]


async def test_what_is_registered_or_removed_is_known_within_five_seconds(hub: HubClient, owner: AsyncEngine) -> None:
    now = 0.0
    registry = Registry(hub.hub.database.engine, lambda: now)
    assert await registry.text("rivers") is None
    await register(owner, {"rivers": RIVERS, "counties": COUNTIES}, "somebody")
    assert await registry.text("rivers") is None
    now += FRESH
    assert await registry.text("rivers") == RIVERS == await registry.text(hash_of(RIVERS))
    await remove(owner, ["rivers"], "somebody")
    now += FRESH
    assert (await registry.text("rivers"), await registry.text("counties")) == (None, COUNTIES)
