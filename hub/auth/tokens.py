"""Access tokens (RFC 9068): minted by the server, verified at the endpoint."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError

from hub.auth.grants.denials import Denials
from hub.auth.issuer import Issuer
from hub.auth.keys import ALGORITHM, Keyring, Ring
from hub.errors import Unauthenticated

TYPE = "at+jwt"
LONGEST = 4096
"""Characters that a token has at most: ours have about 600."""
SKEW = 5
"""Seconds by which the clocks of two servers may differ."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token says; times in seconds since 1970."""

    subject: str
    client_id: str
    organisation: str
    roles: tuple[str, ...]
    scope: frozenset[str]
    token_id: str
    issued: int
    expires: int
    family: str | None = None
    """The family of tokens that a person's signing in began; None for a client that acts for itself."""

    def payload(self, issuer: Issuer) -> dict[str, Any]:
        """The claims by their registered names (RFC 9068 section 2.2); no area, which may change within the hour."""
        session = {} if self.family is None else {"sid": self.family}
        return session | {
            "iss": issuer.url,
            "aud": issuer.audience,
            "sub": self.subject,
            "client_id": self.client_id,
            "jti": self.token_id,
            "iat": self.issued,
            "exp": self.expires,
            "scope": " ".join(sorted(self.scope)),
            "org": self.organisation,
            "roles": list(self.roles),
        }


def new_token_id() -> str:
    """A token's own name: 128 random bits."""
    return token_urlsafe(16)


def mint(claims: Claims, issuer: Issuer, ring: Ring) -> str:
    """A token signed with the active key, which its header names."""
    header = {"alg": ALGORITHM, "typ": TYPE, "kid": str(ring.active.kid)}
    return jwt.encode(header, claims.payload(issuer), ring.active, algorithms=[ALGORITHM], default_type=None)


@dataclass(frozen=True, slots=True)
class _Held:
    """A token that held, and the time in which nothing can tell otherwise: no key, no denial, and no end of its own."""

    claims: Claims
    since: float
    until: float


class Verifier:
    """Reads tokens. One that held is remembered by its hash; at every use it must be neither expired nor denied."""

    def __init__(
        self, issuer: Issuer, keys: Keyring, denials: Denials, clock: Callable[[], float], size: int = 10_000
    ) -> None:
        self._issuer, self._keys, self._denials, self._clock, self._size = issuer, keys, denials, clock, size
        self._ring: Ring | None = None
        self._held: OrderedDict[bytes, _Held] = OrderedDict()

    async def verify(self, token: str) -> Claims:
        """The token's claims; raises Unauthenticated if anything in it is not as the hub would have written it."""
        if len(token) > LONGEST or not token.isascii():
            raise refused()
        digest = sha256(token.encode()).digest()
        held = self._held.get(digest)
        if held is None or not held.since <= self._clock() < held.until:
            return await self._verified(token, digest)
        self._held.move_to_end(digest)
        return held.claims

    async def _verified(self, token: str, digest: bytes) -> Claims:
        ring, until = await self._keys.ring(), self._keys.until
        denied, until = await self._denials.keys(), min(until, self._denials.until)
        if ring is not self._ring:
            self._ring = ring
            self._held.clear()
        known = self._held.pop(digest, None)
        claims = known.claims if known else self._read(token, ring)
        now = self._clock()
        if claims.expires <= now:
            raise expired()
        holds = denied.isdisjoint((claims.token_id, claims.family))
        self._held[digest] = _Held(claims, now, min(claims.expires, until) if holds else now)
        if len(self._held) > self._size:
            self._held.popitem(last=False)
        if not holds:
            raise refused()
        return claims

    def _read(self, token: str, ring: Ring) -> Claims:
        try:
            return self._checked(_signed(token, ring))
        except (JoseError, KeyError, TypeError, ValueError, RecursionError):
            raise refused() from None

    def _checked(self, said: Mapping[str, Any]) -> Claims:
        if said["iss"] != self._issuer.url or said["aud"] != self._issuer.audience:
            raise ValueError("another issuer or audience")
        latest = self._clock() + SKEW
        if _moment(said["iat"]) > latest or _moment(said.get("nbf", 0)) > latest:
            raise ValueError("not yet valid")
        return Claims(
            subject=_text(said["sub"]),
            client_id=_text(said["client_id"]),
            organisation=_text(said["org"]),
            roles=_texts(said["roles"]),
            scope=frozenset(_text(said["scope"]).split()),
            token_id=_text(said["jti"]),
            issued=said["iat"],
            expires=_moment(said["exp"]),
            family=_text(said["sid"]) if "sid" in said else None,
        )


def _signed(token: str, ring: Ring) -> Mapping[str, Any]:
    """The payload, once header and signature are right; no key and no algorithm is taken from the token."""
    header = jws.extract_compact(token.encode()).headers()
    if header.keys() != {"alg", "typ", "kid"} or header["alg"] != ALGORITHM or header["typ"] != TYPE:
        raise ValueError("not the header of an access token of this hub")
    return jwt.decode(token, ring.public[header["kid"]], algorithms=[ALGORITHM]).claims


def _moment(value: object) -> int:
    if type(value) is not int:
        raise TypeError("a time is a whole number of seconds")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a name is a text")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("several names are a list")
    return tuple(map(_text, value))


def expired() -> Unauthenticated:
    """The refusal of a token whose time is over."""
    return Unauthenticated(
        "The access token in the Authorization header has expired; ask /oauth/token for a new one.",
        "Authorization 请求头中的访问令牌已过期；请向 /oauth/token 申请新令牌。",
        "Authorization",
    )


def refused() -> Unauthenticated:
    """The refusal of whatever is not a token of this hub."""
    return Unauthenticated(
        "The Authorization header holds no valid access token of this hub; send `Bearer` and a token of /oauth/token.",
        "Authorization 请求头中没有本平台的有效访问令牌；请使用 `Bearer` 加上由 /oauth/token 签发的令牌。",
        "Authorization",
    )
