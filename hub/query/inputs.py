"""What inputs are made of: their fields, and enumerations with bilingual descriptions."""

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from hub.query.made import Part
from hub.texts import Choice, Language, Text


def described(text: str, zh: str) -> Any:
    """What an argument of a hand-written field means; it stands in the argument's `Annotated`."""
    return strawberry.argument(description=str(Text(text, zh)))


InLanguage = Annotated[
    Language | None, described("Which language, by default the request's", "语言，默认与请求语言一致")
]
"""The argument `language:` of a text in both languages."""


def given(name: str, kind: Any, text: Text, *, required: bool = False, default: Any = UNSET) -> Part:
    """One field of an input; what is left out and has no default is missing, which is not the same as null."""
    return Part(name, kind if required else kind | None, text, default=default)


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
