"""What the server says of itself: metadata (RFC 8414, OpenID Connect Discovery) and the key set (RFC 7517)."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from hub.auth.clients.assertion import ALGORITHMS
from hub.auth.endpoints.prompt import PROMPTS
from hub.auth.issuer import Issuer
from hub.auth.keys import ALGORITHM, PUBLISHED_AHEAD, Keyring
from hub.auth.models import CONFIDENTIAL, GRANTS, METHODS, PLAIN
from hub.auth.policy import ROLES, RULES, acts_of

METADATA_SECONDS = 300
WELL_KNOWN = ("/.well-known/oauth-authorization-server", "/.well-known/openid-configuration")
JWKS = "/oauth/jwks"


class Discovery:
    """The documents."""

    def __init__(self, issuer: Issuer, keys: Keyring) -> None:
        self._issuer, self._keys = issuer, keys

    def routes(self) -> list[BaseRoute]:
        """Where they stand."""
        return [Route(JWKS, self.key_set), *(Route(path, self.metadata) for path in WELL_KNOWN)]

    async def key_set(self, request: Request) -> Response:  # noqa: ARG002 - Starlette's signature
        """The public keys; whoever keeps them longer than this might miss a new one."""
        keys = (await self._keys.ring()).published()
        return _public({"keys": keys}, int(PUBLISHED_AHEAD.total_seconds()))

    async def metadata(self, request: Request) -> Response:  # noqa: ARG002 - Starlette's signature
        """What this server accepts."""
        return _public(described(self._issuer), METADATA_SECONDS)


def described(issuer: Issuer) -> dict[str, Any]:
    """The metadata: no more and no less than the routes and grants."""
    return {
        "issuer": issuer.url,
        "authorization_endpoint": issuer.at("/oauth/authorize"),
        "token_endpoint": issuer.token_endpoint,
        "revocation_endpoint": issuer.at("/oauth/revoke"),
        "introspection_endpoint": issuer.at("/oauth/introspect"),
        "userinfo_endpoint": issuer.at("/oauth/userinfo"),
        "end_session_endpoint": issuer.at("/oauth/logout"),
        "jwks_uri": issuer.at(JWKS),
        "scopes_supported": sorted(acts_of(ROLES, RULES) | PLAIN),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": list(GRANTS),
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": list(PROMPTS),
        "token_endpoint_auth_methods_supported": METHODS,
        "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        "revocation_endpoint_auth_methods_supported": METHODS,
        "revocation_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        "introspection_endpoint_auth_methods_supported": CONFIDENTIAL,
        "introspection_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        "authorization_response_iss_parameter_supported": True,
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "claims_supported": ["sub", "auth_time", "amr", "name", "preferred_username", "organisation", "roles"],
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "claims_parameter_supported": False,
    }


def _public(document: dict[str, Any], seconds: int) -> Response:
    return JSONResponse(document, headers={"Cache-Control": f"public, max-age={seconds}"})
