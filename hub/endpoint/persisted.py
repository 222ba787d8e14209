"""From what a request names, an id or a hash, to the text of the document."""

import re
from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from typing import Protocol

from msgspec.structs import replace

from hub.endpoint.asked import Operation
from hub.endpoint.errors import Fault, Refusal, refusal_of, refuse
from hub.errors import BadInput, ErrorCode
from hub.texts import Text

MEMORY = 8 * 1024 * 1024
"""Bytes that the texts of automatic persisted queries may take."""
CHARACTER_BYTES = 4
PREFIX = "sha256:"
HASH = re.compile(r"sha256:[0-9a-f]{64}")
"""A SHA256 hex document identifier (GraphQL over HTTP, appendix A)."""
NOT_FOUND = "PersistedQueryNotFound"
"""The message by which clients know that they have to send the text: a word of the protocol, in every language."""


class Registered(Protocol):
    """The documents that operators have registered."""

    async def text(self, name: str) -> str | None:
        """The document of an id or of a SHA-256 in hex; None if there is none."""


class Persisted:
    """Finds the documents that requests name: those registered, and those that clients have sent with their hash.

    With `trusted`, nothing else than what is registered runs, and nothing that a client sends is kept.
    """

    def __init__(self, registered: Registered | None = None, *, trusted: bool = False, memory: int = MEMORY) -> None:
        self._registered, self._trusted, self._memory = registered, trusted, memory
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._weight = 0

    def numbers(self) -> Mapping[str, float]:
        """The state of this store, for the metrics."""
        return {"persisted": len(self._kept), "persisted_bytes": self._weight}

    async def found(self, asked: Operation) -> Operation:
        """The operation with the text of its document; raises `Refusal` if there is none, or it may not run."""
        if asked.document_id is not None:
            name = asked.document_id
            text = None if name.startswith(PREFIX) and not HASH.fullmatch(name) else await self._text(name)
            return replace(asked, query=_known(text, "documentId"))
        if self._trusted:
            return replace(asked, query=await self._trusted_text(asked))
        if asked.sha256 is None:
            return asked
        return self._checked(asked) if asked.query else replace(asked, query=self._sent_before(asked.sha256))

    def keep(self, asked: Operation) -> None:
        """Remember the text of an automatic persisted query, now that it is known to be a valid document."""
        if asked.sha256 is None or self._trusted or asked.sha256 in self._kept:
            return
        self._kept[asked.sha256] = asked.query
        self._weight += _weight(asked.query)
        while self._weight > self._memory:
            self._weight -= _weight(self._kept.popitem(last=False)[1])

    async def _text(self, name: str) -> str | None:
        return None if self._registered is None else await self._registered.text(name.removeprefix(PREFIX))

    async def _trusted_text(self, asked: Operation) -> str:
        """The text, if it is registered: a client may go on sending what is."""
        if not asked.query:
            return _known(await self._text(asked.sha256 or ""), "extensions")
        text = await self._text(_hash(asked.query))
        if text is None:
            raise refuse(
                403,
                ErrorCode.FORBIDDEN,
                "Only registered documents run here: ask the operators to register this one.",
                "本站只运行已登记的文档：请联系运维人员登记。",
            )
        return text

    def _checked(self, asked: Operation) -> Operation:
        if asked.sha256 != _hash(asked.query):
            raise refusal_of(
                BadInput(
                    "The hash is not the SHA-256 of the document: compute it of `query` in UTF-8.",
                    "哈希值与文档不符：请对 UTF-8 编码的 query 计算 SHA-256。",
                    "extensions",
                )
            )
        return asked

    def _sent_before(self, digest: str) -> str:
        text = self._kept.get(digest)
        if text is None:
            fault = Fault(ErrorCode.PERSISTED_QUERY_NOT_FOUND, Text(NOT_FOUND, NOT_FOUND))
            raise Refusal(400, [fault], well_formed=True)
        self._kept.move_to_end(digest)
        return text


def _known(text: str | None, field: str) -> str:
    if text is None:
        raise refusal_of(
            BadInput(
                "No document is registered under this id: check it, or ask the operators to register the document.",
                "该标识没有登记的文档：请检查标识，或联系运维人员登记。",
                field,
            )
        )
    return text


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _weight(text: str) -> int:
    return 200 + CHARACTER_BYTES * len(text)
