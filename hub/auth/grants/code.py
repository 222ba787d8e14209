"""The authorization code grant (RFC 6749 section 4.1) with PKCE by S256 (RFC 7636) and an id token (OpenID Connect)."""

import re
from typing import Any

from authlib.oauth2.rfc6749 import InvalidRequestError, OAuth2Error, OAuth2Request  # type: ignore[import-untyped]
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import CodeChallenge  # type: ignore[import-untyped]
from authlib.oidc.core.grants import OpenIDToken  # type: ignore[import-untyped]

from hub.auth.grants.families import CODE_LIFE, FAMILY_LIFE, Holder, Presented, present, redeem
from hub.auth.grants.models import AuthorizationCode, TokenFamily
from hub.auth.grants.prune import prune
from hub.auth.identity import id_token
from hub.auth.models import METHODS, Client, hash_of
from hub.auth.people.seam import SignedIn

CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
"""SHA-256 in base64url without padding (RFC 7636 section 4.2)."""
NONCE_LENGTH = 255


class CodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]
    """A person at a browser lets a client act for them."""

    TOKEN_ENDPOINT_AUTH_METHODS = METHODS

    @staticmethod
    def validate_authorization_redirect_uri(request: OAuth2Request, client: Client) -> str:
        """The address to answer to; it isn't quoted in the error, which allows fewer characters than an address."""
        uri: str | None = request.payload.redirect_uri
        if uri is None or not client.check_redirect_uri(uri):
            raise InvalidRequestError("The redirect_uri is missing, or not one that the client has registered.")
        if request.payload.response_type != "code":
            raise OAuth2Error("The response_type must be code.", error="unsupported_response_type", redirect_uri=uri)
        return uri

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        """Begin a family of tokens, to which the code belongs."""
        hub, person, asked = self.server, request.user, request.payload.data
        assert isinstance(person, SignedIn)
        prune(hub.db, hub.now)
        family = TokenFamily(
            client_id=request.client.id,
            person_id=person.person_id,
            scopes=request.scope.split(" "),
            auth_time=person.auth_time,
            amr=list(person.amr),
            created_at=hub.now,
            expires_at=hub.now + FAMILY_LIFE,
        )
        hub.db.add(family)
        hub.db.flush()
        hub.db.add(
            AuthorizationCode(
                hash=hash_of(code),
                family_id=family.id,
                redirect_uri=asked["redirect_uri"],
                code_challenge=asked["code_challenge"],
                nonce=asked.get("nonce"),
                expires_at=hub.now + CODE_LIFE,
            )
        )

    def query_authorization_code(self, code: str, client: Client) -> Presented | None:
        """The code, if it was given to this client."""
        presented = present(self.server.db, AuthorizationCode, code)
        return presented if presented and presented.check_client(client) else None

    def authenticate_user(self, authorization_code: Presented) -> Holder:
        """The person behind the code, which is used by this; the client and the verifier have been proved by now."""
        return redeem(self.server.db, authorization_code, self.server.now)

    def delete_authorization_code(self, authorization_code: Presented) -> None:
        """It is kept until its family ends, so that a second use is known for one."""


class Challenge(CodeChallenge):  # type: ignore[misc]
    """PKCE, demanded of every client when it sends the person here, and S256 alone (RFC 9700 section 2.1.1)."""

    DEFAULT_CODE_CHALLENGE_METHOD = "S256"
    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]  # noqa: RUF012 - as Authlib has it

    def validate_code_challenge(self, grant: CodeGrant, redirect_uri: str) -> None:  # noqa: ARG002 - Authlib's
        """Refuse a request without a challenge, or with a method by which it would protect nothing."""
        asked = grant.request.payload.data
        if not CHALLENGE.fullmatch(asked.get("code_challenge", "")) or asked.get("code_challenge_method") != "S256":
            raise InvalidRequestError("PKCE is needed: code_challenge of 43 characters, code_challenge_method S256.")
        if len(asked.get("nonce", "")) > NONCE_LENGTH:
            raise InvalidRequestError(f"The nonce is longer than {NONCE_LENGTH} characters.")

    def get_authorization_code_challenge(self, authorization_code: Presented) -> str:
        """The challenge that the verifier has to meet."""
        return authorization_code.code.code_challenge

    def get_authorization_code_challenge_method(self, authorization_code: Presented) -> str:  # noqa: ARG002 - Authlib's
        """S256, whatever code it is."""
        return "S256"


class IdTokens(OpenIDToken):  # type: ignore[misc]
    """Adds an id token where the scope openid was granted."""

    def __init__(self, hub: Any) -> None:
        self._hub = hub

    def encode_id_token(self, token: dict[str, Any], request: OAuth2Request) -> str:
        """Who has signed in, when and how, for the client that asked."""
        hub, presented = self._hub, request.authorization_code
        return id_token(hub.issuer, hub.ring, presented.family, token, nonce=presented.code.nonce, issued=hub.issued)
