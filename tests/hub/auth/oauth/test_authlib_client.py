"""Authlib's own client goes through every flow, as a Python app would."""

from importlib import import_module
from typing import Any

import httpx
import pytest
from authlib.deprecate import AuthlibDeprecationWarning  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.jwk import KeySet
from starlette.applications import Starlette

from tests.hub.auth.conftest import ISSUER
from tests.hub.auth.oauth.conftest import CALLBACK, SECRET, VERIFIER, Browser, parameters_of


@pytest.fixture(scope="session")
def authlib_client() -> Any:
    """The class, which asks for httpx's successor while it still works with httpx."""
    with pytest.warns(AuthlibDeprecationWarning, match="httpx2"):
        return import_module("authlib.integrations.httpx_client").AsyncOAuth2Client


async def test_authlibs_client_signs_a_person_in_refreshes_and_revokes(
    browser: Browser, app: Starlette, authlib_client: Any
) -> None:
    metadata: dict[str, Any] = (await browser.http.get("/.well-known/openid-configuration")).json()
    client = authlib_client(
        "web",
        SECRET,
        redirect_uri=CALLBACK,
        scope="openid profile read",
        code_challenge_method="S256",
        transport=httpx.ASGITransport(app),
    )
    async with client:
        address, state = client.create_authorization_url(
            metadata["authorization_endpoint"], code_verifier=VERIFIER, nonce="n-2"
        )
        sent = parameters_of(address)
        answer = await browser.http.post(
            "/oauth/authorize", params=sent, data={"decision": "allow"}, headers={"Origin": ISSUER}
        )
        token = await client.fetch_token(
            metadata["token_endpoint"],
            authorization_response=answer.headers["location"],
            state=state,
            code_verifier=VERIFIER,
        )
        keys = KeySet.import_key_set((await browser.http.get(metadata["jwks_uri"])).json())
        claims = jwt.decode(token["id_token"], keys, algorithms=["ES256"]).claims
        told = (await client.get(metadata["userinfo_endpoint"])).json()
        assert (claims["nonce"], claims["aud"], told["sub"]) == ("n-2", "web", claims["sub"])
        renewed = await client.refresh_token(metadata["token_endpoint"])
        assert renewed["refresh_token"] != token["refresh_token"]
        looked = await client.introspect_token(
            metadata["introspection_endpoint"], renewed["access_token"], token_type_hint="access_token"
        )
        assert looked.json()["active"] is True
        gone = await client.revoke_token(
            metadata["revocation_endpoint"], renewed["refresh_token"], token_type_hint="refresh_token"
        )
        assert gone.status_code == 200
    assert (await browser.refresh(renewed["refresh_token"])).status_code == 400
