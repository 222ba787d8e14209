"""What stops authorization and only an operator can mend; commands print the message and end."""

from dataclasses import dataclass

from hub.texts import Text


class AuthError(Exception):
    """Something is missing or refused that a request has no part in; the message names the remedy."""


class VaultError(AuthError):
    """The key-encryption key is missing, malformed, or not the one that sealed a key."""


class KeysError(AuthError):
    """The signing keys are missing, or may not be rotated yet."""


class IssuerError(AuthError):
    """The hub's address is one that OAuth can't stand on."""


class DemoError(AuthError):
    """Demo clients are refused here, or their secrets can't be read."""


class UnsafeError(AuthError):
    """The database holds what is only safe outside production."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a client: the option of `hub client add` that says it, its value, what to do."""

    option: str
    value: str
    text: Text

    def __str__(self) -> str:
        """As the command tells it."""
        return f"{self.option}{' ' if self.value else ''}{self.value}: {self.text.en}"


class RegistrationError(AuthError):
    """A client can't be registered or changed as asked; each fault names an option and what to do."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


class TokenError(AuthError):
    """No token was given: no hub answers, or it refuses."""


class NoHubError(TokenError):
    """Nothing answers at the address of the hub."""
