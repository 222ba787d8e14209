"""Everything in the schema that a person reads is there in English and in Chinese."""

from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    is_introspection_type,
    is_specified_scalar_type,
)

from schema.checks.texts import bilingual
from schema.compose import Composition
from schema.discovery import discover
from tests.schema.planting import Nursery

STANDARD_SCALARS = {"Date", "DateTime", "Decimal", "ID"}
"""Those of GraphQL or Strawberry, which describe themselves in English."""

Described = tuple[str, str | None]


def described(schema: GraphQLSchema) -> Iterator[Described]:
    for kind in schema.type_map.values():
        if is_introspection_type(kind) or is_specified_scalar_type(kind) or kind.name in STANDARD_SCALARS:
            continue
        yield kind.name, kind.description
        if isinstance(kind, GraphQLEnumType):
            yield from ((f"{kind.name}.{name}", value.description) for name, value in kind.values.items())
        if isinstance(kind, GraphQLInputObjectType):
            yield from ((f"{kind.name}.{name}", field.description) for name, field in kind.fields.items())
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            yield from fields_of(kind)


def fields_of(kind: GraphQLObjectType | GraphQLInterfaceType) -> Iterator[Described]:
    for name, field in kind.fields.items():
        yield f"{kind.name}.{name}", field.description
        yield from ((f"{kind.name}.{name}({argument}:)", given.description) for argument, given in field.args.items())


def missing(schema: GraphQLSchema) -> list[str]:
    return [name for name, text in described(schema) if not bilingual(text)]


def test_every_element_is_described_in_both_languages() -> None:
    assert missing(Composition(discover()).schema.graphql) == []


@pytest.mark.parametrize("name", ["KitesKind", "Query.kites(first:)", "KiteFilter.length", "Shape.DELTA", "Kite.label"])
def test_the_walk_meets_every_kind_of_element(plant: Nursery, name: str) -> None:
    schema = Composition((plant.sector(),)).schema.graphql
    names = dict(described(schema))
    assert (name in names) is (name != "KitesKind")
