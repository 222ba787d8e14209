"""A request as the load sends it, and the fault of an answer that can't be measured."""

from collections.abc import Mapping
from dataclasses import dataclass

HOST = "127.0.0.1"


class Unfit(Exception):  # noqa: N818 - what is found, not a fault of the caller
    """What was asked for can't be measured; the message says why."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request as it goes over the wire, and the size of the answer that it must get."""

    message: bytes
    size: int


def message(port: int, headers: Mapping[str, str], body: bytes) -> bytes:
    """A POST to the GraphQL endpoint on a port of loopback."""
    named = {"host": f"{HOST}:{port}", "content-type": "application/json", **headers}
    lines = [f"{name}: {value}" for name, value in named.items()]
    return "\r\n".join(["POST /graphql HTTP/1.1", *lines, f"content-length: {len(body)}", "", ""]).encode() + body
