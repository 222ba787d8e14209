"""Signing in with a password: what is told, what the browser gets, and who is slowed down."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from html import unescape

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.models import Client
from hub.auth.people.models import Person
from tests.hub.auth.conftest import ISSUER, Clock
from tests.hub.auth.people.conftest import ACCOUNT, PASSWORD, SIGN_IN, Adding, Browser, Naps, Seen, asking, rows

At = Callable[[str], Awaitable[Browser]]
WRONG = "a wrong password"


async def test_the_right_password_signs_in_and_leads_to_ones_account(browser: Browser, li: Person) -> None:
    answer = await browser.sign_in(" Li.Na ")
    assert answer.status_code == 200
    assert f"0; url={ISSUER}{ACCOUNT}" in answer.text
    assert "Li.Na" in Seen((await browser.get(ACCOUNT)).text).text
    assert li.name == "li.na"


@pytest.mark.acceptance(29)
async def test_an_unknown_name_a_wrong_password_and_a_closed_account_look_alike_and_cost_the_same(
    browser: Browser,
    li: Person,
    owner: AsyncEngine,
    add: Callable[..., Awaitable[Person]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await add("wang.wei")
    async with owner.begin() as connection:
        await connection.execute(text("update hub_person set disabled_at = now() where name = 'wang.wei'"))
    checked: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, hash: str, password: bytes) -> bool:  # noqa: A002 - as in the original
        checked.append(hash.rpartition("$")[0].rpartition("$")[0])
        return bool(verify(self, hash, password))

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    given = {"li.na": WRONG, "nobody": WRONG, "wang.wei": PASSWORD, "not a name\0": WRONG}
    answers = [await browser.sign_in(name, password) for name, password in given.items() if "\0" not in name]
    seen = {(answer.status_code, Seen(answer.text).text) for answer in answers}
    assert len(seen) == 1
    assert answers[0].status_code == 400
    assert len(checked) == len(answers)
    assert len(set(checked)) == 1  # the same algorithm with the same parameters
    assert browser.cookie is None
    assert await rows(owner, "select 1 from hub_browser_session") == []
    assert li.name == "li.na"


@pytest.mark.acceptance(30)
async def test_after_5_failures_of_a_name_or_30_an_address_waits_and_the_owner_gets_in_from_elsewhere(
    at_address: At, li: Person, clock: Clock
) -> None:
    thief, owner = await at_address("198.51.100.1"), await at_address("203.0.113.7")
    for _ in range(5):
        assert (await thief.sign_in(li.name, WRONG)).status_code == 400
    clock.now += 60
    refused = await thief.sign_in(li.name)
    assert (refused.status_code, refused.headers["retry-after"], thief.cookie) == (429, "840", None)
    assert "14" in Seen(refused.text).text
    assert (await owner.sign_in(li.name)).status_code == 200
    clock.now += 840
    assert (await thief.sign_in(li.name)).status_code == 200
    many, elsewhere = await at_address("2001:db8::1"), await at_address("2001:db8:0:1::1")
    for number in range(30):
        assert (await many.sign_in(f"name-{number}", WRONG)).status_code == 400
    for browser in (many, await at_address("2001:db8::2")):  # one network is one address
        assert (await browser.sign_in(li.name)).status_code == 429
    assert (await elsewhere.sign_in(li.name)).status_code == 200


async def test_attempts_that_are_refused_do_not_make_the_wait_longer(at_address: At, li: Person, clock: Clock) -> None:
    browser = await at_address("203.0.113.7")
    for _ in range(5):
        await browser.sign_in(li.name, WRONG)
    for _ in range(3):
        clock.now += 299
        assert (await browser.sign_in(li.name)).status_code == 429
    clock.now += 4
    assert (await browser.sign_in(li.name)).status_code == 200


async def test_a_name_under_attack_from_many_addresses_is_slower_but_never_shut(
    at_address: At, li: Person, naps: Naps
) -> None:
    for number in range(5):
        await (await at_address(f"198.51.100.{number}")).sign_in(li.name, WRONG)
    assert naps.seconds == []
    await (await at_address("198.51.100.9")).sign_in(li.name, WRONG)
    assert (await (await at_address("203.0.113.7")).sign_in(li.name)).status_code == 200
    assert naps.seconds == [1.0, 2.0]


async def test_a_forwarded_address_is_not_believed(browser: Browser, li: Person) -> None:
    codes = []
    for number in range(6):
        browser.http.headers["X-Forwarded-For"] = f"192.0.2.{number}"
        codes.append((await browser.sign_in(li.name, WRONG)).status_code)
    assert codes == [400] * 5 + [429]


@pytest.mark.acceptance(32)
async def test_the_cookie_is_out_of_reach_changes_at_sign_in_and_dies_at_sign_out_on_the_server(
    browser: Browser, li: Person, owner: AsyncEngine
) -> None:
    answer = await browser.sign_in(li.name)
    name, _, rest = answer.headers["set-cookie"].partition("=")
    value, *attributes = [part.strip().lower() for part in rest.split(";")]
    assert name == "__Host-sid"
    assert set(attributes) == {"path=/", "secure", "httponly", "samesite=lax"}
    assert len(value) >= 43
    stored = await rows(owner, "select row_to_json(s)::text from hub_browser_session s")
    assert len(stored) == 1
    assert browser.cookie is not None
    assert browser.cookie not in stored[0][0]
    assert browser.cookie.encode().hex() not in stored[0][0]
    former = [browser.cookie]
    await browser.sign_in(li.name)
    assert browser.cookie not in {None, *former}
    former.append(browser.cookie)
    await browser.post("/oauth/logout", decision="allow")
    assert browser.cookie is None
    assert await rows(owner, "select 1 from hub_browser_session") == []
    for dead in former:
        browser.http.cookies.set("__Host-sid", dead, domain="hub.example.org")
        assert (await browser.get(ACCOUNT)).headers["location"] == f"{ISSUER}{SIGN_IN}"


async def test_a_cookie_that_a_thief_planted_never_becomes_a_session(browser: Browser, li: Person) -> None:
    browser.http.cookies.set("__Host-sid", "planted", domain="hub.example.org")
    await browser.sign_in(li.name)
    browser.http.cookies.clear()
    browser.http.cookies.set("__Host-sid", "planted", domain="hub.example.org")
    assert (await browser.get(ACCOUNT)).status_code == 303


async def test_a_session_ends_after_eight_hours(browser: Browser, li: Person, clock: Clock) -> None:
    await browser.sign_in(li.name)
    clock.now += timedelta(hours=8).total_seconds() - 1
    assert (await browser.get(ACCOUNT)).status_code == 200
    clock.now += 1
    assert (await browser.get(ACCOUNT)).status_code == 303


FORMS: dict[str, dict[str, str]] = {
    asking(): {"decision": "allow"},
    f"{ACCOUNT}/apps": {"withdraw": "<b>app</b>"},
    f"{ACCOUNT}/password": {"present": PASSWORD, "new": "another three words", "again": "another three words"},
    "/oauth/logout": {"decision": "allow"},
}
CHANGED = ("hub_browser_session", "hub_consent", "hub_person", "hub_token_family", "hub_audit_entry")


@pytest.mark.acceptance(33)
async def test_a_form_whose_origin_is_missing_or_foreign_is_refused(
    browser: Browser, li: Person, add: Adding, owner: AsyncEngine, app_client: Client
) -> None:
    foreign = ("https://evil.example", "https://hub.example.org.evil.example", "http://hub.example.org", "null")
    for origin in (None, *foreign):
        refused = await browser.post(SIGN_IN, origin=origin, name=li.name, password=PASSWORD)
        assert refused.status_code == 403, origin
    assert await rows(owner, "select 1 from hub_browser_session") == []
    assert await rows(owner, "select 1 from hub_sign_in_attempt") == []
    await browser.sign_in(li.name)
    before = [await rows(owner, f"select md5(t::text) from {table} t order by 1") for table in CHANGED]
    for path, form in FORMS.items():
        for origin in (None, *foreign):
            refused = await browser.post(path, origin=origin, **form)
            asked_anew = path == "/oauth/logout" and refused.headers.get("location", "").startswith(f"{ISSUER}{path}")
            assert refused.status_code == 403 or asked_anew, (path, origin)
    assert [await rows(owner, f"select md5(t::text) from {table} t order by 1") for table in CHANGED] == before
    await browser.sign_in((await add("chen", organisation="education-bureau", roles=("bureau",))).name)
    for origin in (None, *foreign):
        assert (await browser.post("/oauth/second-factor", origin=origin, code="123456")).status_code == 403, origin
    assert app_client.id


async def test_an_origin_hidden_by_our_own_policy_counts_by_where_the_browser_says_it_comes_from(
    browser: Browser, li: Person
) -> None:
    for site, status in (("cross-site", 403), ("same-site", 403), ("none", 403), ("same-origin", 200)):
        browser.http.headers["Sec-Fetch-Site"] = site
        assert (await browser.post(SIGN_IN, origin="null", name=li.name, password=PASSWORD)).status_code == status
    browser.http.headers["Sec-Fetch-Site"] = "cross-site"
    assert (await browser.post(SIGN_IN, name=li.name, password=PASSWORD)).status_code == 403


FOREIGN = (
    "https://evil.example/",
    "//evil.example/oauth/authorize?",
    "/oauth/authorize",
    "/oauth/authorize.evil?x",
    "/oauth/authorize/../../x?y",
    "/graphql?x",
    "\\\\evil.example/oauth/authorize?x",
    "/oauth/authorize?x\r\nSet-Cookie: a=b",
    "javascript:alert(1)",
)


@pytest.mark.acceptance(34)
async def test_after_signing_in_one_goes_on_to_our_own_authorization_endpoint_only(
    browser: Browser, li: Person
) -> None:
    for following in FOREIGN:
        answer = await browser.sign_in(li.name, following=following)
        assert answer.status_code == 200, following
        assert f'content="0; url={ISSUER}{ACCOUNT}"' in answer.text, following
        assert all(link.startswith(f"{ISSUER}/oauth/") for link in Seen(answer.text).links), following
        assert "location" not in answer.headers
    following = asking()
    page = Seen((await browser.get(SIGN_IN, next=following)).text)
    answer = await browser.post(page.actions[0], name=li.name, password=PASSWORD)
    assert f'content="0; url={ISSUER}{following}"' in unescape(answer.text)
    assert f"{ISSUER}{following}" in Seen(answer.text).links


async def test_a_disabled_person_is_signed_in_no_more_and_not_again(
    browser: Browser, li: Person, owner: AsyncEngine
) -> None:
    await browser.sign_in(li.name)
    async with owner.begin() as connection:
        await connection.execute(text("update hub_person set disabled_at = now()"))
    assert (await browser.get(ACCOUNT)).status_code == 303
    assert (await browser.sign_in(li.name)).status_code == 400


async def test_every_sign_in_and_every_failure_is_in_the_audit_trail_without_what_was_typed(
    browser: Browser, li: Person, owner: AsyncEngine
) -> None:
    await browser.sign_in(li.name, WRONG)
    await browser.sign_in("a password typed as a name", WRONG)
    await browser.sign_in(li.name)
    told = await rows(
        owner, "select kind, who, reason from hub_audit_entry where operation = 'oauth/sign-in' order by id"
    )
    who = str(li.id)
    assert told == [
        ("SIGN_IN_FAILED", who, "wrong"),
        ("SIGN_IN_FAILED", None, "unknown_name"),
        ("SIGN_IN", who, "pwd"),
    ]
    everything = await rows(owner, "select row_to_json(e)::text from hub_audit_entry e")
    assert not any(word in row for (row,) in everything for word in (PASSWORD, WRONG, "typed as"))


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b"name=%ff&password=x", None, 400),
        (b"name=a&name=b", None, 400),
        (b"name=%00&password=x", None, 400),
        (b"&".join(b"a%d=1" % number for number in range(60)), None, 400),
        (b"x" * 20_000, None, 413),
        (b'{"name": "a"}', "application/json", 415),
        (b"", None, 400),
        ("name=\u4f60\u597d&password=x".encode(), None, 400),
    ],
)
async def test_a_malformed_form_is_refused_with_a_page_and_no_fault(
    browser: Browser, owner: AsyncEngine, body: bytes, media: str | None, status: int
) -> None:
    headers = {"Origin": ISSUER, "Content-Type": media or "application/x-www-form-urlencoded"}
    answer = await browser.http.post(SIGN_IN, content=body, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert await rows(owner, "select 1 from hub_browser_session") == []
