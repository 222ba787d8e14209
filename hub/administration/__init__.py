"""What an administrator changes over the endpoint: accounts of people, and clients."""

from typing import Any

from hub.administration.clients import CLIENTS
from hub.administration.people import PEOPLE


def administration() -> list[Any]:
    """The mutations."""
    return [*PEOPLE, *CLIENTS]
