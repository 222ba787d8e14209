"""How sure the hub must be of a person: which roles need a second factor, and what is withheld without one."""

from collections.abc import Iterable

from hub.auth.access import Act
from hub.auth.policy import ADMINISTRATOR, RULES, acts_of

PASSWORD, ONE_TIME = "pwd", "otp"
"""Values of `amr` (RFC 8176 section 2)."""
WEIGHTY = frozenset({Act.APPROVE, Act.PERSONAL})
"""What nobody should do with a stolen password alone."""


def needs_second_factor(roles: Iterable[str]) -> bool:
    """Whether some rule of these roles lets them approve or read personal data, or they keep the accounts of others."""
    held = frozenset(roles)
    return ADMINISTRATOR in held or bool(acts_of(held, RULES) & WEIGHTY)


def withheld(amr: Iterable[str]) -> frozenset[Act]:
    """What a person who proved themselves so doesn't get whatever their roles: personal data needs a second factor.

    Only demo people come so far without one: they may approve, so that the demo shows it, but see masks.
    """
    return frozenset() if ONE_TIME in amr else frozenset({Act.PERSONAL})
