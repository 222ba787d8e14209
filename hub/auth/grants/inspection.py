"""Giving tokens back (RFC 7009), and asking whether one still holds (RFC 7662)."""

from typing import Any

from authlib.oauth2.rfc6749 import InvalidGrantError, InvalidRequestError  # type: ignore[import-untyped]
from authlib.oauth2.rfc7009 import RevocationEndpoint  # type: ignore[import-untyped]
from authlib.oauth2.rfc7662 import IntrospectionEndpoint  # type: ignore[import-untyped]
from sqlmodel import col

from hub.auth.grants.denials import denial, ending
from hub.auth.grants.families import Presented, holder_of, present
from hub.auth.grants.models import RefreshToken, TokenFamily
from hub.auth.models import CONFIDENTIAL, INTROSPECT, METHODS, Client
from hub.auth.tokens import Claims


class Revocation(RevocationEndpoint):  # type: ignore[misc]
    """A client gives back a token of its own: an access token ends alone, a refresh token with its family."""

    CLIENT_AUTH_METHODS = METHODS

    def authenticate_token(self, request: Any, client: Client) -> Claims | Presented | None:
        """The token, None when there is nothing to end; raises InvalidGrantError for another client's."""
        found = _found(self.server, request)
        if found and _client_of(found) != client.id:
            raise InvalidGrantError("The token was given to another client.")
        return found

    def revoke_token(self, token: Claims | Presented, request: Any) -> None:  # noqa: ARG002 - Authlib's
        """End it: at once for a refresh token, within seconds in every worker for an access token."""
        now = self.server.now
        if isinstance(token, Claims):
            self.server.db.execute(denial(token.token_id, now))
        else:
            self.server.db.execute(ending(col(TokenFamily.id) == token.family.id, now))


class Introspection(IntrospectionEndpoint):  # type: ignore[misc]
    """A client asks about a token of its own; one with the role `introspect` about anybody's."""

    CLIENT_AUTH_METHODS = CONFIDENTIAL

    def authenticate_token(self, request: Any, client: Client) -> Claims | Presented | None:
        """The token, if it holds and the client may know."""
        found = _found(self.server, request)
        return found if found and (INTROSPECT in client.roles or _client_of(found) == client.id) else None

    def create_introspection_payload(self, token: Claims | Presented | None) -> dict[str, Any]:
        """What RFC 7662 section 2.2 says of a token; of one that doesn't hold, nothing else."""
        if isinstance(token, Claims):
            return {"active": True, "token_type": "Bearer", **token.payload(self.server.issuer)}
        if token is None or not self._holds(token):
            return {"active": False}
        family = token.family
        return {
            "active": True,
            "iss": self.server.issuer.url,
            "sub": str(family.person_id),
            "client_id": family.client_id,
            "scope": " ".join(family.scopes),
            "exp": int(family.expires_at.timestamp()),
            "sid": str(family.id),
        }

    def _holds(self, token: Presented) -> bool:
        unused = token.credential.used_at is None
        return unused and holder_of(self.server.db, token.family, self.server.now) is not None


def _found(server: Any, request: Any) -> Claims | Presented | None:
    """The token that the request speaks of; a hint of its kind is not needed to find it (RFC 7009 section 2.1)."""
    token: str | None = request.form.get("token")
    if token is None:
        raise InvalidRequestError("The parameter token is missing.")
    claims: Claims | None = request.presented
    return claims or present(server.db, RefreshToken, token)


def _client_of(token: Claims | Presented) -> str:
    return token.client_id if isinstance(token, Claims) else token.family.client_id
