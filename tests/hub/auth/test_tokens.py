"""What a token must be to be believed."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey
from sqlalchemy.ext.asyncio import AsyncEngine

from hub.auth.grants.denials import Denials
from hub.auth.issuer import Issuer
from hub.auth.keys import Keyring, Ring, ensure_keys
from hub.auth.tokens import Claims, Verifier, mint
from hub.auth.vault import Vault
from hub.errors import Unauthenticated
from hub.texts import Language
from tests.hub.auth.conftest import ISSUER, Clock

HERE = Issuer.of(ISSUER)


@pytest.fixture
async def keys(owner: AsyncEngine, service: AsyncEngine, vault: Vault, clock: Clock) -> Keyring:
    await ensure_keys(owner, vault, clock.date())
    return Keyring(service, vault, clock)


@pytest.fixture
async def ring(keys: Keyring) -> Ring:
    return await keys.ring()


@pytest.fixture
def verifier(keys: Keyring, service: AsyncEngine, clock: Clock) -> Verifier:
    return Verifier(HERE, keys, Denials(service, clock), clock, size=3)


def claims(clock: Clock, **changes: Any) -> Claims:
    now = int(clock.now)
    written = Claims("me", "app", "here", ("bureau",), frozenset({"read"}), "t1", now, now + 60)
    return replace(written, **changes)


def signed(header: dict[str, Any], payload: Any, key: Any, algorithm: str = "ES256") -> str:
    registry = jws.JWSRegistry(algorithms=[algorithm], strict_check_header=False)
    return jws.serialize_compact(header | {"alg": algorithm}, json.dumps(payload), key, registry=registry)


def header(ring: Ring, **changes: Any) -> dict[str, Any]:
    return {"typ": "at+jwt", "kid": ring.active.kid} | changes


async def refused(verifier: Verifier, token: str) -> bool:
    try:
        await verifier.verify(token)
    except Unauthenticated as refusal:
        return refusal.field == "Authorization"
    return False


async def test_a_token_says_again_what_was_minted(verifier: Verifier, ring: Ring, clock: Clock) -> None:
    written = claims(clock)
    assert await verifier.verify(mint(written, HERE, ring)) == written


async def test_a_token_ends_at_its_second_although_it_was_believed_before(
    verifier: Verifier, ring: Ring, clock: Clock
) -> None:
    token = mint(claims(clock), HERE, ring)
    clock.now += 59
    await verifier.verify(token)
    clock.now += 1
    with pytest.raises(Unauthenticated, match="expired") as refusal:
        await verifier.verify(token)
    assert "已过期" in refusal.value.say(Language.ZH)


WRONG_CLAIMS: list[dict[str, Any]] = [
    {"iss": "https://other.example"},
    {"aud": ISSUER},
    {"aud": [f"{ISSUER}/graphql"]},
    {"iat": 1_600_000_006},
    {"nbf": 1_600_000_006},
    {"exp": "1600000060"},
    {"exp": 1_600_000_060.5},
    {"exp": True},
    {"exp": None},
    {"sub": None},
    {"client_id": 7},
    {"org": None},
    {"roles": None},
    {"roles": [1]},
    {"roles": "lead"},
    {"scope": ["read"]},
    {"jti": None},
]
WRONG_HEADERS: list[dict[str, Any]] = [
    {"typ": "JWT"},
    {"typ": "id+jwt"},
    {"typ": None},
    {"kid": "unknown"},
    {"kid": None},
    {"kid": ["a"]},
    {"jku": "https://evil.example/keys"},
    {"x5u": "https://evil.example/cert"},
    {"crit": ["exp"], "exp": 1},
    {"cty": "JWT"},
]


def forgeries(ring: Ring, payload: dict[str, Any]) -> Iterator[tuple[object, str]]:
    """What is wrong with each token, and the token."""
    stranger, content = ECKey.generate_key("P-256"), _encoded(payload)
    for wrong in WRONG_CLAIMS:
        yield wrong, signed(header(ring), payload | wrong, ring.active)
    for wrong in WRONG_HEADERS:
        yield wrong, _resigned(f"{_encoded(header(ring, alg='ES256') | wrong)}.{content}.", ring.active)
    for missing in ("typ", "kid"):
        lacking = {name: value for name, value in header(ring).items() if name != missing}
        yield missing, signed(lacking, payload, ring.active)
    yield "a stranger's signature", signed(header(ring), payload, stranger)
    yield "a key in the header", signed(header(ring, jwk=stranger.as_dict(private=False)), payload, stranger)
    for algorithm, key in {"RS256": RSAKey.generate_key(2048), "ES384": ECKey.generate_key("P-384")}.items():
        yield algorithm, signed(header(ring), payload, key, algorithm)
    public = f"{_encoded(header(ring, alg='HS256'))}.{content}"
    mac = hmac.digest(ring.active.as_pem(private=False), public.encode(), "sha256")
    yield "HS256 by the public key", f"{public}.{urlsafe_b64encode(mac).decode().rstrip('=')}"
    for none in ("none", "None", "NONE", ""):
        yield f"alg {none}", f"{_encoded(header(ring, alg=none))}.{content}."


@pytest.mark.acceptance(17)
async def test_a_token_with_anything_wrong_is_refused(verifier: Verifier, ring: Ring, clock: Clock) -> None:
    payload = claims(clock).payload(HERE)
    resigned = _resigned(f"{_encoded(header(ring, alg='ES256'))}.{_encoded(payload)}.", ring.active)
    for right in (signed(header(ring), payload, ring.active), resigned):
        assert not await refused(verifier, right)
    for wrong, token in forgeries(ring, payload):
        assert await refused(verifier, token), wrong
    clock.now += 60
    assert await refused(verifier, mint(claims(clock, expires=int(clock.now)), HERE, ring))


async def test_a_token_without_one_of_its_claims_is_refused(verifier: Verifier, ring: Ring, clock: Clock) -> None:
    payload = claims(clock).payload(HERE)
    for missing in payload:
        lacking = {name: value for name, value in payload.items() if name != missing}
        assert await refused(verifier, signed(header(ring), lacking, ring.active)), missing


async def test_a_changed_byte_anywhere_is_refused(verifier: Verifier, ring: Ring, clock: Clock) -> None:
    token = mint(claims(clock), HERE, ring)
    await verifier.verify(token)
    for place in range(0, len(token), 7):
        other = "A" if token[place] != "A" else "B"
        assert await refused(verifier, token[:place] + other + token[place + 1 :])


ODD = [
    "",
    ".",
    "..",
    "...",
    "a.b.c",
    "é.é.é",
    "\0",
    "a" * 5000,
    "e30.e30.e30",
    f"{'W1sx' * 700}.e30.AA",
    "bnVsbA.e30.AA",
]


async def test_whatever_is_no_token_is_refused(verifier: Verifier) -> None:
    for token in ODD:
        assert await refused(verifier, token), token


async def test_a_signed_payload_that_is_no_set_of_claims_is_refused(verifier: Verifier, ring: Ring) -> None:
    payloads: tuple[Any, ...] = (None, 7, "x", [], [1], {"exp": {}})
    for payload in payloads:
        assert await refused(verifier, signed(header(ring), payload, ring.active)), payload


async def test_a_deeply_nested_header_or_payload_is_refused(verifier: Verifier, ring: Ring) -> None:
    deep = urlsafe_b64encode(b"[" * 2000).rstrip(b"=").decode()
    assert await refused(verifier, f"{deep}.e30.AA")
    assert await refused(verifier, _resigned(f"{_encoded(header(ring, alg='ES256'))}.{deep}.", ring.active))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
async def test_no_text_makes_the_verifier_fail(verifier: Verifier, first: str, second: str, third: str) -> None:
    assert await refused(verifier, f"{first}.{second}.{third}")


async def test_the_cache_is_bounded_and_forgets_what_was_used_longest_ago(
    verifier: Verifier, ring: Ring, clock: Clock
) -> None:
    tokens = [mint(claims(clock, token_id=str(number)), HERE, ring) for number in range(4)]
    known = [await verifier.verify(token) for token in tokens[:3]]
    assert await verifier.verify(tokens[0]) is known[0]
    await verifier.verify(tokens[3])
    assert await verifier.verify(tokens[0]) is known[0]
    assert await verifier.verify(tokens[2]) is known[2]
    assert await verifier.verify(tokens[1]) is not known[1]


async def test_what_is_refused_takes_no_place_in_the_cache(verifier: Verifier, ring: Ring, clock: Clock) -> None:
    token = mint(claims(clock), HERE, ring)
    known = await verifier.verify(token)
    for number in range(10):
        assert await refused(verifier, f"{token}{number}")
    assert await verifier.verify(token) is known


def _encoded(part: Any) -> str:
    return urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def _resigned(token: str, key: ECKey) -> str:
    """The same header and payload, byte for byte, under a signature that holds."""
    head, payload, _ = token.split(".")
    donor = jws.JWSRegistry(algorithms=["ES256"]).get_alg("ES256")
    signature = donor.sign(f"{head}.{payload}".encode(), key)
    assert urlsafe_b64decode(head + "==")
    return f"{head}.{payload}.{urlsafe_b64encode(signature).rstrip(b'=').decode()}"
