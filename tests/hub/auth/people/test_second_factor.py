"""The second factor: whom it is asked of, how it is set up, and that a code is taken once."""

from base64 import b32encode
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.access import Act
from hub.auth.people.assurance import needs_second_factor, withheld
from hub.auth.people.models import Person
from hub.auth.people.totp import SECONDS, code_at
from hub.auth.policy import ROLES, RULES, acts_of
from tests.hub.auth.conftest import ISSUER, Clock
from tests.hub.auth.people.conftest import ACCOUNT, Adding, Browser, Seen, asking, rows

FACTOR = "/oauth/second-factor"
At = Callable[[str], Awaitable[Browser]]


@pytest.fixture
async def chen(add: Adding) -> Person:
    """Somebody who may approve."""
    return await add("chen", organisation="education-bureau", roles=("bureau",))


async def secret_shown(browser: Browser) -> str:
    """The secret on the page, which offers it both as a key and as an address."""
    links = [link for link in Seen((await browser.get(FACTOR)).text).links if link.startswith("otpauth:")]
    return parse_qs(urlsplit(links[0]).query)["secret"][0]


def code(secret: str, clock: Clock, later: int = 0) -> str:
    return code_at(secret, int(clock.now) // SECONDS + later)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_rfc_6238_appendix_b(seconds: int, expected: str) -> None:
    assert code_at(b32encode(b"12345678901234567890").decode(), seconds // SECONDS) == expected


def test_it_is_asked_of_every_role_that_may_approve_read_personal_data_or_keep_accounts() -> None:
    weighty = {role for role in ROLES if acts_of([role], RULES) & {Act.APPROVE, Act.PERSONAL}}
    assert {"lead", "bureau", "workgroup"} <= weighty
    assert {role for role in ROLES if needs_second_factor([role])} == weighty | {"administrator"}
    assert not needs_second_factor([])


def test_without_it_the_weighty_scopes_are_withheld_whatever_the_role() -> None:
    assert withheld(["pwd"]) == {Act.PERSONAL, Act.APPROVE, "accounts"}
    assert withheld(["pwd"], demo=True) == {Act.PERSONAL}
    assert withheld(["pwd", "otp"]) == frozenset()


async def test_the_first_sign_in_sets_it_up_and_only_then_is_one_signed_in(
    browser: Browser, chen: Person, clock: Clock
) -> None:
    first = await browser.sign_in(chen.name, following=asking())
    assert first.headers["location"].startswith(f"{ISSUER}{FACTOR}?next=")
    half_way = browser.cookie
    assert (await browser.get(ACCOUNT)).status_code == 303
    page = Seen((await browser.get(first.headers["location"])).text)
    secret = await secret_shown(browser)
    assert secret in page.text.replace(" ", "")
    done = await browser.post(page.actions[0], code=code(secret, clock))
    assert ISSUER + asking() in Seen(done.text).links
    assert browser.cookie != half_way
    assert "chen" in (await browser.get(ACCOUNT)).text


async def test_afterwards_the_code_is_asked_for_and_the_secret_never_shown_again(
    browser: Browser, chen: Person, clock: Clock
) -> None:
    await browser.sign_in(chen.name)
    secret = await secret_shown(browser)
    await browser.post(FACTOR, code=code(secret, clock))
    clock.now += SECONDS
    await browser.sign_in(chen.name)
    page = await browser.get(FACTOR)
    assert "otpauth:" not in page.text
    assert secret not in Seen(page.text).text.replace(" ", "")
    assert (await browser.post(FACTOR, code=f" {code(secret, clock)[:3]} {code(secret, clock)[3:]}")).status_code == 200
    assert (await browser.get(ACCOUNT)).status_code == 200


async def test_a_code_is_taken_once_and_none_from_before_it(browser: Browser, chen: Person, clock: Clock) -> None:
    await browser.sign_in(chen.name)
    secret = await secret_shown(browser)
    assert (await browser.post(FACTOR, code=code(secret, clock))).status_code == 200
    await browser.sign_in(chen.name)
    for used in (0, -1):
        assert (await browser.post(FACTOR, code=code(secret, clock, used))).status_code == 400
    assert (await browser.get(ACCOUNT)).status_code == 303
    assert (await browser.post(FACTOR, code=code(secret, clock, 1))).status_code == 200  # a phone that is ahead


async def test_a_code_of_another_time_or_form_is_refused(browser: Browser, chen: Person, clock: Clock) -> None:
    await browser.sign_in(chen.name)
    secret = await secret_shown(browser)
    for wrong in (code(secret, clock, 2), code(secret, clock, -2), "", "１２３４５６"):
        assert (await browser.post(FACTOR, code=wrong)).status_code == 400
    assert (await browser.get(ACCOUNT)).status_code == 303


async def test_codes_are_not_guessed_either(at_address: At, chen: Person, clock: Clock) -> None:
    thief, owner = await at_address("198.51.100.1"), await at_address("203.0.113.7")
    await thief.sign_in(chen.name)
    secret = await secret_shown(thief)
    wrong = code(secret, clock, 5)
    for _ in range(5):
        assert (await thief.post(FACTOR, code=wrong)).status_code == 400
    await thief.sign_in(chen.name)  # the password again changes nothing
    refused = await thief.post(FACTOR, code=code(secret, clock))
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "900")
    await owner.sign_in(chen.name)
    assert (await owner.post(FACTOR, code=code(secret, clock))).status_code == 200


async def test_half_a_sign_in_lasts_ten_minutes(browser: Browser, chen: Person, clock: Clock) -> None:
    await browser.sign_in(chen.name)
    secret = await secret_shown(browser)
    clock.now += 600
    answer = await browser.post(FACTOR, code=code(secret, clock))
    assert answer.headers["location"] == f"{ISSUER}/oauth/sign-in"


async def test_the_secret_is_sealed_in_the_database(browser: Browser, chen: Person, owner: AsyncEngine) -> None:
    await browser.sign_in(chen.name)
    secret = await secret_shown(browser)
    [(row,)] = await rows(owner, "select row_to_json(p)::text from hub_person p")
    assert secret not in row
    assert "eyJ" in row


async def test_one_persons_secret_serves_nobody_else(
    browser: Browser, chen: Person, owner: AsyncEngine, add: Adding
) -> None:
    await browser.sign_in(chen.name)
    await secret_shown(browser)
    await add("thief", organisation="education-bureau", roles=("bureau",))
    async with owner.begin() as connection:
        chens = "(select totp_jwe from hub_person where name = 'chen')"
        stolen = f"update hub_person set totp_jwe = {chens} where name = 'thief'"
        await connection.execute(text(stolen))
    await browser.sign_in("thief")
    page = await browser.get(FACTOR)
    assert (page.status_code, "otpauth:" in page.text) == (503, False)


async def test_nobody_gets_to_the_page_without_the_password(browser: Browser, add: Adding) -> None:
    await add("li.na")
    for _ in range(2):
        answer = await browser.get(FACTOR)
        assert answer.headers["location"] == f"{ISSUER}/oauth/sign-in"
        await browser.sign_in("li.na")  # a reader has nothing to set up


async def test_a_role_gained_meanwhile_asks_for_it_at_once(browser: Browser, add: Adding, owner: AsyncEngine) -> None:
    await add("li.na")
    await browser.sign_in("li.na")
    async with owner.begin() as connection:
        await connection.execute(text("update hub_person set roles = '{lead}'"))
    assert (await browser.get(ACCOUNT)).status_code == 303
