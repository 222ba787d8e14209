"""Resolvers of declared and made fields as graphql-core calls them, without Strawberry's wrappers around each value."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from graphql import GraphQLEnumType, GraphQLObjectType, GraphQLSchema

from hub.query.fields import ColumnField, Declared
from hub.query.made import Part

DEFINITION = "strawberry-definition"
"""Where the built schema keeps the declared field behind a GraphQL field."""
Resolver = Callable[..., Any]


def shorten(schema: GraphQLSchema) -> None:
    """Let graphql-core call each of these fields itself, with arguments as it coerced them."""
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLEnumType):
            kind.coerce_output_value = lru_cache(typed=True)(kind.coerce_output_value)  # type: ignore[method-assign]
        for field in kind.fields.values() if isinstance(kind, GraphQLObjectType) else ():
            declared = field.extensions.get(DEFINITION)
            if isinstance(declared, Part):
                field.resolve = declared.read or _attribute(declared.python_name)
            elif isinstance(declared, Declared):
                field.resolve = _resolver(declared)


def _resolver(declared: Declared) -> Resolver:
    if type(declared) is ColumnField:
        return _attribute(declared.python_name)
    return lambda source, info, **given: declared.get_result(source, info, [], given)


@cache
def _attribute(name: str) -> Resolver:
    """One for each name: most columns have the name of one in another type."""
    return lambda source, _: getattr(source, name)
