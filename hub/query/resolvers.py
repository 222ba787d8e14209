"""Resolvers of declared fields as graphql-core calls them, without Strawberry's wrappers around each value."""

from collections.abc import Callable
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema

from hub.query.fields import ColumnField, Declared
from hub.query.levels import DEFINITION


def shorten(schema: GraphQLSchema) -> None:
    """Let graphql-core call each declared field itself, unless its arguments are Strawberry's to convert."""
    for kind in schema.type_map.values():
        for field in kind.fields.values() if isinstance(kind, GraphQLObjectType) else ():
            declared = field.extensions.get(DEFINITION)
            if isinstance(declared, Declared) and not declared.converts:
                field.resolve = _resolver(declared)


def _resolver(declared: Declared) -> Callable[..., Any]:
    if type(declared) is ColumnField:
        name = declared.python_name
        return lambda source, _: getattr(source, name)
    return lambda source, info, **given: declared.get_result(source, info, [], given)
