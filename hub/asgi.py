"""The hub with its installed sectors, for `hub serve` and for any other ASGI server."""

from hub.assembly import Hub, assemble
from hub.settings import Settings
from schema import Composition
from schema.discovery import discover


def installed_hub(url: str, settings: Settings) -> Hub:
    """The hub over a database with the sectors that are installed, or those that HUB_MODULES names."""
    return assemble(Composition(discover(settings.modules)), url, settings)
