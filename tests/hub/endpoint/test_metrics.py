"""The numbers for Prometheus count what happened, in a bounded number of series."""

import httpx

from hub.endpoint.metrics import NAMES, Metrics
from tests.hub.endpoint.asking import Hub


async def scrape(metrics: Metrics) -> dict[str, float]:
    transport = httpx.ASGITransport(metrics.app())
    async with httpx.AsyncClient(transport=transport, base_url="http://metrics") as client:
        answer = await client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    lines = [line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


async def test_requests_operations_errors_and_time_are_counted(hub: Hub) -> None:
    await hub.ask("query Mine { hello }")
    await hub.ask("{ hello secret }")
    await hub.ask('mutation { rename(name: "x") }')
    await hub.ask("{")
    numbers = await scrape(hub.metrics)
    assert numbers['hub_http_requests_total{status="200"}'] == 3
    assert numbers['hub_http_requests_total{status="400"}'] == 1
    assert numbers['hub_operations_total{kind="query",operation="Mine",path="ordinary"}'] == 1
    assert numbers['hub_operations_total{kind="query",operation="unnamed",path="ordinary"}'] == 1
    assert numbers['hub_operations_total{kind="mutation",operation="unnamed",path="ordinary"}'] == 1
    assert numbers['hub_errors_total{code="FORBIDDEN"}'] == 1
    assert numbers['hub_errors_total{code="BAD_USER_INPUT"}'] == 1
    assert numbers['hub_operation_seconds_count{kind="query"}'] == 2


async def test_the_store_of_documents_is_shown(hub: Hub) -> None:
    await hub.ask("{ hello }")
    await hub.ask("{ hello }")
    numbers = await scrape(hub.metrics)
    assert (numbers["hub_document_hits"], numbers["hub_document_misses"], numbers["hub_documents"]) == (1, 1, 1)


async def test_gauges_are_read_when_asked() -> None:
    pool = {"pool_in_use": 3.0}
    metrics = Metrics(lambda: pool)
    assert (await scrape(metrics))["hub_pool_in_use"] == 3
    pool["pool_in_use"] = 4.0
    assert (await scrape(metrics))["hub_pool_in_use"] == 4


async def test_names_that_clients_choose_are_bounded(hub: Hub) -> None:
    for number in range(NAMES + 5):
        await hub.ask(f"query N{number} {{ hello }}")
    names = [name for name in await scrape(hub.metrics) if name.startswith("hub_operations_total")]
    assert len(names) == NAMES + 1
    assert (await scrape(hub.metrics))['hub_operations_total{kind="query",operation="other",path="ordinary"}'] == 5


async def test_a_reader_without_a_token_names_no_series(hub: Hub) -> None:
    await hub.ask("query Public { hello }", token=None)
    assert (await scrape(hub.metrics))['hub_operations_total{kind="query",operation="other",path="ordinary"}'] == 1
