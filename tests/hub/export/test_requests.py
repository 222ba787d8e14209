"""What an export refuses, in the form and the language of every other error; and that nothing left the hub then."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from hub.testing.client import HubClient, hub_client
from schema.compose import Composition
from tests.hub.export.conftest import TOLD, exported, get, lines, refusal
from tests.river.oracle import FUTIAN, LEAD
from tests.river.sample import rivers

ORIGIN = "http://127.0.0.1:5173"
"""Where the demo's app for browsers comes from."""
WRONG: list[tuple[dict[str, Any], str | None]] = [
    ({"filter": "{"}, "filter"),
    ({"filter": "[]"}, "filter"),
    ({"filter": '{"gauge": {"eq": "x"}}'}, "filter"),
    ({"filter": '{"flow": {"eq": "OCEAN"}}'}, "filter.flow.eq"),
    ({"filter": '{"startsOn": {"gte": "yesterday"}}'}, "filter.startsOn.gte"),
    ({"filter": '{"budget": {"eq": "0.001"}}'}, "filter.budget.eq"),
    ({"filter": '{"name": null}'}, "filter.name"),
    ({"filter": '{"name": {"eq": "a\\u0000"}}'}, "filter.name.eq"),
    ({"filter": '{"county": {"in": ' + f"{list(range(1001))}" + "}}"}, "filter.county.in"),
    ({"filter": '{"not":' * 2000 + "{}" + "}" * 2000}, "filter"),
    ({"filtre": "{}"}, "filtre"),
    ({"language": "fr"}, "language"),
    ({"header": "none"}, "header"),
    ({"language": ["zh", "en"]}, None),
]


@pytest.mark.parametrize(("asked", "field"), WRONG, ids=lambda value: str(value)[:50])
async def test_a_wrong_parameter_is_refused_by_its_name(
    hub: HubClient, owner: asyncpg.Connection, asked: dict[str, Any], field: str | None
) -> None:
    assert refusal(await get(hub, "river", LEAD.client, **asked)) == (400, "BAD_USER_INPUT", field)
    assert await owner.fetch(TOLD, "EXPORT") == []


async def test_a_filter_over_personal_data_is_refused(hub: HubClient, owner: asyncpg.Connection) -> None:
    answer = await get(hub, "survey", LEAD.client, filter={"surveyor": {"eq": "张三"}})
    assert refusal(answer) == (400, "BAD_USER_INPUT", "filter")
    assert await owner.fetch(TOLD, "EXPORT") == []


async def test_an_unknown_record_isnt_found_and_without_a_token_nothing_is(hub: HubClient) -> None:
    for name in ("rivers", "River", "county", "%00", "schools"):
        assert refusal(await get(hub, name, LEAD.client)) == (404, "BAD_USER_INPUT", None), name
    for name in ("river", "rivers"):
        answer = await get(hub, name, None)
        assert refusal(answer) == (401, "UNAUTHENTICATED", None)
        assert answer.headers["www-authenticate"] == "Bearer"
    answer = await get(hub, "river", None, headers={"authorization": "Bearer nonsense"})
    assert refusal(answer) == (401, "UNAUTHENTICATED", "Authorization")
    assert (await hub.http.get("/export/river")).status_code == httpx.codes.NOT_FOUND


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_another_method_is_refused(hub: HubClient, method: str) -> None:
    headers = {"authorization": f"Bearer {await hub.token(LEAD.client)}"}
    answer = await hub.http.request(method, "/export/river.csv", headers=headers)
    assert refusal(answer) == (405, "BAD_USER_INPUT", None)
    assert answer.headers["allow"] == "GET"


async def test_a_purpose_that_isnt_of_the_list_is_refused(hub: HubClient) -> None:
    answer = await get(hub, "river", LEAD.client, headers={"x-purpose": "curiosity"})
    assert refusal(answer) == (400, "BAD_USER_INPUT", "x-purpose")


async def test_refusals_are_in_the_readers_language(hub: HubClient) -> None:
    for asked in ({"as_": LEAD.client, "language": "fr"}, {"as_": "auditor"}, {"as_": None}):
        texts = [
            (await get(hub, "river", headers={"accept-language": code}, **asked)).json()["errors"][0]["message"]
            for code in ("zh", "en")
        ]
        assert texts[0] != texts[1]
        assert [text.isascii() for text in texts] == [False, True]


@pytest.fixture
async def bounded(
    composed: Composition, hub_url: str, data_dir: Path, request: pytest.FixtureRequest
) -> AsyncIterator[HubClient]:
    """The same hub with other settings."""
    async with hub_client(composed, hub_url, data_dir, **request.param) as client:
        yield client


@pytest.mark.parametrize("bounded", [{"export_rows": len(rivers()) - 1}], indirect=True)
async def test_more_rows_than_the_limit_are_refused_whole(bounded: HubClient, owner: asyncpg.Connection) -> None:
    answer = await get(bounded, "river", LEAD.client)
    assert refusal(answer) == (400, "LIMIT_EXCEEDED", "filter")
    assert f"{len(rivers()) - 1}" in answer.text
    assert await owner.fetch(TOLD, "EXPORT") == []
    assert await exported(bounded, "river", FUTIAN.client)
    assert await exported(bounded, "river", LEAD.client, filter={"flow": {"eq": "BROOK"}})


@pytest.mark.parametrize("bounded", [{"lock_seconds": 0.05}], indirect=True)
async def test_what_the_database_gives_up_on_is_refused_before_anything_is_told(
    bounded: HubClient, owner: asyncpg.Connection
) -> None:
    async with owner.transaction():
        await owner.execute("lock table river_river")
        assert refusal(await get(bounded, "river", LEAD.client)) == (503, "LIMIT_EXCEEDED", None)
    assert await owner.fetch(TOLD, "EXPORT") == []
    assert len(await exported(bounded, "river", LEAD.client)) == len(rivers())


@pytest.mark.parametrize("bounded", [{"requests_per_second": 0.5}], indirect=True)
async def test_exports_count_among_the_requests_of_their_caller(bounded: HubClient) -> None:
    assert (await bounded.post("{ me { name } }", as_=LEAD.client)).status_code == httpx.codes.OK
    assert lines(await get(bounded, "river", LEAD.client, filter={"name": {"eq": "none"}}))
    answer = await get(bounded, "river", LEAD.client)
    assert refusal(answer) == (429, "RATE_LIMITED", None)
    assert int(answer.headers["retry-after"]) > 0
    assert lines(await get(bounded, "river", FUTIAN.client))


async def test_a_page_of_a_registered_origin_may_call_it(hub: HubClient) -> None:
    preflight = {"access-control-request-method": "GET", "access-control-request-headers": "authorization"}
    for origin, allowed in ((ORIGIN, ORIGIN), ("https://evil.example", None)):
        asked = await hub.http.options("/export/river.csv", headers={"origin": origin} | preflight)
        assert (asked.status_code, asked.headers.get("access-control-allow-origin")) == (204, allowed)
        answer = await get(hub, "river", LEAD.client, headers={"origin": origin})
        assert answer.headers.get("access-control-allow-origin") == allowed


async def test_an_export_is_a_file_that_nobody_keeps_and_the_metrics_count(hub: HubClient) -> None:
    labels = {"operation": "export/river", "kind": "export", "path": "none"}
    before = hub.hub.metrics.registry.get_sample_value("hub_operations_total", labels) or 0.0
    answer = await get(hub, "river", LEAD.client)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["content-disposition"].startswith('attachment; filename="river-')
    assert answer.headers["cache-control"] == "no-store"
    assert hub.hub.metrics.registry.get_sample_value("hub_operations_total", labels) == before + 1
