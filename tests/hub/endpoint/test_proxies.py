"""Whose word on the caller's address is taken: a named proxy's, and nobody else's."""

import asyncio
from socket import create_server

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from hub.endpoint.serve import _Server


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Say where a request comes from, and what it was sent to."""
    request = Request(scope)
    assert request.client
    await PlainTextResponse(f"{request.client.host} {request.headers['host']}")(scope, receive, send)


@pytest.mark.parametrize(
    ("proxies", "told"), [((), "127.0.0.1"), (("10.0.0.1",), "127.0.0.1"), (("127.0.0.1",), "203.0.113.7")]
)
async def test_a_forwarded_address_counts_from_a_named_proxy_only(proxies: tuple[str, ...], told: str) -> None:
    server = _Server(echo, create_server(("127.0.0.1", 0)), 1, "off", proxies)
    serving = asyncio.create_task(server.run_until_stopped())
    await server.answers.wait()
    forged = {"X-Forwarded-For": "198.51.100.9, 203.0.113.7", "X-Forwarded-Host": "evil.example"}
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"http://127.0.0.1:{server.port}/", headers=forged)
    server.should_exit = True
    await serving
    assert answer.text == f"{told} 127.0.0.1:{server.port}"
