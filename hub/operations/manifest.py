"""A manifest of documents, as the tools of clients write it."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

import msgspec

ID = re.compile(r"[A-Za-z0-9._~-]{1,100}")
"""A custom document identifier (GraphQL over HTTP, appendix A): unreserved characters of RFC 3986."""
HASH = re.compile(r"[0-9a-f]{64}")
PREFIX = "sha256:"


class ManifestError(Exception):
    """A manifest that can't be registered; each line of the message names a document and what is wrong with it."""


class _Operation(msgspec.Struct):
    id: str
    body: str


class _Apollo(msgspec.Struct):
    """A persisted query manifest of Apollo's tools."""

    operations: list[_Operation]


def read_manifest(content: bytes) -> dict[str, str]:
    """The documents by id.

    Two forms are read: an object of ids and texts, as GraphQL Code Generator and Relay's compiler write it, and an
    object with a list of `operations`, each with `id` and `body`, as Apollo's tools do. Raises ManifestError.
    """
    documents = dict(_unique(_pairs(content)))
    faults = [f"{name}: {fault}" for name, text in documents.items() if (fault := _fault(name, text))]
    if faults or not documents:
        raise ManifestError("\n".join(faults) or "the manifest holds no document")
    return documents


def _pairs(content: bytes) -> Iterable[tuple[str, str]]:
    try:
        return [(one.id, one.body) for one in msgspec.json.decode(content, type=_Apollo).operations]
    except msgspec.ValidationError:
        pass
    except (msgspec.DecodeError, UnicodeError) as error:
        raise ManifestError(f"the manifest is not JSON: {error}") from None
    try:
        return msgspec.json.decode(content, type=dict[str, str]).items()
    except msgspec.ValidationError as error:
        raise ManifestError(
            f"the manifest is neither an object of ids and documents nor one with a list of operations: {error}"
        ) from None


def _unique(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    met: set[str] = set()
    for name, text in pairs:
        short = name.removeprefix(PREFIX)
        if short in met:
            raise ManifestError(f"{name}: the id is given to two documents")
        met.add(short)
        yield short, text


def _fault(name: str, text: str) -> str | None:
    if not ID.fullmatch(name):
        return "an id has 1 to 100 letters, digits, `-`, `.`, `_`, `~`, or is `sha256:` and the hash"
    if HASH.fullmatch(name) and name != hash_of(text):
        return "the id looks like a SHA-256, and is not that of the document"
    return None


def hash_of(text: str) -> str:
    """The SHA-256 of a document in UTF-8, as a SHA256 hex document identifier has it."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
