"""The endpoint under test, and its log."""

import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from hub.app import create_app
from hub.endpoint.limits import Limits
from hub.endpoint.logs import configure
from hub.endpoint.metrics import Metrics
from hub.endpoint.planning import Plans
from tests.hub.endpoint.asking import SCHEMA, Gate, Hub, Lines, MakeHub, context


@pytest.fixture
async def make_hub() -> AsyncIterator[MakeHub]:
    """Make an endpoint with other limits."""
    clients: list[httpx.AsyncClient] = []

    def make(*, ready: bool | Exception = True, plans: Plans | None = None, **limits: Any) -> Hub:
        gate, metrics = Gate(), Metrics()

        async def is_ready() -> bool:
            if isinstance(ready, Exception):
                raise ready
            return ready

        app = create_app(
            SCHEMA,
            context=lambda request: context(request, gate),
            ready=is_ready,
            limits=Limits(**limits),
            metrics=metrics,
            plans=plans,
        )
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        headers = {"accept": "application/graphql-response+json", "accept-language": "en"}
        client = httpx.AsyncClient(transport=transport, base_url="http://hub", headers=headers)
        clients.append(client)
        return Hub(app, client, gate, metrics)

    yield make
    for client in clients:
        await client.aclose()


@pytest.fixture
def hub(make_hub: MakeHub) -> Hub:
    """The endpoint with its default limits."""
    return make_hub()


@pytest.fixture
def logged() -> Iterator[Lines]:
    """The log at its most talkative."""
    before = logging.getLogger().handlers
    lines = Lines()
    configure("DEBUG", lines)
    yield lines
    logging.getLogger().handlers = before
