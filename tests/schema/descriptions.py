"""A walk over everything in a schema that a person reads."""

from collections.abc import Iterator

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
