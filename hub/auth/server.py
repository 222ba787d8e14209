"""The authorization server: Authlib's grants and endpoints around one database session."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from authlib.common.urls import add_params_to_uri  # type: ignore[import-untyped]
from authlib.oauth2.rfc6749 import (  # type: ignore[import-untyped]
    AuthorizationServer,
    InvalidClientError,
    OAuth2Request,
)
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload  # type: ignore[import-untyped]
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from hub.auth.clients.assertion import Assertion
from hub.auth.clients.basic import by_basic
from hub.auth.gate import unknown_client
from hub.auth.grants.code import Challenge, CodeGrant, IdTokens
from hub.auth.grants.families import Holder, renew
from hub.auth.grants.inspection import Introspection, Revocation
from hub.auth.grants.machine import MachineGrant
from hub.auth.grants.refresh import RefreshGrant
from hub.auth.grants.scopes import check_reads, own_scopes
from hub.auth.issuer import Issuer
from hub.auth.keys import Keyring, Ring
from hub.auth.models import Client
from hub.auth.people.assurance import withheld
from hub.auth.tokens import Claims, mint, new_token_id
from hub.endpoint.logs import logger

T = TypeVar("T")
logging.getLogger("authlib").setLevel(logging.INFO)  # at DEBUG it writes whole tokens
log = logger("hub.auth")
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class Checked(OAuth2Request):  # type: ignore[misc]
    """A request that has passed the gate, under the address that is configured and not the one that a header claims."""

    def __init__(self, issuer: Issuer, request: Request, parameters: dict[str, str]) -> None:
        super().__init__(request.method, issuer.token_endpoint, headers=request.headers)
        self.payload = BasicOAuth2Payload(parameters)
        self.presented: Claims | None = None
        """The access token that a client asks about or gives back, once it has been verified."""

    @property
    def form(self) -> dict[str, str]:
        """The parameters."""
        form: dict[str, str] = self.payload.data
        return form


class Hub(AuthorizationServer):  # type: ignore[misc]
    """Authlib's server around one database session; it is made anew for each request."""

    def __init__(self, db: Session, issuer: Issuer, ring: Ring, issued: int, longest: int) -> None:
        super().__init__()
        self.db, self.issuer, self.ring, self.issued, self.longest = db, issuer, ring, issued, longest
        self.now = datetime.fromtimestamp(issued, UTC)
        self.register_client_auth_method("client_secret_basic", by_basic)
        self.register_client_auth_method("private_key_jwt", Assertion(db, issuer, issued))
        self.register_grant(CodeGrant, [Challenge(), IdTokens(self)])
        self.register_grant(RefreshGrant)
        self.register_grant(MachineGrant)
        self.register_endpoint(Revocation)
        self.register_endpoint(Introspection)

    def create_oauth2_request(self, request: Checked) -> Checked:
        """The request as it is: the gate has made it."""
        return request

    def query_client(self, client_id: str) -> Client | None:
        """The client of this name, unless it is disabled."""
        client = self.db.get(Client, client_id) if client_id.isascii() and client_id.isprintable() else None
        return client if client and client.disabled_at is None else None

    def authenticate_client(self, request: Checked, methods: list[str], endpoint: str = "token") -> Client:
        """The client that has proved who it is; one refusal for an unknown client and for a wrong secret."""
        try:
            client: Client = super().authenticate_client(request, methods, endpoint)
        except InvalidClientError:
            raise unknown_client("The client is unknown or disabled, or has not proved who it is.") from None
        return client

    def get_authorization_grant(self, request: Checked) -> CodeGrant:
        """The code grant, which is the only one; its own checks are made first, so that an error finds its way back."""
        grant = CodeGrant(request, self)
        for extension in (Challenge(), IdTokens(self)):
            extension(grant)
        return grant

    def validate_requested_scope(self, scope: str | None) -> None:
        """Refuse scopes that could change what they can't see."""
        if scope:
            check_reads(scope.split(" "))

    def generate_token(
        self,
        grant_type: str,
        client: Client,
        user: Holder | None = None,
        scope: str | None = None,
        include_refresh_token: bool = False,  # noqa: FBT001, FBT002 - Authlib's
        **_: object,
    ) -> dict[str, Any]:
        """A token of the client's own life and scopes, none of Authlib's defaults."""
        claims = self._own(client, scope) if user is None else self._lent(client, user, scope or "")
        log.info("token_issued", client=client.id, grant=grant_type, token_id=claims.token_id)
        token = {
            "access_token": mint(claims, self.issuer, self.ring),
            "token_type": "Bearer",
            "expires_in": claims.expires - claims.issued,
            "scope": " ".join(sorted(claims.scope)),
        }
        return token | ({"refresh_token": renew(self.db, user.family)} if user and include_refresh_token else {})

    def _own(self, client: Client, scope: str | None) -> Claims:
        """The claims of a client that acts for its organisation."""
        return Claims(
            subject=client.id,
            client_id=client.id,
            organisation=client.organisation_code,
            roles=tuple(client.roles),
            scope=own_scopes(client, scope),
            token_id=new_token_id(),
            issued=self.issued,
            expires=self.issued + self._life(client),
        )

    def _lent(self, client: Client, holder: Holder, scope: str) -> Claims:
        """The claims of a client that acts for a person: organisation and roles are theirs, never its own."""
        return Claims(
            subject=str(holder.person_id),
            client_id=client.id,
            organisation=holder.organisation,
            roles=holder.roles,
            scope=frozenset(scope.split(" ")) - withheld(holder.family.amr, demo=holder.demo),
            token_id=new_token_id(),
            issued=self.issued,
            expires=min(self.issued + self._life(client), int(holder.family.expires_at.timestamp())),
            family=str(holder.family.id),
        )

    def _life(self, client: Client) -> int:
        return min(client.access_token_seconds, self.longest)

    def save_token(self, token: dict[str, Any], request: Checked) -> None:
        """Nothing to keep: an access token proves itself, and lives for minutes."""

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Nobody listens; what has to be known is told where it happens."""

    def handle_response(self, status: int, body: object, headers: list[tuple[str, str]]) -> Response:
        """The answer as Starlette sends it; every redirect names the issuer (RFC 9207 section 2)."""
        given = dict(headers)
        location = given.pop("Location", None)
        if location is None:
            return JSONResponse(body, status, given | NO_STORE)
        return RedirectResponse(add_params_to_uri(location, [("iss", self.issuer.url)]), 303, NO_STORE)


@dataclass(frozen=True, slots=True)
class Authority:
    """What every endpoint of the authorization server works with."""

    engine: AsyncEngine
    issuer: Issuer
    keys: Keyring
    clock: Callable[[], float]
    longest: int

    async def run(self, act: Callable[[Hub], T]) -> T:
        """What `act` gives, in one transaction, which is committed before the answer leaves."""
        ring = await self.keys.ring()
        async with AsyncSession(self.engine) as session, session.begin():
            return await session.run_sync(lambda db: act(Hub(db, self.issuer, ring, int(self.clock()), self.longest)))
