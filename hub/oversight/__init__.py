"""What the auditor asks the hub itself: the audit trail, and the rules of access."""

from typing import Any

from hub.oversight.audit import audit
from hub.oversight.policy import policy


def oversight() -> list[Any]:
    """The root fields."""
    return [audit, policy]
