"""From an operation whose answers differ to a small one whose answers still do, for whoever has to find out why."""

from collections.abc import Iterator
from dataclasses import replace

from graphql import (
    REMOVE,
    SKIP,
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    Visitor,
    VisitorAction,
    parse,
    print_ast,
    validate,
    visit,
)

from tests.plan.comparing import Pair, Question

REMOVABLE = ("field", "inline_fragment", "fragment_spread", "argument", "directive", "object_field")


async def shrunk(pair: Pair, schema: GraphQLSchema, question: Question) -> Question:
    """The same question without whatever can be left out."""
    smaller: Question | None = question
    while smaller is not None:
        question, smaller = smaller, await _smaller(pair, schema, smaller)
    return question


async def _smaller(pair: Pair, schema: GraphQLSchema, question: Question) -> Question | None:
    for text in _texts(schema, question.text):
        tried = replace(question, text=text)
        if await pair.differ(tried):
            return tried
    for name in question.variables:
        tried = replace(question, variables={n: v for n, v in question.variables.items() if n != name})
        if await pair.differ(tried):
            return tried
    return None


def _texts(schema: GraphQLSchema, text: str) -> Iterator[str]:
    """The document without each of its parts, the larger parts first, where that is a valid one."""
    document = parse(text)
    found = _Parts()
    visit(document, found)
    for part in sorted(found.parts, key=lambda node: -(node.loc.end - node.loc.start if node.loc else 0)):
        without = _tidy(visit(document, _Without(part)))
        if without is not None and not validate(schema, without):
            yield print_ast(without)


def _tidy(document: DocumentNode) -> DocumentNode | None:
    """The document without the fragments and variables that nothing uses any more; None if it can't be read."""
    try:
        used = _Used()
        visit(parse(print_ast(document)), used)
    except GraphQLError:
        return None
    definitions = []
    for node in document.definitions:
        if isinstance(node, FragmentDefinitionNode) and node.name.value not in used.fragments:
            continue
        definitions.append(visit(node, _Undeclared(used)) if isinstance(node, OperationDefinitionNode) else node)
    return DocumentNode(definitions=tuple(definitions))


class _Parts(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Node] = []

    def enter(self, node: Node, *_: object) -> None:
        if node.kind in REMOVABLE:
            self.parts.append(node)


class _Without(Visitor):
    def __init__(self, part: Node) -> None:
        super().__init__()
        self._part = part

    def enter(self, node: Node, *_: object) -> VisitorAction:
        return REMOVE if node is self._part else None


class _Used(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.fragments: set[str] = set()
        self.variables: set[str] = set()

    def enter_variable_definition(self, *_: object) -> VisitorAction:
        return SKIP

    def enter_fragment_spread(self, node: Node, *_: object) -> None:
        self.fragments.add(node.name.value)  # type: ignore[attr-defined]

    def enter_variable(self, node: Node, *_: object) -> None:
        self.variables.add(node.name.value)  # type: ignore[attr-defined]


class _Undeclared(Visitor):
    def __init__(self, used: _Used) -> None:
        super().__init__()
        self._used = used

    def enter_variable_definition(self, node: Node, *_: object) -> VisitorAction:
        name = node.variable.name.value  # type: ignore[attr-defined]
        return None if name in self._used.variables else REMOVE
