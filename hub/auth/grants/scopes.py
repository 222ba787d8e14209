"""Which scopes a token gets: what is asked for and registered, and nothing dropped in silence."""

from collections.abc import Collection

from authlib.oauth2.rfc6749 import InvalidScopeError  # type: ignore[import-untyped]

from hub.auth.access import Act
from hub.auth.models import PLAIN, Client


def own_scopes(client: Client, requested: str | None) -> frozenset[str]:
    """The scopes of a client that acts for itself: those asked for, or else all that it has; InvalidScopeError."""
    registered = frozenset(client.scopes) - PLAIN
    scopes = frozenset(requested.split(" ")) if requested else registered
    if not scopes <= registered:
        raise InvalidScopeError(f"This client may ask for: {' '.join(sorted(registered))}.")
    check_reads(scopes)
    return scopes


def check_reads(scopes: Collection[str]) -> None:
    """Refuse scopes that could change what they can't see; InvalidScopeError."""
    if Act.READ not in scopes and not PLAIN.issuperset(scopes):
        raise InvalidScopeError("These scopes need the scope read beside them: nothing can be changed unseen.")
