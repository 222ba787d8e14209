"""The media types of GraphQL over HTTP: what a request may be, and in which an answer is given."""

from functools import lru_cache

RESPONSE = "application/graphql-response+json"
LEGACY = "application/json"
RANGES = {RESPONSE: (RESPONSE,), LEGACY: (LEGACY,), "application/*": (RESPONSE, LEGACY), "*/*": (LEGACY, RESPONSE)}
"""What each range of an Accept header stands for, best first."""


def is_json(content_type: str) -> bool:
    """Whether a body of this type is JSON in UTF-8."""
    if content_type == LEGACY:
        return True
    kind, charset = _parsed(content_type)
    return kind == LEGACY and charset in {None, "utf-8", "utf8"}


def answer_type(accept: str | None) -> str | None:
    """The type of the answer (RFC 9110 section 12.5.1), None if the client takes neither."""
    return _answer_type((accept or "*/*")[:1000])


@lru_cache(128)
def _answer_type(accept: str) -> str | None:
    best, weight = None, 0.0
    for part in accept.split(","):
        kind, charset = _parsed(part)
        quality = _quality(part)
        if kind in RANGES and charset in {None, "utf-8", "utf8"} and quality > weight:
            best, weight = RANGES[kind][0], quality
    return best


def _parsed(header: str) -> tuple[str, str | None]:
    kind, *parameters = header.lower().split(";")
    named = dict(_parameter(text) for text in parameters)
    return kind.strip(), named.get("charset")


def _quality(part: str) -> float:
    value = dict(_parameter(text) for text in part.lower().split(";")[1:]).get("q", "1")
    try:
        return float(value)
    except ValueError:
        return 0.0


def _parameter(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip(), value.strip().strip('"')
