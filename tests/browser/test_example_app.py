"""The example app in a real browser: from another origin, by code and PKCE, to a district's page and out again."""

import socket
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from hub.endpoint.example import FOLDER
from tests.browser.conftest import Served, serving

HERE = '<meta name="hub" content="">'


@pytest.fixture
async def app(served: Served) -> AsyncIterator[str]:
    """The address of the app, which knows the hub's; neither file is changed otherwise."""
    index = (FOLDER / "index.html").read_text()
    assert index.count(HERE) == 1

    async def home(_: Request) -> Response:
        return HTMLResponse(index.replace(HERE, HERE.replace('""', f'"{served.url}"')))

    files = Starlette(routes=[Route("/", home), Mount("/", StaticFiles(directory=FOLDER))])
    async with serving(files, socket.create_server(("127.0.0.1", 0))) as address:
        yield address


async def test_a_person_signs_in_from_another_origin_sees_their_district_and_signs_out(
    page: Page, app: str, served: Served
) -> None:
    await page.goto(app)
    await page.get_by_role("button", name="登录").click()
    await page.get_by_label("用户名").fill("futian-district")
    await page.get_by_label("密码").fill(served.password)
    await page.get_by_role("button", name="登录").click()
    await expect(page.get_by_role("heading", name="是否授权")).to_be_visible()
    await expect(page.get_by_text("example-app")).to_be_visible()
    await page.get_by_role("button", name="同意").click()
    await expect(page.locator("#who")).to_contain_text("福田区")
    assert page.url == f"{app}/"
    await expect(page.locator("#district option")).to_have_text(["福田区"])
    await expect(page.locator("#facts dd").first).to_contain_text("罗城仫佬族自治县")
    await expect(page.locator("#schools tr")).to_have_count(20)
    await page.get_by_role("button", name="更多").click()
    await expect(page.locator("#schools tr")).to_have_count(40)
    assert await page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
    await page.get_by_role("button", name="退出登录").click()
    await page.wait_for_url(f"{app}/")
    await page.get_by_role("button", name="登录").click()
    await expect(page.get_by_label("密码")).to_be_visible()  # the session is gone, not just the page's token


async def test_who_denies_comes_back_with_the_reason_and_no_token(page: Page, app: str, served: Served) -> None:
    await page.goto(app)
    await page.get_by_role("button", name="登录").click()
    await page.get_by_label("用户名").fill("futian-district")
    await page.get_by_label("密码").fill(served.password)
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="拒绝").click()
    await expect(page.get_by_role("status")).not_to_be_empty()
    await expect(page.get_by_role("button", name="登录")).to_be_visible()
    assert await page.locator("#who").inner_text() == ""
