"""The client credentials grant (RFC 6749 section 4.4): a client acts for its own organisation."""

from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant  # type: ignore[import-untyped]

from hub.auth.models import CONFIDENTIAL


class MachineGrant(ClientCredentialsGrant):  # type: ignore[misc]
    """Only for a client that can prove who it is."""

    TOKEN_ENDPOINT_AUTH_METHODS = CONFIDENTIAL
