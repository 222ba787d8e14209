"""The pages that people meet on the way to an app: how they are shown, consent, one's own account, signing out."""

from html import escape
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.models import Client
from hub.auth.people.models import Person
from tests.hub.auth.conftest import ISSUER, Clock, bearer
from tests.hub.auth.people.conftest import (
    ACCOUNT,
    AUTHORIZE,
    CALLBACK,
    PASSWORD,
    SIGN_IN,
    VERIFIER,
    Browser,
    Seen,
    asking,
    rows,
    sent_to,
)

NEW = "another three words"


@pytest.fixture
async def signed_in(browser: Browser, li: Person, app_client: Client) -> Browser:
    """The browser of somebody who has signed in."""
    assert app_client.id
    await browser.sign_in(li.name)
    return browser


async def allow(browser: Browser, **changed: str) -> dict[str, str]:
    """Consent; what the app gets."""
    answer = await browser.post(asking(**changed), decision="allow")
    assert answer.status_code == 303, answer.text
    return sent_to(answer)[1]


@pytest.mark.acceptance(24)
async def test_pages_come_under_the_strictest_policy_and_they_and_tokens_are_never_stored(signed_in: Browser) -> None:
    pages = [
        await signed_in.get(path) for path in (SIGN_IN, ACCOUNT, asking(), asking(client_id="absent"), "/oauth/logout")
    ]
    pages.append(await signed_in.post(SIGN_IN, name="x", password="y"))
    pages.append(await signed_in.post(SIGN_IN, origin=None))
    for page in pages:
        policy = dict(part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";"))
        assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert policy["form-action"].startswith("'self'")
        assert "script-src" not in policy
        assert "unsafe" not in page.headers["content-security-policy"]
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["referrer-policy"] == "no-referrer"
    token = await redeemed(signed_in, (await allow(signed_in))["code"])
    told = await signed_in.http.get("/oauth/userinfo", headers=bearer(token.json()["access_token"]))
    refused = [await signed_in.http.post(path) for path in ("/oauth/token", "/oauth/introspect", "/oauth/userinfo")]
    assert [answer.status_code for answer in (token, told, *refused)] == [200, 200, 400, 400, 401]
    assert {answer.headers["cache-control"] for answer in (token, told, *refused)} == {"no-store"}


async def redeemed(browser: Browser, code: str) -> httpx.Response:
    """The app's answer to its code."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "client_id": "<b>app</b>"}
    return await browser.http.post("/oauth/token", data=form | {"code_verifier": VERIFIER})


async def test_pages_have_no_script_no_inline_style_and_nothing_from_elsewhere(signed_in: Browser) -> None:
    for path in (SIGN_IN, ACCOUNT, asking()):
        for tag, given in Seen((await signed_in.get(path)).text).elements:
            assert tag not in {"script", "style", "iframe", "base"}
            assert not any(name == "style" or name.startswith("on") for name in given)
            for name in ("src", "href", "action"):
                assert str(given.get(name) or ISSUER).startswith(ISSUER)
    style = await signed_in.get("/oauth/pages.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "url(" not in style.text
    assert "@import" not in style.text


async def test_every_field_has_a_label_and_every_page_a_language_a_title_and_one_heading(signed_in: Browser) -> None:
    for path in (SIGN_IN, ACCOUNT, asking()):
        elements = Seen((await signed_in.get(path)).text).elements
        labelled = {given.get("for") for tag, given in elements if tag == "label"}
        fields = {
            given["id"]
            for tag, given in elements
            if tag == "input" and "hidden" not in given and given.get("type") != "hidden"
        }
        assert fields == labelled - {None}
        tags = [tag for tag, _ in elements]
        assert (tags.count("h1"), tags.count("title"), tags.count("main")) == (1, 1, 1)
        assert ("html", {"lang": "zh-CN"}) in elements


async def test_pages_are_chinese_unless_english_is_preferred_asked_for_or_chosen(browser: Browser) -> None:
    assert "登录" in (await browser.get(SIGN_IN)).text
    browser.http.headers["Accept-Language"] = "en-GB,zh;q=0.5"
    assert "Password" in (await browser.get(SIGN_IN)).text
    browser.http.headers["Accept-Language"] = "zh"
    assert "Password" in (await browser.get(SIGN_IN, next=asking(ui_locales="en zh"))).text
    switch = next(link for link in Seen((await browser.get(SIGN_IN)).text).links if "lang=" in link)
    chosen = await browser.get(switch)
    assert (chosen.headers["content-language"], "Password" in chosen.text) == ("en", True)
    assert "Password" in (await browser.get(SIGN_IN)).text  # remembered
    assert "密码" in (await browser.get(SIGN_IN, lang="zh")).text


async def test_a_forged_host_changes_no_address_on_a_page(browser: Browser) -> None:
    for host in ("evil.example", "[::1", "a b", ""):
        page = await browser.http.get(SIGN_IN, headers={"Host": host, "X-Forwarded-Host": "evil.example"})
        assert page.status_code == 200
        assert "evil" not in page.text


@pytest.mark.acceptance(35)
async def test_consent_names_and_escapes_the_client_is_asked_again_for_more_and_can_be_withdrawn(
    signed_in: Browser, owner: AsyncEngine
) -> None:
    page = await signed_in.get(asking(scope="openid read export"))
    assert page.status_code == 200
    assert escape("<b>app</b>") in page.text
    assert "<b>app</b>" not in page.text
    seen = Seen(page.text).text
    for words in ("app.example.org", "确认您的身份", "查看您有权查看的数据", "导出数据", "Li.Na", "福田区"):
        assert words in seen
    assert "form-action 'self' https://app.example.org" in page.headers["content-security-policy"]
    answer = await signed_in.post(Seen((await signed_in.get(asking())).text).actions[0], decision="allow")
    address, said = sent_to(answer)
    assert (answer.status_code, address) == (303, CALLBACK)
    assert (said["iss"], said["state"], bool(said["code"])) == (ISSUER, "s-1", True)
    assert sent_to(await signed_in.get(asking()))[0] == CALLBACK
    assert (await signed_in.get(asking(scope="openid read export"))).status_code == 200  # asked again, for more
    assert "<b>app</b>" in Seen((await signed_in.get(ACCOUNT)).text).text
    forged = await signed_in.post(f"{ACCOUNT}/apps", origin="https://evil.example", withdraw="<b>app</b>")
    assert (forged.status_code, len(await rows(owner, "select 1 from hub_consent"))) == (403, 1)
    done = await signed_in.post(f"{ACCOUNT}/apps", withdraw="<b>app</b>")
    assert done.headers["location"] == f"{ISSUER}{ACCOUNT}"
    assert "<b>app</b>" not in Seen((await signed_in.get(ACCOUNT)).text).text
    assert await rows(owner, "select 1 from hub_token_family where revoked_at is null") == []
    assert (await signed_in.get(asking())).status_code == 200  # asked anew


async def test_who_denies_gives_nothing_and_is_asked_again(signed_in: Browser, owner: AsyncEngine) -> None:
    answer = await signed_in.post(asking(), decision="deny")
    assert sent_to(answer)[1].keys() == {"error", "error_description", "iss", "state"}
    assert sent_to(answer)[1]["error"] == "access_denied"
    assert await rows(owner, "select 1 from hub_consent") == []
    assert (await signed_in.get(asking())).status_code == 200


async def test_another_sites_page_can_not_consent_for_the_person(signed_in: Browser, owner: AsyncEngine) -> None:
    for origin in (None, "null", "https://evil.example"):
        assert (await signed_in.post(asking(), origin=origin, decision="allow")).status_code == 403
    assert await rows(owner, "select 1 from hub_consent") == []


@pytest.mark.acceptance(36)
async def test_prompt_none_shows_no_page_and_max_age_and_prompt_login_ask_for_the_password_again(
    browser: Browser, li: Person, app_client: Client, clock: Clock
) -> None:
    assert app_client.id
    assert sent_to(await browser.get(asking(prompt="none")))[1]["error"] == "login_required"
    await browser.sign_in(li.name)
    assert sent_to(await browser.get(asking(prompt="none")))[1]["error"] == "consent_required"
    await allow(browser)
    assert "code" in sent_to(await browser.get(asking(prompt="none")))[1]
    clock.now += 61
    assert sent_to(await browser.get(asking(prompt="none", max_age="60")))[1]["error"] == "login_required"
    for asked in ({"prompt": "login"}, {"max_age": "60"}):
        there, query = sent_to(await browser.get(asking(**asked)))
        assert there == f"{ISSUER}{SIGN_IN}"
        page = Seen((await browser.get(SIGN_IN, **query)).text)
        assert "password" in page.fields
        done = Seen((await browser.post(page.actions[0], name=li.name, password=PASSWORD)).text)
        back = next(link for link in done.links if AUTHORIZE in link and "lang=" not in urlsplit(link).query[:5])
        assert "code" in sent_to(await browser.get(back))[1]
        clock.now += 61


async def test_who_asks_to_sign_out_without_a_hint_is_asked_and_goes_nowhere_else(
    signed_in: Browser, owner: AsyncEngine
) -> None:
    bye = urlencode(
        {"client_id": "<b>app</b>", "post_logout_redirect_uri": "https://app.example.org/bye", "state": "x"}
    )
    asked = await signed_in.get(f"/oauth/logout?{bye}")
    assert (asked.status_code, len(await rows(owner, "select 1 from hub_browser_session"))) == (200, 1)
    page = Seen(asked.text)
    done = await signed_in.post(page.actions[0], **page.fields, decision="allow")
    assert (done.status_code, "location" in done.headers) == (200, False)
    assert await rows(owner, "select 1 from hub_browser_session") == []
    assert signed_in.cookie is None


async def test_logging_out_ends_the_session_on_the_server_too(signed_in: Browser, owner: AsyncEngine) -> None:
    cookie = signed_in.cookie or ""
    signed_in.http.headers["Sec-Fetch-Site"] = "same-origin"  # as a browser under our own referrer policy says it
    await signed_in.post("/oauth/logout", origin="null", decision="allow")
    assert await rows(owner, "select 1 from hub_browser_session") == []
    signed_in.http.cookies.set("__Host-sid", cookie, domain="hub.example.org")
    assert (await signed_in.get(ACCOUNT)).status_code == 303
    assert await rows(owner, "select reason from hub_audit_entry where kind = 'SIGN_OUT'") == [(None,)]


async def test_another_password_needs_the_present_one_and_ends_every_other_session(
    signed_in: Browser, li: Person, owner: AsyncEngine, clock: Clock
) -> None:
    await allow(signed_in)
    other = signed_in.cookie or ""
    await signed_in.post(SIGN_IN, name="nobody", password="x")
    form = {"present": PASSWORD, "new": NEW, "again": NEW}
    for wrong in (
        {"present": "x"},
        {"again": "y"},
        {"new": "short", "again": "short"},
        {"new": "password1234", "again": "password1234"},
    ):
        refused = await signed_in.post(f"{ACCOUNT}/password", **(form | wrong))
        assert refused.status_code == 400, wrong
    assert (await signed_in.post(f"{ACCOUNT}/password", **form)).status_code == 200
    assert (await signed_in.get(ACCOUNT)).status_code == 200
    assert signed_in.cookie != other
    assert await rows(owner, "select 1 from hub_token_family where revoked_at is null") == []
    signed_in.http.cookies.clear()
    assert (await signed_in.sign_in(li.name)).status_code == 400
    assert (await signed_in.sign_in(li.name, NEW)).status_code == 200
    assert clock.now > 0
