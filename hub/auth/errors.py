"""What stops authorization and only an operator can mend; commands print the message and end."""


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


class RegistrationError(AuthError):
    """A client can't be registered or changed as asked; each part names an option and what to do."""


class TokenError(AuthError):
    """No token was given: no hub answers, or it refuses."""
