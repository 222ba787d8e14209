"""Time-based one-time passwords (RFC 6238 over RFC 4226): six digits for thirty seconds, as authenticator apps do."""

import hmac
from base64 import b32decode, b32encode
from secrets import token_bytes
from urllib.parse import quote

SECONDS, DIGITS = 30, 6
DRIFT = 1
"""Steps by which a phone's clock may differ either way (RFC 6238 section 5.2)."""
SECRET_BYTES = 20
"""160 bits, as RFC 4226 section 4 recommends."""


def new_secret() -> str:
    """A secret in base32, as people type it into their app."""
    return b32encode(token_bytes(SECRET_BYTES)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of one time step (RFC 4226 section 5.3)."""
    digest = hmac.digest(b32decode(secret), step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(secret: str, code: str, now: float, last: int | None) -> int | None:
    """The time step that a code proves, if it is a later one than `last`: no code is taken twice."""
    present = int(now) // SECONDS
    for step in range(present - DRIFT, present + DRIFT + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()) and (last is None or step > last):
            return step
    return None


def address_of(secret: str, name: str, issuer: str) -> str:
    """The otpauth:// address that authenticator apps open."""
    return f"otpauth://totp/{quote(issuer)}:{quote(name)}?secret={secret}&issuer={quote(issuer)}"
