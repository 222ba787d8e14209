"""Input types made from data: names, kinds and bilingual descriptions in, a Strawberry input out."""

from dataclasses import dataclass
from enum import Enum
from keyword import iskeyword
from typing import Annotated, Any

import strawberry
from strawberry import UNSET
from strawberry.annotation import StrawberryAnnotation

from hub.texts import Choice, Language, Text


def described(text: str, zh: str) -> Any:
    """What an argument of a hand-written field means; it stands in the argument's `Annotated`."""
    return strawberry.argument(description=str(Text(text, zh)))


InLanguage = Annotated[
    Language | None, described("Which language, by default the request's", "语言，默认与请求语言一致")
]
"""The argument `language:` of a text in both languages."""


@dataclass(frozen=True, slots=True)
class Member:
    """One field of an input: its type, what it means, and whether it must be given."""

    kind: Any
    text: Text
    required: bool = False
    default: Any = UNSET


def input_type(name: str, members: dict[str, Member], text: Text) -> type:
    """An input with these fields; one that is left out is `UNSET`, which is not the same as null."""
    annotations: dict[str, Any] = {}
    namespace: dict[str, Any] = {"__module__": __name__, "__annotations__": annotations}
    for word, member in members.items():
        python_name = attribute(word)
        annotations[python_name] = member.kind if member.required else member.kind | None
        default = {} if member.required else {"default": member.default}
        graphql_name = word if python_name != word else None
        namespace[python_name] = strawberry.field(name=graphql_name, description=str(member.text), **default)
    made: type = strawberry.input(type(name, (), namespace), name=name, description=str(text))
    return made


def add_recursive(made: type, word: str, kind: Any) -> None:
    """Give a field that was declared with a stand-in its real type, which may contain the input itself."""
    definition = made.__strawberry_definition__  # type: ignore[attr-defined]
    field = next(f for f in definition.fields if f.python_name == attribute(word))
    field.type_annotation = StrawberryAnnotation(kind)


def attribute(word: str) -> str:
    """The Python attribute for a GraphQL name: `in` and `and` are keywords."""
    return f"{word}_" if iskeyword(word) else word


def graphql_enum(kind: type[Enum], name: str | None = None, description: str | None = None) -> Any:
    """The enumeration as a GraphQL enum, once; each value is described by its text."""
    if not hasattr(kind, "__strawberry_definition__"):
        strawberry.enum(kind, name=name, description=description or kind.__doc__)
        definition = kind.__strawberry_definition__  # type: ignore[attr-defined]
        for value, member in zip(definition.values, kind, strict=True):
            value.description = str(member.text) if isinstance(member, Choice) else None
    return kind


def choice_type(name: str, members: dict[str, Text], description: Text) -> Any:
    """A GraphQL enum made from data, such as the columns by which a record can be ordered."""
    values = {key.upper(): Named(key, text) for key, text in members.items()}
    made: Any = Choice(name, values)  # type: ignore[call-arg]  # the functional form, which mypy knows of Enum alone
    return graphql_enum(made, name, str(description))


@dataclass(frozen=True, slots=True)
class Named:
    """The value of a made enum's member: the name it stands for, and its text."""

    name: str
    text: Text

    def __str__(self) -> str:
        """The bilingual text."""
        return str(self.text)
