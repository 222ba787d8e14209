"""How a client proves itself by HTTP Basic: client_secret_basic (RFC 6749 section 2.3.1)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_plus

from hub.auth.gate import read_basic
from hub.auth.models import Client


def by_basic(query_client: Callable[[str], Client | None], request: Any) -> Client | None:
    """The client whose secret the header carries, as Authlib asks it; None without one, or for a wrong secret.

    The standard has name and secret form-encoded first, which many clients leave out: a secret may come either way.
    Authlib's own reading takes a plus sign, which stands for a space, for itself.
    """
    header: str | None = request.headers.get("authorization")
    if header is None:
        return None
    name, secret = read_basic(header)
    client = query_client(name)
    proved = client is not None and any(map(client.check_client_secret, (unquote_plus(secret), secret)))
    return client if proved else None
