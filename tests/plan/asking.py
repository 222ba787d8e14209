"""What a hub tells of how it answers."""

from collections.abc import Mapping
from typing import Any

from hub.testing.client import HubClient


async def path_of(hub: HubClient, query: str, client: str, variables: Mapping[str, Any] | None = None) -> str:
    """Which path the hub says that it took: `compiled`, `ordinary` or `both`."""
    body = {"query": query, "variables": dict(variables or {}), "extensions": {"hub": {"plan": True}}}
    answer = await hub.send(body, as_=client)
    return str(answer.json()["extensions"]["plan"]["path"])
