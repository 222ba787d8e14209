"""The hub's own pages in a real browser: without script, by keyboard, on a phone, in the dark."""

import re
import time

from playwright.async_api import Browser, Page, expect
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from hub.auth.people.accounts import Accounts, NewPerson
from hub.auth.people.passwords import Passwords
from hub.auth.people.totp import SECONDS, code_at
from hub.database.address import driver_url
from tests.browser.conftest import Served

PASSWORD = "bicycle lamp seven"
LEAST_CONTRAST = 4.5
"""Of text to its ground (WCAG 2.2, success criterion 1.4.3)."""
CONTRASTS = """
() => {
  const numbers = (color) => color.match(/[0-9.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = numbers(color).slice(0, 3).map((value) => value / 255)
      .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const color = getComputedStyle(element).backgroundColor;
    return numbers(color)[3] === 0 && element.parentElement ? ground(element.parentElement) : color;
  };
  const shown = [...document.querySelectorAll("body *")].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  return shown.map((element) => {
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort((x, y) => y - x);
    return [element.tagName + " " + element.textContent.trim().slice(0, 20), (a + 0.05) / (b + 0.05)];
  });
}
"""


async def add_approver(served: Served) -> None:
    """Somebody whose role needs a second factor."""
    owner = create_async_engine(driver_url(served.database))
    async with AsyncSession(owner) as db, db.begin():
        new = NewPerson("chen", "陈老师", "education-bureau", ["bureau"], PASSWORD)
        await Accounts(db, Passwords(), "test").add(new)
    await owner.dispose()


async def test_a_person_signs_in_by_keyboard_alone_in_a_browser_without_script(
    browser: Browser, served: Served
) -> None:
    context = await browser.new_context(locale="zh-CN", java_script_enabled=False)
    page = await context.new_page()
    await page.goto(f"{served.url}/oauth/sign-in")
    await expect(page.get_by_label("用户名")).to_be_focused()
    await page.keyboard.type("futian-district")
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("密码")).to_be_focused()
    await page.keyboard.type(served.password)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="我的账户")).to_be_visible()
    [cookie] = [cookie for cookie in await context.cookies() if cookie.get("name") == "__Host-sid"]
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, True, "Lax", "/")
    await page.get_by_role("button", name="退出登录").click()
    await expect(page.get_by_role("heading", name="您已退出登录")).to_be_visible()
    assert "__Host-sid" not in {cookie.get("name") for cookie in await context.cookies()}
    await context.close()


async def test_what_was_wrong_is_told_to_who_can_not_see_the_page(page: Page, served: Served) -> None:
    await page.goto(f"{served.url}/oauth/sign-in?lang=en")
    await page.get_by_label("Name").fill("futian-district")
    await page.get_by_label("Password", exact=True).fill("a wrong password")
    async with page.expect_response("**/oauth/sign-in*") as answer:
        await page.get_by_role("button", name="Sign in").click()
    assert (await answer.value).status == 400
    await expect(page.get_by_role("alert")).to_contain_text("don't fit together")
    field = page.get_by_label("Password", exact=True)
    await expect(field).to_be_focused()
    await expect(field).to_have_accessible_description(re.compile("don't fit together"))
    await expect(page.get_by_label("Name")).to_have_value("futian-district")


async def test_a_second_factor_is_set_up_and_asked_for(page: Page, served: Served) -> None:
    await add_approver(served)
    await page.goto(f"{served.url}/oauth/sign-in")
    await page.get_by_label("用户名").fill("chen")
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="登录").click()
    secret = (await page.locator(".key").inner_text()).replace(" ", "")
    await page.get_by_label("六位验证码").fill(code_at(secret, int(time.time()) // SECONDS))
    await page.get_by_role("button", name="继续").click()
    await expect(page.get_by_role("heading", name="我的账户")).to_be_visible()
    await expect(page.get_by_text("已启用")).to_be_visible()


async def test_every_page_fits_a_small_phone_and_is_read_easily_by_day_and_by_night(page: Page, served: Served) -> None:
    await page.set_viewport_size({"width": 320, "height": 640})
    await page.goto(f"{served.url}/oauth/sign-in")
    await page.get_by_label("用户名").fill("futian-district")
    await page.get_by_label("密码").fill(served.password)
    await page.get_by_role("button", name="登录").click()
    await expect(page.get_by_role("heading", name="我的账户")).to_be_visible()
    query = "client_id=example-app&response_type=code&redirect_uri=http://127.0.0.1:9/&scope=openid+read"
    asking = f"{query}&code_challenge={'A' * 43}&code_challenge_method=S256"
    for path in ("sign-in", "account", "logout", f"authorize?{asking}"):
        await page.goto(f"{served.url}/oauth/{path}")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        for button in await page.get_by_role("button").all():
            box = await button.bounding_box()
            assert box is not None
            assert box["height"] >= 44, path
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            contrasts = await page.evaluate(CONTRASTS)
            assert len(contrasts) > 5
            assert [(text, ratio) for text, ratio in contrasts if ratio < LEAST_CONTRAST] == [], (path, scheme)
