"""What a client asks of the person's attention: `prompt` and `max_age` (OpenID Connect Core section 3.1.2.1)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from authlib.oauth2.rfc6749 import InvalidRequestError, OAuth2Error  # type: ignore[import-untyped]

PROMPTS = ("none", "login", "consent", "select_account")
SIGN_IN = frozenset({"login", "select_account"})
SECONDS = re.compile(r"[0-9]{1,9}")
UNSUPPORTED = {"request": "request_not_supported", "request_uri": "request_uri_not_supported"}
"""Signed requests (RFC 9101), which this server does not read and so may not ignore."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a client wants the person to be met."""

    prompts: frozenset[str]
    max_age: int | None
    """Seconds that may have passed since the password was given."""

    @property
    def silent(self) -> bool:
        """Whether no page may be shown."""
        return "none" in self.prompts

    @property
    def consent(self) -> bool:
        """Whether the person is asked though they have agreed before."""
        return "consent" in self.prompts

    def sign_in_again(self, auth_time: int, now: int) -> bool:
        """Whether who signed in at `auth_time` has to give the password again."""
        return bool(self.prompts & SIGN_IN) or (self.max_age is not None and now - auth_time > self.max_age)

    @staticmethod
    def without_sign_in(parameters: Mapping[str, str]) -> dict[str, str]:
        """The parameters to come back with after a sign-in; else it would be asked for without end.

        A client that has to be sure of it looks at `auth_time` in the id token.
        """
        kept = [prompt for prompt in parameters.get("prompt", "").split() if prompt not in SIGN_IN]
        left = {name: value for name, value in parameters.items() if name not in {"prompt", "max_age"}}
        return left | ({"prompt": " ".join(kept)} if kept else {})


def asked_of(parameters: Mapping[str, str]) -> Asked:
    """What the parameters ask; raises OAuth2Error for what can't be asked."""
    for name, error in UNSUPPORTED.items():
        if name in parameters:
            raise OAuth2Error(f"Send the parameters themselves instead of {name}.", error=error)
    if parameters.get("response_mode", "query") != "query":
        raise InvalidRequestError("The response_mode must be query.")
    prompts = frozenset(parameters.get("prompt", "").split())
    if not prompts <= set(PROMPTS) or ("none" in prompts and len(prompts) > 1):
        raise InvalidRequestError(f"The prompt is none, or some of {', '.join(PROMPTS[1:])}.")
    return Asked(prompts, _max_age(parameters))


def _max_age(parameters: Mapping[str, str]) -> int | None:
    given = parameters.get("max_age")
    if given is None:
        return None
    if not SECONDS.fullmatch(given):
        raise InvalidRequestError("The max_age is a number of seconds.")
    return int(given)
