"""The addresses of a client: where codes are sent back to, and where its pages come from."""

from urllib.parse import SplitResult, urlsplit

from hub.texts import Text

LOOPBACK = frozenset({"127.0.0.1", "::1"})
"""Hosts that never leave the machine; `localhost` may be another one by its hosts file (RFC 8252 section 8.3)."""


def same_redirect(registered: str, given: str) -> bool:
    """Whether `given` is the registered address, character by character, but for the port of a loopback address.

    An app on the person's own machine takes whatever port is free (RFC 8252 section 7.3).
    """
    if registered == given:
        return True
    mine, yours = _split(registered), _split(given)
    return bool(mine and yours and is_loopback(mine) and _without_port(mine) == _without_port(yours))


def is_loopback(parts: SplitResult) -> bool:
    """Whether this is an http address on the person's own machine."""
    return parts.scheme == "http" and parts.hostname in LOOPBACK


def on_loopback(uri: str) -> bool:
    """Whether any program on the person's own machine could be behind the address."""
    parts = _split(uri)
    return parts is not None and is_loopback(parts)


def same_origin(registered: str, given: str) -> bool:
    """Whether a page of this origin belongs to the client; on the loopback a developer's port is free here too."""
    return same_redirect(registered, given)


def fault_of(uri: str) -> Text | None:
    """What keeps `uri` from being a redirect address; None when nothing does."""
    parts = _split(uri)
    if parts is None or not parts.hostname or not uri.isascii() or not uri.isprintable() or set(uri) & set(' "\\<>*'):
        return Text("is not an address", "不是有效地址")
    if parts.scheme != "https" and not is_loopback(parts):
        return Text("must be https, or http on 127.0.0.1 or [::1]", "须为 https，或 127.0.0.1、[::1] 上的 http")
    if parts.fragment or "#" in uri or parts.username is not None:
        return Text("must have neither a fragment nor a user", "不能包含片段或用户名")
    return None


def origin_fault_of(origin: str) -> Text | None:
    """What keeps `origin` from being one; None when nothing does."""
    fault = fault_of(origin)
    if fault is None and origin != origin_of(origin):
        return Text(
            "must be scheme, host and port only, in lower case, such as https://app.example.org",
            "只能包含小写的协议、主机和端口，例如 https://app.example.org",
        )
    return fault


def origin_of(uri: str) -> str:
    """The origin of an address, as a browser writes it (RFC 6454 section 6.2)."""
    parts = urlsplit(uri)
    usual = {"https": ":443", "http": ":80"}.get(parts.scheme, "")
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(usual)}"


def _split(uri: str) -> SplitResult | None:
    try:
        parts = urlsplit(uri)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts


def _without_port(parts: SplitResult) -> tuple[str | None, ...]:
    user = parts.netloc.rpartition("@")[0]
    return (parts.scheme, user, parts.hostname, parts.path, parts.query, parts.fragment)
