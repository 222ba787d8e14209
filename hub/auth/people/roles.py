"""Which roles a person may hold together: duties are kept apart."""

from collections.abc import Collection

from hub.auth.people.errors import PersonError
from hub.auth.policy import ADMINISTRATOR, ROLES

AUDITOR = "auditor"
ALONE = (ADMINISTRATOR, AUDITOR)
"""Who keeps the accounts reads no sector data, and who reads the audit trail changes nothing."""


def check_roles(roles: Collection[str]) -> None:
    """Raise PersonError for a role that isn't there, or that can't be held together with another."""
    if unknown := sorted(set(roles) - ROLES):
        known = ", ".join(sorted(ROLES))
        raise PersonError(
            f"There is no role {unknown[0]!r}; there are {known}.",
            f"没有角色 {unknown[0]!r}；可用角色：{known}。",
            "roles",
        )
    for role in ALONE:
        if role in roles and len(set(roles)) > 1:
            raise PersonError(
                f"The role {role} can't be held together with another: give it to an account of its own.",
                f"角色 {role} 不能与其他角色兼任：请使用单独的账户。",
                "roles",
            )
