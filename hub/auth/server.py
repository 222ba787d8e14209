"""The authorization server: Authlib's grants on Starlette, and the documents that describe it."""

import logging
from collections.abc import Callable
from typing import Any

from authlib.oauth2.rfc6749 import (  # type: ignore[import-untyped]
    AuthorizationServer,
    InvalidClientError,
    InvalidScopeError,
    OAuth2Error,
    OAuth2Request,
)
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant  # type: ignore[import-untyped]
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload  # type: ignore[import-untyped]
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from hub.auth.access import Act
from hub.auth.gate import read_form, unknown_client
from hub.auth.keys import PUBLISHED_AHEAD, Keyring, Ring
from hub.auth.models import CLIENT_CREDENTIALS, AuthMethod, Client
from hub.auth.policy import ROLES, RULES, acts_of
from hub.auth.tokens import Claims, Issuer, mint, new_token_id
from hub.endpoint.logs import logger

logging.getLogger("authlib").setLevel(logging.INFO)  # at DEBUG it writes whole tokens
log = logger("hub.auth")
METHODS = [name for method in AuthMethod for name in method.value]


class TokenRequest(OAuth2Request):  # type: ignore[misc]
    """A request that has passed the gate, under the address that is configured and not the one that a header claims."""

    def __init__(self, issuer: Issuer, request: Request, form: dict[str, str]) -> None:
        super().__init__(request.method, issuer.token_endpoint, headers=request.headers)
        self.payload = BasicOAuth2Payload(form)

    @property
    def form(self) -> dict[str, str]:
        """The parameters of the body."""
        form: dict[str, str] = self.payload.data
        return form


class ClientCredentials(ClientCredentialsGrant):  # type: ignore[misc]
    """A client asks for its own organisation."""

    TOKEN_ENDPOINT_AUTH_METHODS = METHODS


class Hub(AuthorizationServer):  # type: ignore[misc]
    """Authlib's server around one database session; it is made anew for each request."""

    def __init__(self, db: Session, issuer: Issuer, ring: Ring, issued: int, longest: int) -> None:
        super().__init__()
        self.db, self.issuer, self.ring, self.issued, self.longest = db, issuer, ring, issued, longest
        self.register_grant(ClientCredentials)

    def create_oauth2_request(self, request: TokenRequest) -> TokenRequest:
        """The request as it is: the gate has made it."""
        return request

    def query_client(self, client_id: str) -> Client | None:
        """The client of this name, unless it is disabled."""
        client = self.db.get(Client, client_id)
        return client if client and client.disabled_at is None else None

    def authenticate_client(self, request: TokenRequest, methods: list[str], endpoint: str = "token") -> Client:
        """The client that has proved who it is; one refusal for an unknown client and for a wrong secret."""
        try:
            client: Client = super().authenticate_client(request, methods, endpoint)
        except InvalidClientError:
            raise unknown_client("The client is unknown or disabled, or its secret is wrong.") from None
        return client

    def generate_token(self, grant_type: str, client: Client, scope: str | None = None, **_: object) -> dict[str, Any]:
        """A token of the client's own life and scopes, none of Authlib's defaults; for `grant_type` nothing differs."""
        claims = self._claims(client, granted(client, scope))
        log.info("token_issued", client=client.id, grant=grant_type, token_id=claims.token_id)
        return {
            "access_token": mint(claims, self.issuer, self.ring),
            "token_type": "Bearer",
            "expires_in": claims.expires - claims.issued,
            "scope": " ".join(sorted(claims.scope)),
        }

    def _claims(self, client: Client, scope: frozenset[str]) -> Claims:
        return Claims(
            subject=client.id,
            client_id=client.id,
            organisation=client.organisation_code,
            roles=tuple(client.roles),
            scope=scope,
            token_id=new_token_id(),
            issued=self.issued,
            expires=self.issued + min(client.access_token_seconds, self.longest),
        )

    def save_token(self, token: dict[str, Any], request: TokenRequest) -> None:
        """Nothing to keep: an access token proves itself, and lives for minutes."""

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Nobody listens; what has to be known is logged where it happens."""

    def handle_response(self, status: int, body: object, headers: list[tuple[str, str]]) -> Response:
        """The answer as Starlette sends it."""
        return JSONResponse(body, status, dict(headers))


def granted(client: Client, requested: str | None) -> frozenset[str]:
    """The scopes of a new token: those asked for, none dropped in silence, or else all that the client has."""
    scopes = frozenset(requested.split(" ") if requested else client.scopes)
    if not scopes <= set(client.scopes):
        raise InvalidScopeError(f"This client may ask for: {' '.join(sorted(client.scopes))}.")
    if Act.READ not in scopes:
        raise InvalidScopeError("Every token needs the scope read: nothing can be changed unseen.")
    return scopes


class Endpoints:
    """The HTTP side: token endpoint, key set and metadata (RFC 6749, RFC 7517, RFC 8414)."""

    def __init__(
        self, engine: AsyncEngine, issuer: Issuer, keys: Keyring, clock: Callable[[], float], longest: int
    ) -> None:
        self._engine, self._issuer, self._keys, self._clock, self._longest = engine, issuer, keys, clock, longest

    def routes(self) -> list[BaseRoute]:
        """What the application mounts at its root."""
        return [
            Route("/oauth/token", self.token, methods=["POST"]),
            Route("/oauth/jwks", self.key_set),
            Route("/.well-known/oauth-authorization-server", self.metadata),
        ]

    async def token(self, request: Request) -> Response:
        """A token, or the error of RFC 6749 section 5.2, whose texts that section confines to ASCII."""
        try:
            form = await read_form(request)
        except OAuth2Error as error:
            status, body, headers = error()
            return JSONResponse(body, status, dict(headers))
        ring, carried = await self._keys.ring(), TokenRequest(self._issuer, request, form)
        async with AsyncSession(self._engine) as session, session.begin():
            return await session.run_sync(lambda db: self._answer(db, ring, carried))

    def _answer(self, db: Session, ring: Ring, request: TokenRequest) -> Response:
        hub = Hub(db, self._issuer, ring, int(self._clock()), self._longest)
        response: Response = hub.create_token_response(request)
        return response

    async def key_set(self, request: Request) -> Response:  # noqa: ARG002 - Starlette's signature
        """The public keys; whoever keeps them longer than this might miss a new one."""
        keys = (await self._keys.ring()).published()
        age = int(PUBLISHED_AHEAD.total_seconds())
        return JSONResponse({"keys": keys}, headers={"Cache-Control": f"public, max-age={age}"})

    async def metadata(self, request: Request) -> Response:  # noqa: ARG002 - Starlette's signature
        """What this server accepts: no more and no less than the routes and grants above."""
        return JSONResponse(
            {
                "issuer": self._issuer.url,
                "token_endpoint": self._issuer.token_endpoint,
                "jwks_uri": f"{self._issuer.url}/oauth/jwks",
                "scopes_supported": sorted(acts_of(ROLES, RULES)),
                "response_types_supported": [],
                "grant_types_supported": [CLIENT_CREDENTIALS],
                "token_endpoint_auth_methods_supported": METHODS,
            },
            headers={"Cache-Control": "public, max-age=300"},
        )
