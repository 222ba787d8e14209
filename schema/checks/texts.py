"""Texts: whatever a person reads in the schema stands there in English and in Chinese."""

import re
from collections.abc import Iterator
from enum import Enum

from strawberry.types.base import get_object_definition
from strawberry.types.field import StrawberryField

from hub.contract import SectorModule
from hub.texts import Text
from schema.checks.names import enums_of
from schema.checks.places import fields_of, graphql_name, infos, where

_LATIN = re.compile(r"[A-Za-z]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def bilingual(text: str | None) -> bool:
    """Whether a text has letters of both languages."""
    return bool(text and _LATIN.search(text) and _CHINESE.search(text))


def texts(module: SectorModule) -> Iterator[str]:
    """What lacks a text, or has it in one language only."""
    for declared in dict.fromkeys((*module.records, *module.namespaces)):
        definition = get_object_definition(declared)
        if definition is not None and not bilingual(definition.description):
            yield _missing(where(declared))
        for field in fields_of(declared):
            yield from _field(f"{where(declared)}.{field.python_name}", field)
    for root, fields in (("Query", module.queries), ("Mutation", module.mutations)):
        for field in fields:
            yield from _field(f"{root}.{graphql_name(field)}", field)
    for kind in dict.fromkeys(kind for info in infos(module) for kind in enums_of(info)):
        yield from _enum(kind)


def _field(name: str, field: StrawberryField) -> Iterator[str]:
    if not bilingual(field.description):
        yield _missing(name)
    if field.base_resolver is not None:
        for argument in field.base_resolver.arguments:
            if not bilingual(argument.description):
                yield _missing(f"the argument {argument.python_name} of {name}")


def _enum(kind: type[Enum]) -> Iterator[str]:
    if not bilingual(vars(kind).get("__doc__")):
        yield f"the docstring of {where(kind)} needs both languages, such as `A stage of schooling. (学段)`"
    for member in kind:
        if not (isinstance(member.value, Text) and bilingual(str(member.value))):
            yield f"{where(kind)}.{member.name} needs a Text in both languages as its value, in a hub.models.Choice"


def _missing(name: str) -> str:
    return f"{name} needs its description in English and in Chinese"
