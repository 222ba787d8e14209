"""A real browser, Debian's Chromium, before a hub that listens on the loopback.

Without a Chromium these tests are left out and say so; with HUB_BROWSER=required, as `dev.py test --browser` sets it,
they fail instead.
"""

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect
from sqlalchemy.ext.asyncio import create_async_engine
from starlette.types import ASGIApp

from hub.auth.people.demo import provide
from hub.database.address import driver_url
from hub.testing.client import hub_client
from schema.compose import Composition
from tests.docs.conftest import hub_modules, hub_template

__all__ = ["hub_modules", "hub_template"]

PATIENCE = 15_000
"""Milliseconds in which a page on a busy machine must be what is expected of it."""
expect.set_options(timeout=PATIENCE)
NAMES = ("chromium", "chromium-browser", "google-chrome")
NONE = "no Chromium was found, so no page was tried in a browser: install it (Debian: apt-get install chromium)"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is."""
    found = os.environ.get("HUB_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    if os.environ.get("HUB_BROWSER") == "required":
        pytest.fail(NONE)
    pytest.skip(NONE)


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """The browser; root can't have Chromium's sandbox."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield started
        await started.close()


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page of a Chinese reader, which tells of whatever the browser refuses or a script throws."""
    context = await browser.new_context(locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    faults: list[str] = []

    def note(message: ConsoleMessage) -> None:
        expected = message.location["url"].endswith("/favicon.ico") or "status of 400" in message.text
        if message.type == "error" and not expected:
            faults.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    await context.close()
    assert faults == []


@dataclass(frozen=True, slots=True)
class Served:
    """A hub that listens, and the password of its demo people; `database` is its owner's url."""

    url: str
    password: str
    database: str


@pytest.fixture
async def served(composed: Composition, hub_url: str, tmp_path: Path) -> AsyncIterator[Served]:
    """The demo's hub at an address of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    url = address_of(listener)
    owner = create_async_engine(driver_url(hub_url))
    async with hub_client(composed, hub_url, tmp_path, public_url=url) as client, serving(client.app, listener):
        password = await provide(owner, tmp_path / "secrets", "test")
        await owner.dispose()
        yield Served(url, password, hub_url)


@asynccontextmanager
async def serving(app: ASGIApp, listener: socket.socket) -> AsyncIterator[str]:
    """Serve an app on a socket; its address."""
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield address_of(listener)
    finally:
        server.should_exit = True
        await running
        listener.close()


def address_of(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"
