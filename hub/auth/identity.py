"""Id tokens (OpenID Connect Core section 2): what a client is told of a sign-in; never accepted as an access token."""

from typing import Any

from authlib.oidc.core.util import create_half_hash  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.jws import extract_compact

from hub.auth.grants.models import TokenFamily
from hub.auth.issuer import Issuer
from hub.auth.keys import ALGORITHM, Ring

TYPE = "JWT"
HEADER = {"alg", "typ", "kid"}


def id_token(
    issuer: Issuer, ring: Ring, family: TokenFamily, token: dict[str, Any], *, nonce: str | None, issued: int
) -> str:
    """The id token beside an access token of `family`, which lives as long; `issued` in seconds since 1970."""
    header = {"alg": ALGORITHM, "typ": TYPE, "kid": str(ring.active.kid)}
    claims = {
        "iss": issuer.url,
        "sub": str(family.person_id),
        "aud": family.client_id,
        "iat": issued,
        "exp": issued + int(token["expires_in"]),
        "auth_time": family.auth_time,
        "amr": family.amr,
        "at_hash": create_half_hash(token["access_token"], ALGORITHM).decode(),
        "sid": str(family.id),
    }
    asked = {} if nonce is None else {"nonce": nonce}
    return jwt.encode(header, claims | asked, ring.active, algorithms=[ALGORITHM], default_type=None)


def read_hint(issuer: Issuer, ring: Ring, token: str) -> dict[str, Any]:
    """The claims of an id token that comes back as a hint; it may have expired (RP-Initiated Logout section 2).

    Raises JoseError, KeyError, TypeError or ValueError for whatever is not an id token of this hub.
    """
    header = extract_compact(token.encode()).headers()
    if header.keys() != HEADER or header["alg"] != ALGORITHM or header["typ"] != TYPE:
        raise ValueError("not the header of an id token of this hub")
    claims: dict[str, Any] = jwt.decode(token, ring.public[header["kid"]], algorithms=[ALGORITHM]).claims
    if claims["iss"] != issuer.url:
        raise ValueError("another issuer")
    return claims
