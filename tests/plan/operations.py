"""Random operations over a schema: valid ones, with everything that a selection can be written by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_composite_type,
)

from tests.plan.drawn import PAGES, Operation, Path, Variable
from tests.plan.values import Values, about, literal

DEEPEST, WIDEST = 7, 40
Plannable = Callable[[GraphQLField], bool]


@dataclass(slots=True)
class Scope:
    """The response names of one object, so that fields that merge are the same field with the same arguments."""

    path: Path = ()
    apart: bool = False
    """Whether objects of other types stand at the same place, so that no name may be used by two of them."""
    names: dict[str, tuple[str, str, "Scope"]] = field(default_factory=dict)


class Writer:
    """Writes one operation."""

    def __init__(self, schema: GraphQLSchema, rolls: Random, values: Values, plannable: Plannable) -> None:
        self._schema, self._rolls, self._values, self._plannable = schema, rolls, values, plannable
        self._variables: list[Variable] = []
        self._fragments: dict[str, tuple[str, str]] = {}
        self._aliases = 0
        self._left = WIDEST

    def operation(self) -> Operation:
        """An operation, with the fragments that it uses."""
        root = self._schema.query_type
        assert root is not None
        self._left, scope = self._rolls.choice((6, 12, 20, 30, WIDEST)), Scope()
        body = f"{{ {' '.join(self._part(root, scope, 0) for _ in range(self._rolls.choice((1, 1, 2, 3))))} }}"
        given = f"({', '.join(map(str, self._variables))})" if self._variables else ""
        text = f"query Q{given} {body}" + "".join(
            f"\nfragment {name} on {kind} {inner}" for name, (kind, inner) in self._fragments.items()
        )
        return Operation(text, tuple(self._variables))

    def _chance(self, of: float) -> bool:
        return self._rolls.random() < of

    # Selections

    def _object(self, kind: Any, scope: Scope, depth: int) -> str:
        """A selection of an object."""
        if isinstance(kind, GraphQLInterfaceType):
            return self._interface(kind, scope, depth)
        parts = [self._part(kind, scope, depth) for _ in range(self._number(depth))]
        parts += [self._again(kind, scope, depth)] if scope.names and self._chance(0.15) else []
        return "{ " + " ".join(part for part in parts if part) + " }"

    def _number(self, depth: int) -> int:
        most = 5 if depth else 3
        return self._rolls.randint(1, most) if self._left > 0 else 1

    def _interface(self, kind: GraphQLInterfaceType, scope: Scope, depth: int) -> str:
        """Several types at one place: `id`, and for some of them more."""
        scope.apart = True
        types = sorted(self._schema.get_possible_types(kind), key=lambda one: one.name)
        chosen = self._rolls.sample(types, min(len(types), self._rolls.randint(1, 3)))
        inner = [f"... on {one.name}{self._directive()} {self._object(one, scope, depth)}" for one in chosen]
        return "{ " + " ".join([self._rolls.choice(("id", "__typename", "id __typename")), *inner]) + " }"

    def _part(self, kind: GraphQLObjectType, scope: Scope, depth: int) -> str:
        """One piece of a selection: a field, or a fragment around some."""
        roll = self._rolls.random()
        if roll < 0.05:
            return f"...{self._directive()} {{ {self._field(kind, scope, depth)} }}"
        if roll < 0.12:
            return f"... on {kind.name}{self._directive()} {{ {self._field(kind, scope, depth)} }}"
        if roll < 0.16 and kind.interfaces and not scope.apart:
            return self._common(kind)
        if roll < 0.23:
            return f"...{self._fragment(kind, scope, depth)}{self._directive()}"
        return self._field(kind, scope, depth)

    def _common(self, kind: GraphQLObjectType) -> str:
        """A fragment on an interface that the type implements."""
        interface = self._rolls.choice(kind.interfaces)
        names = [n for n in interface.fields if not is_composite_type(get_named_type(interface.fields[n].type))]
        return f"... on {interface.name}{self._directive()} {{ {self._rolls.choice(names)} }}"

    def _fragment(self, kind: GraphQLObjectType, scope: Scope, depth: int) -> str:
        name = f"F{len(self._fragments)}"
        self._fragments[name] = (kind.name, "")  # its place, before those inside it
        inner = f"{self._field(kind, scope, depth)} {self._field(kind, scope, depth)}"
        self._fragments[name] = (kind.name, f"{{ {inner} }}")
        return name

    def _directive(self) -> str:
        """Mostly none; `@skip` or `@include`, by a variable or not."""
        if not self._chance(0.1):
            return ""
        name, leaves = self._rolls.choice((("skip", False), ("include", True)))
        kind = GraphQLNonNull(GraphQLBoolean)
        value = leaves if self._chance(0.7) else not leaves
        given = self._variable(kind, "if") if self._chance(0.6) else literal(value, kind)
        return f" @{name}(if: {given})"

    # Fields

    def _field(self, kind: GraphQLObjectType, scope: Scope, depth: int) -> str:
        """One field of an object, with what is selected of it."""
        self._left -= 1
        if depth and self._chance(0.05):
            return "__typename"
        name = self._chosen(kind, depth)
        if name is None:
            return "__typename"
        shown = self._alias()
        below = Scope((*scope.path, shown))
        arguments = self._arguments(kind.fields[name], below, depth)
        if not arguments and not scope.apart and not self._chance(0.15):
            shown, below = name, scope.names[name][2] if name in scope.names else Scope((*scope.path, name))
        scope.names[shown] = (name, arguments, below)
        return self._written(kind, shown, scope, depth)

    def _again(self, kind: GraphQLObjectType, scope: Scope, depth: int) -> str:
        """A field that is selected already, once more, so that the two merge."""
        shown = self._rolls.choice([*scope.names])
        if scope.names[shown][0] not in kind.fields or scope.apart:
            return ""
        return self._written(kind, shown, scope, depth)

    def _written(self, kind: GraphQLObjectType, shown: str, scope: Scope, depth: int) -> str:
        name, arguments, below = scope.names[shown]
        target: Any = get_named_type(kind.fields[name].type)
        alias = "" if shown == name else f"{shown}: "
        body = f" {self._object(target, below, depth + 1)}" if is_composite_type(target) else ""
        if "$c" in arguments:
            body = body[:-1] + "marks: edges { at: cursor } }"
        return f"{alias}{name}{arguments}{self._directive()}{body}"

    def _chosen(self, kind: GraphQLObjectType, depth: int) -> str | None:
        """A field's name: mostly one that a plan can answer, and none that leads deeper than it may."""
        sure = not self._chance(0.01)
        names = [
            name
            for name, found in kind.fields.items()
            if (not sure or self._plannable(found))
            and ((depth < DEEPEST and self._left > 0) or not is_composite_type(get_named_type(found.type)))
        ]
        deep = [name for name in names if is_composite_type(get_named_type(kind.fields[name].type))]
        likely: list[str] = deep if deep and self._chance(0.35) else names
        return self._rolls.choice(likely) if likely else None

    def _alias(self) -> str:
        self._aliases += 1
        return f"a{self._aliases}"

    # Arguments

    def _arguments(self, found: GraphQLField, scope: Scope, depth: int) -> str:
        given = self._page(found, scope, depth) if PAGES[0] in found.args else []
        for name, argument in found.args.items():
            required = isinstance(argument.type, GraphQLNonNull)
            if name not in PAGES and (required or self._chance(0.4)):
                given.append(f"{name}: {self._given(argument, name)}")
        return f"({', '.join(given)})" if given else ""

    def _page(self, found: GraphQLField, scope: Scope, depth: int) -> list[str]:
        """The arguments of a page; without one a list in a list would cost more than the limits allow."""
        ways = (("first", "after"), ("first", "after"), ("last", "before"))
        size, cursor = self._rolls.choice([way for way in ways if way[0] in found.args])
        given = [f"{size}: {self._given(found.args[size], size)}"] if depth or self._chance(0.9) else []
        if self._chance(0.05) and "before" in found.args:
            cursor = {"after": "before", "before": "after"}[cursor]
        if self._chance(0.4):
            given.append(f"{cursor}: {self._cursor(found.args[cursor], cursor, scope)}")
        return given

    def _cursor(self, argument: GraphQLArgument, name: str, scope: Scope) -> str:
        made = Variable(f"c{len(self._variables)}", argument.type, name, pages=scope.path)
        self._variables.append(made)
        return f"${made.name}"

    def _given(self, argument: GraphQLArgument, name: str) -> str:
        return self._value(argument.type, name, 0)

    def _value(self, kind: GraphQLInputType, name: str, depth: int) -> str:
        """A value written out, or a variable for it or for a part of it."""
        bare = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if self._chance(0.35 if depth == 0 else 0.12):
            return self._variable(kind, name)
        if isinstance(bare, GraphQLInputObjectType):
            names = self._values.chosen(bare, depth)
            inner = [f"{n}: {self._value(bare.fields[n].type, about(name, n), depth + 1)}" for n in names]
            return "{" + ", ".join(inner) + "}"
        if isinstance(bare, GraphQLList) and isinstance(get_named_type(bare), GraphQLInputObjectType):
            number = self._rolls.choice((1, 1, 2))
            return f"[{', '.join(self._value(bare.of_type, name, depth + 1) for _ in range(number))}]"
        return literal(self._values.of(kind, name), kind)

    def _variable(self, kind: GraphQLInputType, name: str) -> str:
        """A variable of this type, sometimes with a default; an earlier one where that fits."""
        alike = [v for v in self._variables if str(v.kind) == str(kind) and v.argument == name and v.pages is None]
        if alike and self._chance(0.2):
            return f"${self._rolls.choice(alike).name}"
        default = literal(self._values.of(kind, name), kind) if self._chance(0.25) else None
        made = Variable(f"v{len(self._variables)}", kind, name, default)
        self._variables.append(made)
        return f"${made.name}"
