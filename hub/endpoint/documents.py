"""Documents that were parsed and validated before, kept within a bound of memory; refused ones too."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    StringValueNode,
    Visitor,
    parse,
    validate,
    visit,
)

from hub.endpoint.errors import Fault, Refusal, invalid, refusal_of
from hub.endpoint.limits import Limits, Size, too_deep, too_long, too_many_tokens
from hub.endpoint.measure import measure, page_variables
from hub.errors import BadInput

MEMORY = 16 * 1024 * 1024
"""Bytes that remembered documents may take, as estimated by `Document.weight`."""
TOKEN_BYTES = 400
CHARACTER_BYTES = 4
DOCUMENT_BYTES = 2_000
SIZES = 64
"""Sizes remembered for a document: one for each operation and set of page sizes."""
UNSET = object()
INLINE_TOKENS = 400
"""Larger documents are validated in a thread: comparing fields that may conflict is quadratic."""
VALIDATION_ERRORS = 20
"""Validation stops here: more help nobody, and each costs time."""


class Document:
    """One document; it is validated on first need, as the limits come before."""

    def __init__(self, schema: GraphQLSchema, limits: Limits, text: str, *, hints: bool) -> None:
        """Raise `Refusal` for a text that can't be parsed, has too many tokens, or has a NUL in a string."""
        self.schema = schema
        self.limits = limits
        self.hints = hints
        self.ast = _parsed(text, limits)
        self.weight = DOCUMENT_BYTES + CHARACTER_BYTES * len(text) + TOKEN_BYTES * self.ast.token_count
        self.operations = [node for node in self.ast.definitions if isinstance(node, OperationDefinitionNode)]
        self.page_variables = page_variables(self.ast)
        self._named: dict[str | None, OperationDefinitionNode] = {}
        self._sizes: dict[tuple[object, ...], Size] = {}
        self._faults: tuple[Fault, ...] | None = None
        self._prepared: dict[int, Any] = {}

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation to run (specification section 6.1, GetOperation); raise `BadInput` if that is not one."""
        if (known := self._named.get(name)) is not None:
            return known
        found = [node for node in self.operations if name is None or (node.name and node.name.value == name)]
        if len(found) == 1:
            return self._named.setdefault(name, found[0])
        if name is None and found:
            raise BadInput(
                "The document has several operations: name one in `operationName`.",
                "文本中有多个操作：请用 operationName 指明一个。",
                "operationName",
            )
        raise BadInput(
            "The document has no such operation: check `operationName`.",
            "文本中没有该操作：请检查 operationName。",
            "operationName",
        )

    def size(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> Size:
        """The size of an operation with these variables; raise `LimitExceeded` where it can't be measured."""
        key = (id(operation), *[_page(variables.get(name, UNSET)) for name in self.page_variables])
        known = self._sizes.get(key)
        if known is None:
            if len(self._sizes) >= SIZES:
                self._sizes.clear()
            known = self._sizes[key] = measure(self.schema, self.ast, operation, variables, self.limits)
        return known

    def prepared(
        self, operation: OperationDefinitionNode, prepare: Callable[[DocumentNode, OperationDefinitionNode], Any]
    ) -> Any:
        """What `prepare` gave for this operation the first time."""
        found = self._prepared.get(id(operation))
        if found is None:
            found = self._prepared[id(operation)] = prepare(self.ast, operation)
        return found

    @property
    def fits(self) -> bool:
        """Whether it is known to fit the schema."""
        return self._faults == ()

    async def check(self) -> None:
        """Raise `Refusal` if the document doesn't fit the schema."""
        if self._faults is None and self.ast.token_count > INLINE_TOKENS:
            await asyncio.to_thread(self._validate)
        elif self._faults is None:
            self._validate()
        if self._faults:
            raise Refusal(400, self._faults, well_formed=True)

    def _validate(self) -> None:
        errors = validate(self.schema, self.ast, max_errors=VALIDATION_ERRORS, hide_suggestions=not self.hints)
        self._faults = tuple(map(invalid, errors))


class Documents:
    """The documents met last, by their text."""

    def __init__(self, schema: GraphQLSchema, limits: Limits, memory: int = MEMORY) -> None:
        self.schema = schema
        self.limits = limits
        self.memory = memory
        self.weight = 0
        self.hits = 0
        self.misses = 0
        self._kept: OrderedDict[tuple[str, bool], Document | Refusal] = OrderedDict()

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def numbers(self) -> dict[str, float]:
        """The state of this store, for the metrics."""
        return {
            "documents": len(self._kept),
            "document_bytes": self.weight,
            "document_hits": self.hits,
            "document_misses": self.misses,
        }

    def get(self, text: str, *, hints: bool) -> Document:
        """The document of this text, whose refusals name what was meant if `hints`; raise `Refusal` if it has none."""
        if len(text) > self.limits.text:
            raise refusal_of(too_long(self.limits))
        key = (text, hints)
        known = self._kept.get(key)
        if known is None:
            self.misses += 1
            known = self._read(text, hints=hints)
            self._keep(key, known)
        else:
            self.hits += 1
            self._kept.move_to_end(key)
        if isinstance(known, Refusal):
            raise Refusal(known.status, known.faults, well_formed=True)
        return known

    def _read(self, text: str, *, hints: bool) -> Document | Refusal:
        try:
            return Document(self.schema, self.limits, text, hints=hints)
        except Refusal as refusal:
            return Refusal(refusal.status, refusal.faults)  # without the traceback, which holds the parser's frames

    def _keep(self, key: tuple[str, bool], known: Document | Refusal) -> None:
        self._kept[key] = known
        self.weight += _weight(key, known)
        while self.weight > self.memory:
            self.weight -= _weight(*self._kept.popitem(last=False))


def _page(value: object) -> object:
    return value if type(value) is int or value is UNSET else None


def _weight(key: tuple[str, bool], known: Document | Refusal) -> int:
    return known.weight if isinstance(known, Document) else DOCUMENT_BYTES + CHARACTER_BYTES * len(key[0])


def _parsed(text: str, limits: Limits) -> DocumentNode:
    try:
        document = parse(
            text,
            max_lexical_tokens=limits.tokens,
            max_comments=limits.tokens,
            allow_empty_selection_sets=False,
        )
    except GraphQLSyntaxError as error:
        raise _syntax(error, limits) from None
    if "\\u" in text:
        visit(document, _RefuseNul())
    _unlink(document)
    return document


def _unlink(document: DocumentNode) -> None:
    """Take the chain of tokens apart, which nothing reads: for it a forgotten document waits for the collector."""
    token = None if document.loc is None else document.loc.start_token
    while token is not None:
        following, token.prev, token.next = token.next, None, None
        token = following


def _syntax(error: GraphQLError, limits: Limits) -> Refusal:
    """The parser tells its own limits by its texts alone; a test for each holds them."""
    if "nested too deeply" in error.message:
        return refusal_of(too_deep(limits))
    if error.message.endswith("Parsing aborted."):
        return refusal_of(too_many_tokens(limits))
    return Refusal(400, [invalid(error)], well_formed=True)


class _RefuseNul(Visitor):
    """PostgreSQL has no text with a NUL in it."""

    def enter_string_value(self, node: StringValueNode, *_: object) -> None:
        if "\0" in node.value:
            raise refusal_of(
                BadInput(
                    "A string in the document contains a NUL character: remove it.",
                    "文本中的字符串含有空字符（NUL）：请删除。",
                )
            )
