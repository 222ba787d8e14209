"""The refresh grant (RFC 6749 section 6): each token is used once, and gives a new one of the same family."""

from authlib.oauth2.rfc6749.grants import RefreshTokenGrant  # type: ignore[import-untyped]

from hub.auth.grants.families import Holder, Presented, present, redeem
from hub.auth.grants.models import RefreshToken
from hub.auth.models import METHODS


class RefreshGrant(RefreshTokenGrant):  # type: ignore[misc]
    """A client goes on acting for a person who is no longer there; a narrowed scope narrows the access token alone."""

    TOKEN_ENDPOINT_AUTH_METHODS = METHODS
    INCLUDE_NEW_REFRESH_TOKEN = True

    def validate_token_request(self) -> None:
        """Check client, token and scope; a request that fails here has not used the token."""
        super().validate_token_request()
        self.validate_requested_scope()

    def authenticate_refresh_token(self, refresh_token: str) -> Presented | None:
        """What is kept of the token."""
        return present(self.server.db, RefreshToken, refresh_token)

    def authenticate_user(self, refresh_token: Presented) -> Holder:
        """The person behind the token, which is used by this."""
        return redeem(self.server.db, refresh_token, self.server.now)

    def revoke_old_credential(self, refresh_token: Presented) -> None:
        """It is used up already, before anything was issued."""
