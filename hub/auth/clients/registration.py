"""What a client may be registered as; each rule is refused by the name of the option that breaks it."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from hub.auth.access import Act
from hub.auth.clients.addresses import fault_of, origin_fault_of
from hub.auth.clients.assertion import keys_of
from hub.auth.errors import Fault, RegistrationError
from hub.auth.models import (
    AUTHORIZATION_CODE,
    CLIENT_CREDENTIALS,
    GRANTS,
    IDENTITY,
    INTROSPECT,
    LONGEST_LIFE,
    PLAIN,
    REFRESH_TOKEN,
    AuthMethod,
    Client,
    hash_of,
)
from hub.auth.policy import ADMINISTRATOR, BY_KEY_ONLY, ROLES, RULES, acts_of
from hub.texts import Text

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
SHORTEST_SECRET = 32
"""Characters of a secret that is given, as one SHA-256 is all that protects it."""
LEAST_RSA_BITS = 2048
NO_SECRET = Fault(
    "--secret-stdin",
    "",
    Text(
        f"give {SHORTEST_SECRET} or more printable ASCII characters, chosen at random",
        f"请提供至少 {SHORTEST_SECRET} 个随机的可打印 ASCII 字符",
    ),
)
CLIENT_ROLES = ROLES | {INTROSPECT}
SCOPES = acts_of(ROLES, RULES) | PLAIN


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
            raise RegistrationError(*faults)
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
    def __call__(self, asked: Registration) -> Iterator[Fault]: ...


def _faults(asked: Registration) -> Iterator[Fault]:
    checks: tuple[_Check, ...] = (_names, _granted, _proof, _addresses)
    for check in checks:
        yield from check(asked)


def _fault(option: str, en: str, zh: str, value: object = "") -> Fault:
    return Fault(option, str(value), Text(en, zh))


def _names(asked: Registration) -> Iterator[Fault]:
    if not NAME.fullmatch(asked.name):
        en, zh = "use up to 100 small letters, digits, dots and dashes", "至多 100 个小写字母、数字、点和连字符"
        yield _fault("NAME", en, zh, repr(asked.name))
    yield from _unknown("--grant", asked.grants, frozenset(GRANTS))
    yield from _unknown("--role", asked.roles, CLIENT_ROLES)
    yield from _unknown("--scope", asked.scopes, SCOPES)
    if not 1 <= asked.access_token_seconds <= LONGEST_LIFE:
        en, zh = f"give 1 to {LONGEST_LIFE}", f"请填写 1 至 {LONGEST_LIFE}"
        yield _fault("--access-token-seconds", en, zh, asked.access_token_seconds)


def _unknown(option: str, given: Sequence[str], known: frozenset[str]) -> Iterator[Fault]:
    every = ", ".join(sorted(known))
    for name in sorted(set(given) - known):
        yield _fault(option, f"is none of {every}", f"须为以下之一：{every}", name)


def _granted(asked: Registration) -> Iterator[Fault]:
    grants, scopes = set(asked.grants), asked.all_scopes()
    if not grants:
        yield _fault("--grant", "give at least one", "至少填写一种")
    if REFRESH_TOKEN in grants and AUTHORIZATION_CODE not in grants:
        en, zh = "needs the grant authorization_code beside it", "须同时具有 authorization_code"
        yield _fault("--grant", en, zh, REFRESH_TOKEN)
    if Act.READ not in scopes and not scopes <= PLAIN:
        yield _fault("--scope", "add read, as nothing can be changed unseen", "请加上 read：不可见则不可改")
    if CLIENT_CREDENTIALS in grants:
        yield from _alone(asked, scopes)
    if asked.public and (CLIENT_CREDENTIALS in grants or asked.roles):
        en = "such a client acts for who signs in, so leave out the grant client_credentials and roles"
        yield _fault("--public", en, "此类客户端只代表登录的人员，不能有 client_credentials 授权和角色")


def _alone(asked: Registration, scopes: frozenset[str]) -> Iterator[Fault]:
    """What a client that acts for itself may not have."""
    if asked.jwks is None and scopes & BY_KEY_ONLY:
        en, zh = "a client that acts for itself needs a key set for it", "以自身名义工作的客户端须使用密钥集"
        yield _fault("--scope", en, zh, " ".join(sorted(scopes & BY_KEY_ONLY)))
    if ADMINISTRATOR in asked.roles:
        yield _fault("--role", "accounts are kept by people only", "账户只能由人员管理", ADMINISTRATOR)


def _proof(asked: Registration) -> Iterator[Fault]:
    if asked.public and (asked.secret or asked.jwks):
        en = "such a client can keep no secret, so leave out secret and key set"
        yield _fault("--public", en, "此类客户端无法保管密钥，请勿提供密钥或密钥集")
    if asked.jwks is not None:
        yield from _keys(asked.jwks)
    elif not asked.public and not _is_secret(asked.secret):
        yield NO_SECRET


def read_key_set(given: str) -> dict[str, Any]:
    """The JWK set in a text; raises RegistrationError for another."""
    try:
        keys = json.loads(given)
    except (ValueError, RecursionError):
        keys = None
    if not isinstance(keys, dict):
        raise RegistrationError(
            _fault("--jwks", 'give a JWK set as JSON, {"keys": […]}', '请提供 JSON 格式的 JWK 集：{"keys": […]}')
        )
    return keys


def check_secret(secret: str) -> None:
    """Raise RegistrationError for a secret that could be guessed, or that a form can't carry."""
    if not _is_secret(secret):
        raise RegistrationError(NO_SECRET)


def _is_secret(secret: str | None) -> bool:
    return secret is not None and len(secret) >= SHORTEST_SECRET and secret.isascii() and secret.isprintable()


def _keys(jwks: dict[str, Any]) -> Iterator[Fault]:
    try:
        keys = keys_of(jwks).keys
    except (JoseError, KeyError, TypeError, ValueError):
        keys = []
    if not keys or not all(_is_verifier(key) for key in keys):
        en = f"give a JWK set with public keys only, each EC P-256 or RSA of {LEAST_RSA_BITS} bits or more"
        zh = f"请提供只含公钥的 JWK 集：EC P-256，或至少 {LEAST_RSA_BITS} 位的 RSA"
        yield _fault("--jwks", en, zh)


def _is_verifier(key: object) -> bool:
    if isinstance(key, ECKey):
        return key.curve_name == "P-256" and not key.is_private
    return isinstance(key, RSAKey) and not key.is_private and key.public_key.key_size >= LEAST_RSA_BITS


def _addresses(asked: Registration) -> Iterator[Fault]:
    if (AUTHORIZATION_CODE in asked.grants) != bool(asked.redirect_uris):
        en = "belongs to the grant authorization_code, and that needs at least one"
        yield _fault("--redirect-uri", en, "与 authorization_code 授权同时使用，至少填写一个")
    for option, uris in (("--redirect-uri", asked.redirect_uris), ("--post-logout-uri", asked.post_logout_uris)):
        yield from (Fault(option, uri, wrong) for uri in uris if (wrong := fault_of(uri)))
    yield from (Fault("--origin", origin, wrong) for origin in asked.origins if (wrong := origin_fault_of(origin)))
