"""What a client may be registered as; each rule is refused by the name of the option that breaks it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from hub.auth.access import Act
from hub.auth.clients.addresses import fault_of, origin_fault_of
from hub.auth.clients.assertion import keys_of
from hub.auth.errors import RegistrationError
from hub.auth.models import (
    AUTHORIZATION_CODE,
    CLIENT_CREDENTIALS,
    GRANTS,
    IDENTITY,
    INTROSPECT,
    LONGEST_LIFE,
    REFRESH_TOKEN,
    AuthMethod,
    Client,
    hash_of,
)
from hub.auth.policy import BY_KEY_ONLY, ROLES, RULES, acts_of

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
SHORTEST_SECRET = 32
"""Characters of a secret that is given, as one SHA-256 is all that protects it."""
LEAST_RSA_BITS = 2048
CLIENT_ROLES = ROLES | {INTROSPECT}
SCOPES = acts_of(ROLES, RULES) | IDENTITY


@dataclass(frozen=True, slots=True)
class Registration:
    """What an administrator says of a new client; without scopes it gets those of its roles, or of a plain sign-in."""

    name: str
    organisation: str
    grants: Sequence[str]
    roles: Sequence[str] = ()
    scopes: Sequence[str] = ()
    redirect_uris: Sequence[str] = ()
    post_logout_uris: Sequence[str] = ()
    origins: Sequence[str] = ()
    public: bool = False
    secret: str | None = field(default=None, repr=False)
    jwks: dict[str, Any] | None = None
    access_token_seconds: int = LONGEST_LIFE

    @property
    def method(self) -> AuthMethod:
        """How the client will prove itself."""
        if self.public:
            return AuthMethod.NONE
        return AuthMethod.CLIENT_SECRET if self.jwks is None else AuthMethod.PRIVATE_KEY_JWT

    def all_scopes(self) -> frozenset[str]:
        """The scopes that it may ask for."""
        if self.scopes:
            return frozenset(self.scopes)
        own = acts_of(self.roles, RULES) - (frozenset() if self.jwks else BY_KEY_ONLY)
        return frozenset({Act.READ}) | own | (IDENTITY if AUTHORIZATION_CODE in self.grants else frozenset())

    def client(self) -> Client:
        """The client as the authorization server keeps it; raises RegistrationError that names all that is wrong."""
        if faults := list(_faults(self)):
            raise RegistrationError("; ".join(faults))
        return Client(
            id=self.name,
            organisation_code=self.organisation,
            roles=sorted(set(self.roles)),
            scopes=sorted(self.all_scopes()),
            grants=sorted(set(self.grants)),
            auth_method=self.method,
            secret_hash=hash_of(self.secret) if self.secret and self.method is AuthMethod.CLIENT_SECRET else None,
            jwks=self.jwks,
            redirect_uris=list(self.redirect_uris),
            post_logout_uris=list(self.post_logout_uris),
            origins=list(self.origins),
            access_token_seconds=self.access_token_seconds,
        )


class _Check(Protocol):
    def __call__(self, asked: Registration) -> Iterator[str]: ...


def _faults(asked: Registration) -> Iterator[str]:
    checks: tuple[_Check, ...] = (_names, _granted, _proof, _addresses)
    for check in checks:
        yield from check(asked)


def _names(asked: Registration) -> Iterator[str]:
    if not NAME.fullmatch(asked.name):
        yield f"NAME {asked.name!r}: use up to 100 small letters, digits, dots and dashes"
    yield from _unknown("--grant", asked.grants, frozenset(GRANTS))
    yield from _unknown("--role", asked.roles, CLIENT_ROLES)
    yield from _unknown("--scope", asked.scopes, SCOPES)
    if not 1 <= asked.access_token_seconds <= LONGEST_LIFE:
        yield f"--access-token-seconds {asked.access_token_seconds}: give 1 to {LONGEST_LIFE}"


def _unknown(option: str, given: Sequence[str], known: frozenset[str]) -> Iterator[str]:
    for name in sorted(set(given) - known):
        yield f"{option} {name}: is none of {', '.join(sorted(known))}"


def _granted(asked: Registration) -> Iterator[str]:
    grants, scopes = set(asked.grants), asked.all_scopes()
    if not grants:
        yield "--grant: give at least one"
    if REFRESH_TOKEN in grants and AUTHORIZATION_CODE not in grants:
        yield "--grant refresh_token: needs --grant authorization_code beside it"
    if Act.READ not in scopes and not scopes <= IDENTITY:
        yield "--scope: add read, as nothing can be changed unseen"
    if CLIENT_CREDENTIALS in grants and asked.jwks is None and scopes & BY_KEY_ONLY:
        yield f"--scope {' '.join(sorted(scopes & BY_KEY_ONLY))}: a client that acts for itself needs --jwks for it"
    if asked.public and (CLIENT_CREDENTIALS in grants or asked.roles):
        yield "--public: such a client acts for who signs in, so leave out --grant client_credentials and --role"


def _proof(asked: Registration) -> Iterator[str]:
    if asked.public and (asked.secret or asked.jwks):
        yield "--public: such a client can keep no secret, so leave out --secret-stdin and --jwks"
    if asked.jwks is not None:
        yield from _keys(asked.jwks)
    elif not asked.public and not _is_secret(asked.secret):
        yield f"--secret-stdin: give {SHORTEST_SECRET} or more printable ASCII characters, chosen at random"


def _is_secret(secret: str | None) -> bool:
    return secret is not None and len(secret) >= SHORTEST_SECRET and secret.isascii() and secret.isprintable()


def _keys(jwks: dict[str, Any]) -> Iterator[str]:
    try:
        keys = keys_of(jwks).keys
    except (JoseError, KeyError, TypeError, ValueError):
        keys = []
    if not keys or not all(_is_verifier(key) for key in keys):
        yield f"--jwks: give a JWK set with public keys only, each EC P-256 or RSA of {LEAST_RSA_BITS} bits or more"


def _is_verifier(key: object) -> bool:
    if isinstance(key, ECKey):
        return key.curve_name == "P-256" and not key.is_private
    return isinstance(key, RSAKey) and not key.is_private and key.public_key.key_size >= LEAST_RSA_BITS


def _addresses(asked: Registration) -> Iterator[str]:
    if (AUTHORIZATION_CODE in asked.grants) != bool(asked.redirect_uris):
        yield "--redirect-uri: belongs to --grant authorization_code, and that needs at least one"
    for option, uris in (("--redirect-uri", asked.redirect_uris), ("--post-logout-uri", asked.post_logout_uris)):
        yield from (f"{option} {uri}: {fault}" for uri in uris if (fault := fault_of(uri)))
    yield from (f"--origin {origin}: {fault}" for origin in asked.origins if (fault := origin_fault_of(origin)))
