"""How the tests of this folder ask: whole lists, and walks from page to page."""

from collections.abc import Mapping
from typing import Any

from hub.testing.client import HubClient
from tests.river.oracle import Reader

SHAPES = {"rivers": "River", "surveys": "Survey", "ferries": "Ferry"}


def listing(field: str, select: str = "id") -> str:
    """An operation that asks for one page of a root list."""
    name = SHAPES[field]
    given = f"$first: Int, $after: String, $last: Int, $before: String, $filter: {name}Filter, $orderBy: [{name}Order!]"
    taken = "first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy"
    page = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
    return (
        f"query({given}) {{ page: {field}({taken}) {{ totalCount nodes {{ {select} }} edges {{ cursor }} {page} }} }}"
    )


async def page(hub: HubClient, reader: Reader, field: str, **arguments: Any) -> Any:
    """One page of a root list."""
    return (await hub.ask(listing(field), arguments, as_=reader.client))["page"]


async def whole(hub: HubClient, reader: Reader, field: str, **arguments: Any) -> list[str]:
    """The ids of a whole list, in its order; it is no longer than a page may be."""
    found = await page(hub, reader, field, first=1000, **arguments)
    listed = [node["id"] for node in found["nodes"]]
    assert found["totalCount"] == len(listed)
    return listed


async def walk(
    hub: HubClient, reader: Reader, field: str, size: int, *, backward: bool, **arguments: Any
) -> list[list[str]]:
    """The ids on every page, from the front or from the back, in the order in which they were met."""
    way, cursor, end = ("last", "before", "startCursor") if backward else ("first", "after", "endCursor")
    behind, more = ("hasNextPage", "hasPreviousPage") if backward else ("hasPreviousPage", "hasNextPage")
    pages: list[list[str]] = []
    at: Mapping[str, Any] = {}
    while True:
        found = await page(hub, reader, field, **{way: size}, **at, **arguments)
        pages.append([node["id"] for node in found["nodes"]])
        assert found["pageInfo"][behind] is bool(at)
        if not found["pageInfo"][more]:
            return pages
        at = {cursor: found["pageInfo"][end]}


def codes(answer: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """Code and field of each error."""
    return [(e["extensions"]["code"], e["extensions"].get("field")) for e in answer.get("errors", [])]
