"""One hub for all tests of a file, and its exports read as a program reads them."""

import csv
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest

from hub.auth.access import Access
from hub.testing.client import HubClient
from tests.hub.query.conftest import data_dir, hub, hub_modules, hub_programme, hub_records, hub_url

__all__ = ["data_dir", "hub", "hub_modules", "hub_programme", "hub_records", "hub_url"]

BOM = b"\xef\xbb\xbf"
TOLD = (
    "select who, client, purpose, operation, document, reason, counts::text from hub_audit_entry"
    " where kind = $1 order by id"
)


async def get(hub: HubClient, record: str, as_: str | None, **asked: Any) -> httpx.Response:
    """The answer to a request for an export; a filter is given as what its JSON holds."""
    headers = {"accept-language": "en"} | asked.pop("headers", {})
    if as_ is not None:
        headers["authorization"] = f"Bearer {await hub.token(as_)}"
    if isinstance(asked.get("filter"), dict):
        asked["filter"] = json.dumps(asked["filter"])
    return await hub.http.get(f"/export/{record}.csv", params=asked, headers=headers)


def lines(answer: httpx.Response) -> list[list[str]]:
    """The lines of an export, cell by cell."""
    assert answer.status_code == httpx.codes.OK, answer.text
    assert answer.content.startswith(BOM)
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


async def exported(hub: HubClient, record: str, as_: str, **asked: Any) -> list[dict[str, str]]:
    """The rows that somebody gets, by GraphQL's names."""
    head, *rows = lines(await get(hub, record, as_, header="names", **asked))
    return [dict(zip(head, row, strict=True)) for row in rows]


def refusal(answer: httpx.Response) -> tuple[int, str, str | None]:
    """Status, code and field of a refusal, which holds nothing else."""
    (error,) = answer.json()["errors"]
    assert set(answer.json()) == {"errors"}
    assert error["message"]
    return answer.status_code, error["extensions"]["code"], error["extensions"].get("field")


def enter(hub: HubClient, patch: pytest.MonkeyPatch, access: Access) -> None:
    """Let this reader ask from now on."""

    async def found(_: object) -> Access:
        return access

    patch.setattr(hub.hub.authorization, "access_of", found)


@pytest.fixture
async def owner(hub: HubClient, hub_url: str) -> AsyncIterator[asyncpg.Connection]:  # noqa: ARG001 - it provides clients
    """The owner of the tables, under no policy, who begins with an empty trail."""
    connection = await asyncpg.connect(hub_url)
    await connection.execute("set session_replication_role = replica")  # no history of what is swept away
    await connection.execute("delete from hub_audit_entry")
    yield connection
    await connection.close()
