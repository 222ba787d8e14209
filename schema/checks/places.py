"""What the checks share: how a place is named in a message, and what of a sector can be read at all."""

from typing import Any

from strawberry.types.base import get_object_definition
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from hub.contract import SectorModule
from hub.query.fields import Declared
from hub.query.record import INFO, RecordInfo


class UnreadableError(Exception):
    """An annotation that can't be evaluated."""


def where(thing: type) -> str:
    """A class as messages name it: `modules.education.types.School`."""
    return f"{thing.__module__}.{thing.__qualname__}"


def place(declared: type, field: StrawberryField) -> str:
    """A field as messages name it: `modules.education.types.School.pupils`."""
    return f"{where(declared)}.{field.python_name}"


def stored(field: Declared) -> str:
    """What a field points at: `modules.education.models.School.pupils`."""
    return f"{where(field.model)}.{field.column}"


def graphql_name(field: StrawberryField) -> str:
    """A field's name after conversion."""
    return field.graphql_name or to_camel_case(field.python_name)


def known(declared: type) -> RecordInfo | None:
    """What `record` or `entity` noted on the class itself; None for any other class."""
    return vars(declared).get(INFO)


def infos(module: SectorModule) -> list[RecordInfo]:
    """The sector's declared records; what is none is a fault of its own."""
    found = (known(declared) for declared in module.records)
    return [info for info in found if info is not None]


def fields_of(declared: type) -> list[StrawberryField]:
    """All fields of a declared type; none where it is no GraphQL type."""
    definition = get_object_definition(declared)
    return [] if definition is None else definition.fields


def pointing(declared: type) -> list[Declared]:
    """The fields of a declared type that point at a model, without those that every record shares."""
    return [field for field in fields_of(declared) if isinstance(field, Declared) and field.model is not None]


def annotation(declared: type, field: Declared) -> Any:
    """The left-hand side, evaluated; UnreadableError for a name that its module doesn't have."""
    try:
        return field.target()
    except (NameError, SyntaxError, AttributeError, TypeError) as error:
        said = getattr(field.hub_annotation, "__name__", field.hub_annotation)
        raise UnreadableError(
            f"{place(declared, field)} is annotated {said!r}: {error}; is it spelt and imported?"
        ) from error
