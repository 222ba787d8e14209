"""What a client asks to run, and the JSON in which it says so."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec


class Wishes(msgspec.Struct, frozen=True):
    """What a client asks to be told beside the data, by `extensions.hub` of its request."""

    plan: bool = False
    """Which path answered, and why."""
    cost: bool = False
    """The cost of the operation as it was known before it ran, and the limit."""


NONE = Wishes()


class PersistedQuery(msgspec.Struct, frozen=True, rename={"sha256": "sha256Hash"}):
    """An automatic persisted query: the hash of a document that the client believes to have been sent before."""

    version: Literal[1]
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Extensions(msgspec.Struct, frozen=True, rename={"persisted": "persistedQuery"}):
    """The extensions of a request that the hub knows; others are left alone, as their names may be anybody's."""

    hub: Wishes | None = None
    persisted: PersistedQuery | None = None


class Body(msgspec.Struct, rename="camel"):
    """The parameters of a request (GraphQL over HTTP, section 5.1 and appendix A)."""

    query: str | None = None
    document_id: str | None = None
    operation_name: str | None = None
    variables: dict[str, Any] | None = None
    extensions: Extensions | None = None


class Operation(msgspec.Struct, frozen=True):
    """What the client asks to run; the document is named by its text, its id, its hash, or its text and hash."""

    query: str = ""
    """The text of the document; empty until it has been found."""
    name: str | None = None
    variables: Mapping[str, Any] = msgspec.field(default_factory=dict)
    by_get: bool = False
    wishes: Wishes = NONE
    document_id: str | None = None
    sha256: str | None = None
    """The hash that the client sent of the document, in hex."""
