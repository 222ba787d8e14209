"""The declared fields: each is a Strawberry field and, from the same object, a part of a statement.

Here are those of a row itself; what leads to other rows is in `hub.query.relations`.
"""

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import Enum
from operator import itemgetter
from typing import Any, cast, get_args, get_origin

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import UNRESOLVED, StrawberryField

from hub.context import Info
from hub.query.codecs import bare
from hub.query.inputs import graphql_enum
from hub.query.loading import completed
from hub.query.made import resolved
from hub.query.marks import under
from hub.query.record import Shape
from hub.query.rows import reference
from hub.texts import Language, Text

graphql_enum(Language)

Read = Callable[[Mapping[str, Any]], Any]
"""Reads a value of what an instance carries, by attribute; KeyError where it isn't there."""


class Declared(StrawberryField):
    """A field whose answer comes from SQL. `attribute` is the model's, so that its class and column are known."""

    def __init__(self, text: Text, attribute: Any = None, *, deprecated: str | None = None) -> None:
        super().__init__(description=str(text), deprecation_reason=deprecated)
        self.text = text
        self.attribute = attribute
        self.init = self.repr = self.compare = False
        self.hub_annotation: Any = None
        self._resolved: Any = UNRESOLVED
        self.hub_module: str = __name__

    @property
    def measure(self) -> str | None:
        """The measure whose rules the field itself is under; a column is under those of its row."""
        return None

    @property
    def directives(self) -> list[object]:
        """What the schema's text says of access to the field."""
        return under(self.measure)

    @directives.setter
    def directives(self, value: list[object]) -> None:
        """Strawberry sets what is said above."""

    @property
    def column(self) -> str:
        """The name of the model's column."""
        return self.attribute if isinstance(self.attribute, str) else str(self.attribute.key)

    @property
    def model(self) -> Any:
        """The model that the right-hand side points at; None for the columns that every record shares."""
        return None if isinstance(self.attribute, str) else self.attribute.class_

    def annotated(self, annotation: Any, module: str) -> None:
        """Take the left-hand side: the annotation, evaluated when the schema is built."""
        self.hub_annotation, self.hub_module = annotation, module

    def target(self) -> Any:
        """The annotation, evaluated; NameError while it names what isn't defined yet."""
        annotation = evaluated(self.hub_annotation, self.hub_module)
        if issubclass(bare(annotation), Enum):
            graphql_enum(cast("type[Enum]", bare(annotation)))
        return annotation

    def graphql_kind(self) -> Any:
        """The annotation of the GraphQL type; by default what stands on the left."""
        return self.target()

    def resolve_type(self, *, type_definition: Any = None) -> Any:  # noqa: ARG002 - no declared type is generic
        """The field's GraphQL type, made from the declaration."""
        if self._resolved is UNRESOLVED:  # Strawberry asks ten times for each field
            with suppress(NameError):  # not defined yet: looked up again when the schema is built
                self._resolved = resolved(self.graphql_kind())
        return self._resolved

    @property
    def type(self) -> Any:
        """Strawberry's view of the annotation."""
        return self.resolve_type()

    @type.setter  # noqa: A003 - the property above, by the name that Strawberry gave it
    def type(self, value: Any) -> None:
        """The dataclass machinery sets what `annotated` already took."""

    @property
    def is_basic_field(self) -> bool:
        """Whether the value simply stands on the instance, so that no `Info` is made."""
        return False

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """The field's arguments."""
        return []

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        """Declared fields make their own arguments."""

    def labels(self) -> dict[str, str]:
        """The columns that a row must carry for this field, by the attribute under which it has them."""
        return {}

    def shape(self) -> Shape | None:
        """The level that this field opens; None for a column of the level that it stands in."""
        return None

    def at_hand(self, given: Mapping[str, Any], language: Language) -> Read | None:  # noqa: ARG002
        """How the value is read of what an instance carries, if it only has to be read.

        What is read is what `get_result` would give, and reading has no effect. Without arguments it is always alike.
        """
        return None


class ColumnField(Declared):
    """A column of the record's own table; `personal` ones may be masked."""

    def __init__(
        self, text: Text, attribute: Any, *, personal: bool = False, writable: bool = True, **more: Any
    ) -> None:
        super().__init__(text, attribute, **more)
        self.personal = personal
        self.writable = writable

    @property
    def is_basic_field(self) -> bool:
        """A row carries all its columns."""
        return True

    def labels(self) -> dict[str, str]:
        """The column itself."""
        return {self.python_name: self.column}

    def at_hand(self, given: Mapping[str, Any], language: Language) -> Read | None:  # noqa: ARG002
        """The value, as the row has it."""
        return itemgetter(self.python_name)


class KeyField(Declared):
    """The global id of a record, or the code of an entity: known from the key alone."""

    @property
    def is_basic_field(self) -> bool:
        """The id is made with the row."""
        return True

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The id or code."""
        return source.id if self.python_name == "id" else source._key  # noqa: SLF001

    def at_hand(self, given: Mapping[str, Any], language: Language) -> Read | None:  # noqa: ARG002
        """The id or code."""
        return itemgetter("id" if self.python_name == "id" else "_key")


class EntityColumnField(ColumnField):
    """A column of an entity, which may be known by its key alone: loaded when it is asked for."""

    @property
    def is_basic_field(self) -> bool:
        """The instance may have to be completed first."""
        return False

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The value, or the promise of it."""
        return completed(source, cast("Info", info), lambda row: row.__dict__[self.python_name])


class BilingualField(Declared):
    """A text in both languages, `name(language:)`: by default the request's language."""

    def labels(self) -> dict[str, str]:
        """Both columns; the attribute given is the Chinese one, `…_zh`."""
        stem = self.column.removesuffix("_zh")
        return {f"_{self.python_name}_{language}": f"{stem}_{language}" for language in ("zh", "en")}

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """The language."""
        text = Text("Which language, by default the request's", "语言，默认与请求语言一致")
        return [argument("language", Language | None, text)]

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        """Given above."""

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The text in the language asked for."""
        label = self._label(kwargs, cast("Info", info).context.language)
        return completed(source, cast("Info", info), lambda row: row.__dict__[label])

    def at_hand(self, given: Mapping[str, Any], language: Language) -> Read | None:
        """The same, as the row has it."""
        return itemgetter(self._label(given, language))

    def _label(self, given: Mapping[str, Any], language: Language) -> str:
        return f"_{self.python_name}_{(given.get('language') or language).code}"


class NamespaceField(Declared):
    """A sector's part of an entity, such as `County.education`: the same row, known by its key."""

    def __init__(self, text: Text, entity: type, namespace: type) -> None:
        super().__init__(text)
        self.entity = entity
        self.namespace = namespace
        self.annotated(namespace | None, namespace.__module__)

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The namespace, with the entity's key and nothing else."""
        return reference(self.namespace, source._key)  # noqa: SLF001


def evaluated(annotation: Any, module: str) -> Any:
    """An annotation whose names are looked up in its module: `"School | None"`, `"schools.School"`, `list["Pairing"]`.

    NameError also for a name of another module that is still being imported.
    """
    if isinstance(annotation, str):
        try:
            return eval(annotation, vars(sys.modules[module]))  # noqa: S307 - the module author's own annotation
        except AttributeError as error:
            raise NameError(str(error)) from error
    if get_origin(annotation) is list:
        return list[evaluated(get_args(annotation)[0], module)]  # type: ignore[misc]
    return annotation


def argument(name: str, kind: Any, text: Text, default: Any = strawberry.UNSET) -> StrawberryArgument:
    """An argument of a declared field."""
    return Argument(name, None, StrawberryAnnotation(kind), description=str(text), default=default)


class Argument(StrawberryArgument):
    """An argument whose kind is looked up once for all that have it."""

    @property
    def type(self) -> Any:
        """The argument's GraphQL type."""
        return resolved(self.type_annotation.raw_annotation)
