"""CORS: pages of a registered origin may call the endpoint and the token endpoints; all others are left alone."""

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.clients.cors import FRESH
from hub.testing.client import HubClient
from tests.hub.auth.conftest import Clock
from tests.hub.auth.oauth.conftest import ORIGIN, Browser, change

OPEN = (
    "/oauth/token",
    "/oauth/revoke",
    "/oauth/userinfo",
    "/oauth/jwks",
    "/.well-known/oauth-authorization-server",
    "/.well-known/openid-configuration",
)
CLOSED = ("/oauth/authorize", "/oauth/introspect", "/oauth/logout", "/oauth/sign-in", "/who")
FOREIGN = (
    "https://evil.example",
    "null",
    ORIGIN.upper(),
    f"{ORIGIN}:443",
    f"{ORIGIN}.evil.example",
    ORIGIN.replace("https", "http"),
    "http://127.0.0.1:5173",
    "台",
    "http://[",
)
DEMO_APP = "http://127.0.0.1:5173"
"""Where the demo's app for browsers comes from."""
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}


def allowed(answer: httpx.Response) -> str | None:
    assert "access-control-allow-credentials" not in answer.headers
    origin: str | None = answer.headers.get("access-control-allow-origin")
    return origin


@pytest.mark.acceptance(25)
async def test_cors_answers_only_registered_origins_on_the_open_endpoints_without_credentials(
    browser: Browser, hub: HubClient
) -> None:
    for path in OPEN:
        plain = await browser.http.get(path, headers={"Origin": ORIGIN})
        asked = await browser.http.options(path, headers={"Origin": ORIGIN} | PREFLIGHT)
        assert (allowed(plain), allowed(asked), asked.status_code) == (ORIGIN, ORIGIN, 204), path
        assert "Authorization" in asked.headers["access-control-allow-headers"]
        assert plain.headers["vary"] == asked.headers["vary"] == "Origin"
        for origin in FOREIGN:
            raw = [(name.encode(), value.encode()) for name, value in ({"Origin": origin} | PREFLIGHT).items()]
            assert allowed(await browser.http.get(path, headers=raw)) is None, origin
            assert allowed(await browser.http.options(path, headers=raw)) is None, origin
    for origin, expected in ((DEMO_APP, DEMO_APP), ("https://evil.example", None)):
        headers = {"Origin": origin, "Accept-Language": "en"}
        asked = await hub.http.options("/graphql", headers=headers | PREFLIGHT)
        answer = await hub.http.post("/graphql", json={"query": "{ programme { code } }"}, headers=headers)
        assert (answer.status_code, allowed(asked), allowed(answer)) == (200, expected, expected)


async def test_pages_and_what_no_browser_app_calls_answer_no_origin(browser: Browser) -> None:
    for path in CLOSED:
        headers = {"Origin": ORIGIN} | PREFLIGHT
        assert allowed(await browser.http.get(path, headers=headers)) is None, path
        assert allowed(await browser.http.options(path, headers=headers)) is None, path


async def test_an_error_can_be_read_by_the_app_too(browser: Browser) -> None:
    answer = await browser.http.post("/oauth/token", data={"client_id": "app"}, headers={"Origin": ORIGIN})
    assert (answer.status_code, allowed(answer)) == (400, ORIGIN)


async def test_a_disabled_clients_origin_is_forgotten(browser: Browser, owner: AsyncEngine, clock: Clock) -> None:
    assert allowed(await browser.http.get("/oauth/jwks", headers={"Origin": ORIGIN})) == ORIGIN
    await change(owner, "update hub_client set disabled_at = now() where id = 'app'")
    clock.now += FRESH
    assert allowed(await browser.http.get("/oauth/jwks", headers={"Origin": ORIGIN})) is None
