"""How a client proves itself by a signed assertion: private_key_jwt (RFC 7523 section 2.2)."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, cast

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from joserfc.jws import extract_compact
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlmodel import col

from hub.auth.gate import unknown_client
from hub.auth.grants.models import UsedAssertion
from hub.auth.issuer import Issuer
from hub.auth.models import Client

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS = ("ES256", "PS256", "RS256")
"""With a public key only: a shared secret would be no better than client_secret_basic."""
LONGEST = 300
"""Seconds that an assertion may live from now: so long its `jti` has to be remembered."""
SKEW = 10
"""Seconds by which the client's clock may differ."""


class Assertion:
    """The client authentication method private_key_jwt, as Authlib registers one."""

    def __init__(self, db: Session, issuer: Issuer, now: int) -> None:
        self._db, self._issuer, self._now = db, issuer, now

    def __call__(self, query_client: Callable[[str], Client | None], request: Any) -> Client | None:
        """The client whose assertion the request carries; None if it carries none; InvalidClientError if it's bad."""
        form: Mapping[str, str] = request.payload.data
        if "client_assertion" not in form:
            return None
        try:
            return self._proved(form, query_client)
        except (JoseError, KeyError, TypeError, ValueError, RecursionError):
            raise unknown_client("The client_assertion is not by a client of this hub, or holds no longer.") from None

    def _proved(self, form: Mapping[str, str], query_client: Callable[[str], Client | None]) -> Client:
        assertion = form["client_assertion"]
        name = form.get("client_id") or self._claimed(assertion)
        client = query_client(name)
        if form.get("client_assertion_type") != TYPE or client is None or client.jwks is None:
            raise ValueError("not an assertion of a client that has keys")
        claims = jwt.decode(assertion, keys_of(client.jwks), algorithms=list(ALGORITHMS)).claims
        self._check(claims, client)
        return client

    def _claimed(self, assertion: str) -> str:
        """Whose key to take; the name is proved only by the signature."""
        claims: object = json.loads(extract_compact(assertion.encode()).payload)
        if not isinstance(claims, dict):
            raise TypeError("claims are an object")
        return str(claims["sub"])

    def _check(self, claims: Mapping[str, Any], client: Client) -> None:
        if claims["iss"] != client.id or claims["sub"] != client.id:
            raise ValueError("another client")
        if not self._audience(claims["aud"]):
            raise ValueError("another audience")
        expires, begins = _moment(claims["exp"]), _moment(claims.get("nbf", 0))
        if not (self._now - SKEW < expires <= self._now + LONGEST + SKEW and begins <= self._now + SKEW):
            raise ValueError("not of this time")
        self._use(client, claims["jti"], expires)

    def _audience(self, given: object) -> bool:
        """The issuer, as RFC 7523 is now read, or the token endpoint, and nobody beside them."""
        audiences = given if isinstance(given, list) else [given]
        return bool(audiences) and all(one in {self._issuer.url, self._issuer.token_endpoint} for one in audiences)

    def _use(self, client: Client, token_id: object, expires: float) -> None:
        """Take the `jti`, of two requests at once by one; it is kept as long as the assertion could come again."""
        if not isinstance(token_id, str) or not token_id:
            raise TypeError("jti is a text")
        digest = sha256(f"{client.id}\0{token_id}".encode("utf-8", "surrogatepass")).digest()
        until = datetime.fromtimestamp(expires + SKEW, UTC)
        row = insert(UsedAssertion).values(hash=digest, expires_at=until).on_conflict_do_nothing()
        if self._db.execute(row.returning(col(UsedAssertion.hash))).first() is None:
            raise ValueError("used before")


def keys_of(jwks: dict[str, Any]) -> KeySet:
    """The keys of a registered set; raises JoseError, KeyError, TypeError or ValueError for what is none."""
    return KeySet.import_key_set(cast(KeySetSerialization, jwks))


def _moment(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a time is a number of seconds")
    return value
