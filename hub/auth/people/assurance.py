"""How sure the hub must be of a person: which roles need a second factor, and what is withheld without one."""

from collections.abc import Iterable

from hub.auth.access import Act
from hub.auth.models import ACCOUNTS
from hub.auth.policy import ADMINISTRATOR, RULES, acts_of

PASSWORD, ONE_TIME = "pwd", "otp"
"""Values of `amr` (RFC 8176 section 2)."""
WEIGHTY = frozenset({Act.APPROVE, Act.PERSONAL, ACCOUNTS})
"""What nobody should do with a stolen password alone."""


def needs_second_factor(roles: Iterable[str]) -> bool:
    """Whether some rule of these roles lets them approve or read personal data, or they keep the accounts of others."""
    held = frozenset(roles)
    return ADMINISTRATOR in held or bool(acts_of(held, RULES) & WEIGHTY)


def withheld(amr: Iterable[str], *, demo: bool = False) -> frozenset[str]:
    """The scopes that a person who proved themselves so doesn't get, whatever their roles.

    Nobody else comes so far without a second factor, unless they were given a role since. Demo people, whose records
    are invented, may approve and keep accounts with a password alone, so that the demo shows it; but they see masks.
    """
    if ONE_TIME in amr:
        return frozenset()
    return frozenset({Act.PERSONAL}) if demo else WEIGHTY
