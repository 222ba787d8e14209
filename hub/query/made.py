"""Types made from data, straight as Strawberry's definitions.

A hub has hundreds of them, composed at every start: a class body, its dataclass and the reading of its annotations
would take most of that time.
"""

from collections.abc import Callable, Iterable
from functools import cache
from operator import itemgetter
from typing import Any

from strawberry import UNSET
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from hub.texts import Text

Read = Callable[[Any, Any], Any]
"""A field's value, from the object and graphql-core's `GraphQLResolveInfo`."""


@cache
def resolved(kind: Any) -> Any:
    """Strawberry's view of an annotation without forward references, the same object for all that have it."""
    return StrawberryAnnotation(kind).resolve()


described = cache(str)
"""A text as descriptions have it: the same object wherever a column is described, and that is in five types or more."""
_NONE: list[Any] = []
"""What no part has, once for the thousands of them."""


class Part(StrawberryField):
    """One field of a made type; `read` gives its value, if that isn't simply the attribute of its name."""

    def __init__(self, name: str, kind: Any, text: Text, *, default: Any = UNSET, read: Read | None = None) -> None:
        super().__init__(python_name=name, description=described(text), default=default)
        self.directives = self.extensions = self.permission_classes = _NONE
        self.kind = kind
        self.read = read

    def resolve_type(self, *, type_definition: Any = None) -> Any:  # noqa: ARG002 - no made type is generic
        """The field's GraphQL type."""
        return resolved(self.kind)

    def at_hand(self, given: Any, language: Any) -> Callable[[Any], Any] | None:  # noqa: ARG002 - as of a declared field
        """How the value is read of those that an instance was given."""
        return itemgetter(self.python_name) if self.read is None else None


class Made:
    """The base of made types: an instance has the values that it is given, by the names of the type's fields."""

    def __init__(self, **values: Any) -> None:
        vars(self).update(values)


def object_type(name: str, fields: Iterable[StrawberryField], text: Text) -> Any:
    """An object type with these fields; its instances are made with their values by name."""
    return _type(name, fields, text, is_input=False)


def input_type(name: str, fields: Iterable[StrawberryField], text: Text) -> Any:
    """An input with these fields. Nothing is ever an instance: graphql-core gives what a client writes as a mapping."""
    return _type(name, fields, text, is_input=True)


def fields_of(made: Any) -> list[StrawberryField]:
    """The fields of a made type; one whose kind is the type itself is appended when there is the type."""
    fields: list[StrawberryField] = made.__strawberry_definition__.fields
    return fields


def _type(name: str, fields: Iterable[StrawberryField], text: Text, *, is_input: bool) -> Any:
    made: Any = type(name, (Made,), {"__module__": __name__})
    definition = made.__strawberry_definition__ = StrawberryObjectDefinition(
        name=name,
        is_input=is_input,
        is_interface=False,
        origin=made,
        description=str(text),
        interfaces=[],
        extend=False,
        directives=(),
        is_type_of=None,
        resolve_type=None,
        fields=[],
    )
    definition.fields += fields  # now, so that no kind is looked up before the schema is built
    return made
