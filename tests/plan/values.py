"""Values that a generated operation gives: sensible ones, ones taken from real answers, and absurd ones."""

import json
from collections.abc import Iterable
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
)

ABSURD = (
    "",
    "'",
    '"',
    "\\",
    "%",
    "_",
    "$1",
    "%s",
    "; drop table river_river; --",
    "/*",
    "游",
    "🌊",
    "{}",
    "null",
    "x" * 99,
)
NUMBERS = (-1, 0, 1, 1, 2, 3, 7, 2016, 2018, 2**31 - 1)
DAYS = ("2016-01-01", "2016-02-29", "2018-06-30", "2018-07-01", "2020-12-31", "0001-01-01", "9999-12-31")
MONEY = ("-1", "0", "0.01", "2999.99", "3000.00", "123.45", "999999999999.99")
INSTANTS = ("2016-01-01T00:00:00Z", "2018-07-01T08:00:00+08:00", "2100-01-01T00:00:00.123456Z")
SIZES = (0, 1, 1, 2, 2, 3, 3, 4)
WRONG_SIZES = (-1, 1_001)
SCALARS: dict[str, tuple[Any, ...]] = {
    "Int": NUMBERS,
    "BigInt": NUMBERS,
    "Boolean": (True, False),
    "Float": (-1.5, 0.0, 23.9),
    "Date": DAYS,
    "DateTime": INSTANTS,
    "Decimal": MONEY,
}
RARELY = 0.01
AREAS = ("county", "district", "code", "counties", "districts")
OPERATORS = ("eq", "in", "gt", "gte", "lt", "lte", "contains", "isNull")
TWICE = 0.1
"""How often a list may have a value more than once."""
KEPT = 400
"""Strings of real answers that are remembered, of ids and of others."""


class Values:
    """Draws values for arguments; what it `learns` from answers comes back as arguments."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.rolls = Random(0)
        self.codes = [*codes]
        self._ids: list[str] = []
        self._texts: list[str] = []

    def learn(self, answer: Any) -> None:
        """Remember ids and texts of an answer."""
        match answer:
            case dict():
                for name, value in answer.items():
                    if isinstance(value, str):
                        _keep(self._ids if name == "id" else self._texts, value)
                    else:
                        self.learn(value)
            case list():
                for value in answer:
                    self.learn(value)

    def of(self, kind: GraphQLInputType, name: str = "", depth: int = 0) -> Any:
        """A value of this type, as JSON has it; `name` is the argument's or the input field's."""
        if isinstance(kind, GraphQLNonNull):
            return self._some(kind.of_type, name, depth)
        return None if self.rolls.random() < RARELY else self._some(kind, name, depth)

    def _some(self, kind: GraphQLInputType, name: str, depth: int) -> Any:
        rolls = self.rolls
        if isinstance(kind, GraphQLList):
            found = [self.of(kind.of_type, name, depth + 1) for _ in range(rolls.choice((0, 1, 1, 2, 3)))]
            return found if rolls.random() < TWICE else _each_once(found)
        if isinstance(kind, GraphQLInputObjectType):
            chosen = self.chosen(kind, depth)
            return {field: self.of(kind.fields[field].type, about(name, field), depth + 1) for field in chosen}
        if isinstance(kind, GraphQLEnumType):
            return rolls.choice([*kind.values])
        assert isinstance(kind, GraphQLScalarType)
        return self._scalar(kind.name, name)

    def chosen(self, kind: GraphQLInputObjectType, depth: int) -> list[str]:
        """The fields of an input that are given: all that must be, and one or two others."""
        must = [name for name, field in kind.fields.items() if isinstance(field.type, GraphQLNonNull)]
        free = [name for name in kind.fields if name not in must and (depth < 4 or name not in ("and", "or", "not"))]
        return must + self.rolls.sample(free, min(len(free), self.rolls.choice((1, 1, 1, 2))))

    def _scalar(self, kind: str, name: str) -> Any:
        rolls = self.rolls
        if name in ("first", "last"):
            return rolls.choice(WRONG_SIZES if rolls.random() < RARELY else SIZES)
        if kind == "ID":
            return self._id(name)
        if kind != "String":
            return rolls.choice(SCALARS[kind])
        if name == "code":
            return rolls.choice(self.codes)
        return rolls.choice(ABSURD if rolls.random() < 0.3 or not self._texts else self._texts)

    def _id(self, name: str) -> str:
        """Mostly of the right kind: codes stand for areas, ids for records."""
        roll = self.rolls.random()
        if roll < 0.006:
            return self.rolls.choice(ABSURD)
        area = (name in AREAS) is (roll > 0.015)
        return self.rolls.choice(self.codes if area or not self._ids else self._ids)


def about(name: str, field: str) -> str:
    """What a field of an input is about: an operator about what it stands at."""
    return name if field in OPERATORS else field


def _each_once(found: list[Any]) -> list[Any]:
    return [one for place, one in enumerate(found) if one not in found[:place]]


def _keep(found: list[str], value: str) -> None:
    if len(found) < KEPT and value not in found:
        found.append(value)


def literal(value: Any, kind: GraphQLInputType) -> str:
    """A value as a document has it."""
    bare: Any = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    if isinstance(value, list):
        return f"[{', '.join(literal(item, bare.of_type) for item in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {literal(one, bare.fields[name].type)}" for name, one in value.items()) + "}"
    if isinstance(value, str):
        return value if isinstance(bare, GraphQLEnumType) else quoted(value)
    return json.dumps(value)


def quoted(text: str) -> str:
    """A string as GraphQL writes it: JSON's form, which is one of its own."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in escaped) + '"'
