"""The database that the settings name, running for as long as it is used."""

from collections.abc import Iterator
from contextlib import contextmanager

from hub.database.server import Server
from hub.settings import Settings


@contextmanager
def running(settings: Settings) -> Iterator[str]:
    """The url of the database as its owner; an embedded server is started, and ended when nobody else uses it.

    Raises DatabaseError with a remedy.
    """
    if settings.database_url:
        yield settings.database_url
        return
    server = Server(settings.data_dir)
    url = server.start()
    try:
        yield url
    finally:
        server.stop()
