"""The authorization endpoint: from a client's address to a code."""

from urllib.parse import urlencode

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.hub.auth.conftest import ISSUER, Clock
from tests.hub.auth.oauth.conftest import CALLBACK, CHALLENGE, PERSON, Browser, change, count, parameters_of


async def test_a_code_comes_back_to_the_app_after_consent(browser: Browser) -> None:
    asked = await browser.open()
    answer = await browser.decide("allow")
    said = parameters_of(answer.headers["location"])
    assert (asked.status_code, answer.status_code) == (200, 303)
    assert answer.headers["location"].startswith(f"{CALLBACK}?")
    assert len(said.pop("code")) >= 43
    assert said == {"state": "st/ate +&=%", "iss": ISSUER}


LOOPBACK_ALLOWED = ("http://127.0.0.1/callback", "http://127.0.0.1:49152/callback", "http://[::1]:1234/")
LOOPBACK_REFUSED = (
    "http://127.0.0.1:49152/",
    "http://localhost:49152/callback",
    "http://127.0.0.2:49152/callback",
    "https://127.0.0.1/callback",
    "http://127.0.0.1:99999/callback",
    "http://127.0.0.1:80@evil.example/callback",
    "http://x@127.0.0.1:80/callback",
)
NOT_REGISTERED = [
    f"{CALLBACK}/",
    f"{CALLBACK}?a=b",
    f"{CALLBACK}#a",
    CALLBACK.upper(),
    CALLBACK.replace("https", "http"),
    "https://app.example.org:443/callback",
    "https://app.example.org/callback/../callback",
    "https://app.example.org%2ecallback",
    "https://app.example.org@evil.example/callback",
    "https://evil.example/callback",
    "http://127.0.0.1/callback",
    'https://app.example.org/"',
    "https://app.example.org\\callback",
    "http://[",
    "https://[::1",
    "javascript:alert(1)",
    "",
]


@pytest.mark.acceptance(1)
async def test_authorize_refuses_another_redirect_uri_with_a_page_and_no_redirect(
    browser: Browser, owner: AsyncEngine
) -> None:
    native = Browser(browser.http, "native")
    for client, refused in ((browser, NOT_REGISTERED), (native, LOOPBACK_REFUSED)):
        for uri in refused:
            for answer in (await client.open(redirect_uri=uri), await client.decide("allow", redirect_uri=uri)):
                assert (answer.status_code, "location" in answer.headers) == (400, False), uri
                assert answer.headers["content-type"].startswith("text/html"), uri
    assert await count(owner, "hub_authorization_code") == 0
    for uri in LOOPBACK_ALLOWED:
        assert (await native.decide("allow", redirect_uri=uri)).headers["location"].startswith(f"{uri}?"), uri


async def test_an_unknown_or_disabled_client_gets_a_page(browser: Browser, owner: AsyncEngine) -> None:
    await change(owner, "update hub_client set disabled_at = now() where id = 'web'")
    for name in ("nobody", "web", "", "a" * 300, 'a"b', None):
        answer = await browser.open(client_id=name)
        assert (answer.status_code, "location" in answer.headers) == (400, False), name


@pytest.mark.acceptance(2)
async def test_authorize_without_s256_is_refused_for_every_client(browser: Browser, web: Browser) -> None:
    bad: list[dict[str, str | None]] = [
        {"code_challenge": None},
        {"code_challenge_method": None},
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge_method": "plain"},
        {"code_challenge_method": "s256"},
        {"code_challenge": CHALLENGE + "A"},
        {"code_challenge": CHALLENGE[:-1]},
        {"code_challenge": CHALLENGE[:-1] + "="},
    ]
    native = Browser(browser.http, "native", LOOPBACK_ALLOWED[0])
    for client in (browser, web, native):
        for changed in bad:
            answer = await client.decide("allow", **changed)
            assert parameters_of(answer.headers["location"])["error"] == "invalid_request", changed
            assert "code" not in parameters_of(answer.headers["location"])


ERRORS: list[tuple[str, dict[str, str | None]]] = [
    ("unsupported_response_type", {"response_type": "token"}),
    ("unsupported_response_type", {"response_type": "code id_token"}),
    ("unsupported_response_type", {"response_type": None}),
    ("unsupported_response_type", {"response_type": 'a"b\\c'}),
    ("invalid_scope", {"scope": "read personal"}),
    ("invalid_scope", {"scope": "read  export"}),
    ("invalid_scope", {"scope": "export"}),
    ("invalid_scope", {"scope": 'x"y'}),
    ("invalid_request", {"code_challenge": None}),
    ("invalid_request", {"nonce": "n" * 300}),
    ("invalid_request", {"response_mode": "fragment"}),
    ("invalid_request", {"prompt": "none login"}),
    ("invalid_request", {"prompt": "create"}),
    ("invalid_request", {"max_age": "-1"}),
    ("invalid_request", {"max_age": "9" * 40}),
    ("request_not_supported", {"request": "ey.."}),
    ("request_uri_not_supported", {"request_uri": "https://app.example.org/r"}),
    ("login_required", {"prompt": "none", "max_age": "0", "state": "old"}),
    ("consent_required", {"prompt": "none"}),
    ("access_denied", {}),
    ("", {}),
]
"""The error, or none, and what is asked for that leads to it."""


@pytest.mark.acceptance(7)
@pytest.mark.parametrize(("error", "changed"), ERRORS)
async def test_every_answer_carries_iss_and_the_state_as_it_was(
    browser: Browser, clock: Clock, owner: AsyncEngine, error: str, changed: dict[str, str | None]
) -> None:
    clock.now += 1
    decision = {"access_denied": "deny", "": "allow"}.get(error)
    answer = await (browser.decide(decision) if decision else browser.open(**changed))
    said = parameters_of(answer.headers["location"])
    assert (answer.status_code, said.get("error", "")) == (303, error)
    assert (said["iss"], said["state"]) == (ISSUER, changed.get("state", "st/ate +&=%"))
    assert "no-store" in answer.headers["cache-control"]
    assert await count(owner, "hub_authorization_code") == (error == "")


async def test_a_client_without_the_code_grant_is_unauthorized(browser: Browser, owner: AsyncEngine) -> None:
    await change(owner, "update hub_client set grants = '{refresh_token}' where id = 'app'")
    assert parameters_of((await browser.open()).headers["location"])["error"] == "unauthorized_client"


async def test_state_is_not_invented(browser: Browser) -> None:
    assert "state" not in parameters_of((await browser.decide("allow", state=None)).headers["location"])


async def test_a_malformed_address_gets_a_page(browser: Browser) -> None:
    good = urlencode(browser.asking())
    for query in (f"{good}&scope=read", f"{good}&x=%00", f"{good}&x=%E5%8F%B0", f"{good}&x=%FF", "x" * 20_000, "%"):
        answer = await browser.http.get(f"/oauth/authorize?{query}")
        assert (answer.status_code, "location" in answer.headers) == (400, False), query[-20:]


async def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(browser: Browser) -> None:
    browser.http.cookies.clear()
    answer = await browser.open()
    back = parameters_of(answer.headers["location"])["next"]
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{ISSUER}/")
    assert parameters_of(back) == browser.asking()
    silent = await browser.open(prompt="none")
    assert parameters_of(silent.headers["location"])["error"] == "login_required"


async def test_prompt_and_max_age_ask_for_the_password_again_and_not_without_end(
    browser: Browser, clock: Clock
) -> None:
    clock.now += 100
    for changed in ({"prompt": "login"}, {"prompt": "select_account"}, {"max_age": "99"}, {"max_age": "0"}):
        answer = await browser.open(**changed)
        back = parameters_of(parameters_of(answer.headers["location"])["next"])
        assert answer.status_code == 303, changed
        assert back == browser.asking(), changed
    assert (await browser.open(max_age="100")).status_code == 200


async def test_prompt_none_never_shows_a_page(browser: Browser) -> None:
    assert parameters_of((await browser.open(prompt="none")).headers["location"])["error"] == "consent_required"
    await browser.code()
    assert "code" in parameters_of((await browser.open(prompt="none")).headers["location"])


async def test_consent_is_remembered_and_asked_again_for_a_new_scope(browser: Browser, owner: AsyncEngine) -> None:
    await browser.code(scope="openid read")
    assert (await browser.open(scope="read")).status_code == 303
    assert (await browser.open(scope="read export")).status_code == 200
    assert (await browser.open(scope="read", prompt="consent")).status_code == 200
    assert await count(owner, "hub_consent", f"person_id = '{PERSON}' and client_id = 'app'") == 1
    assert await count(owner, "hub_audit_entry", "kind = 'CONSENT' and client = 'app'") == 1


async def test_on_the_loopback_consent_is_asked_each_time(browser: Browser) -> None:
    native = Browser(browser.http, "native", "http://127.0.0.1:5000/callback")
    await native.code()
    assert (await native.open()).status_code == 200
    assert parameters_of((await native.open(prompt="none")).headers["location"])["error"] == "consent_required"


async def test_a_refusal_is_not_remembered(browser: Browser, owner: AsyncEngine) -> None:
    await browser.decide("deny")
    assert (await browser.open()).status_code == 200
    assert await count(owner, "hub_consent") == 0


async def test_a_foreign_or_undecided_answer_gives_no_code(browser: Browser, owner: AsyncEngine) -> None:
    for origin in ("https://evil.example", "null", ISSUER + ".evil.example"):
        answer = await browser.http.post(
            "/oauth/authorize", params=browser.asking(), data={"decision": "allow"}, headers={"Origin": origin}
        )
        assert answer.status_code == 403, origin
    assert (await browser.http.post("/oauth/authorize", params=browser.asking())).status_code == 403
    assert (await browser.decide("maybe")).status_code == 400
    assert await count(owner, "hub_authorization_code") == 0


async def test_a_client_may_post_its_request(browser: Browser) -> None:
    headers = {"Origin": "https://app.example.org"}
    answer = await browser.http.post("/oauth/authorize", data=browser.asking(), headers=headers)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{ISSUER}/oauth/authorize?")
    assert parameters_of(answer.headers["location"]) == browser.asking()


async def test_a_code_is_not_given_to_a_person_who_was_disabled(browser: Browser, owner: AsyncEngine) -> None:
    await change(owner, "update hub_person set disabled_at = now()")
    assert "next" in parameters_of((await browser.decide("allow")).headers["location"])
    assert await count(owner, "hub_authorization_code") == 0
