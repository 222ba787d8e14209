"""Names after conversion: no two owners of one root field, of one field of a type, or of one type."""

from collections.abc import Iterator, Sequence
from enum import Enum

from strawberry.exceptions import DuplicatedTypeName
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from hub.administration import administration
from hub.contract import SectorModule
from hub.naming import snake
from hub.oversight import oversight
from hub.programme.queries import centre
from hub.query.codecs import bare
from hub.query.fields import NamespaceField
from hub.query.node import NodeField
from hub.query.record import RecordInfo
from hub.records.status import TRANSITIONS
from schema.checks.places import UnreadableError, annotation, fields_of, graphql_name, infos, place, pointing, where

Claim = tuple[str, str]
"""A GraphQL name, and who claims it."""

_CENTRE = "the centre"
_WRITES = ("create", "update", *(step.name for step in TRANSITIONS))


def names(modules: Sequence[SectorModule]) -> Iterator[str]:
    """Every name that two claim, with both."""
    yield from _clashes("the field Query.", [*_centre(), *(c for module in modules for c in _queries(module))])
    yield from _clashes(
        "the field Mutation.", [*_administration(), *(c for module in modules for c in _mutations(module))]
    )
    yield from _clashes("the type ", list(dict.fromkeys(c for module in modules for c in _types(module))))
    for declared in _declared(modules):
        claims = [(graphql_name(field), place(declared, field)) for field in fields_of(declared)]
        yield from _clashes(f"the field {declared.__name__}.", claims)
    yield from _contributed(modules)


def same_type(error: DuplicatedTypeName) -> str:
    """A clash that only the finished schema shows, such as with a type that is made from a declaration."""
    both = [where(found) if found else "a type of the centre" for found in (error.first_cls, error.second_cls)]
    return f"{error.message}, by {both[0]} and by {both[1]}: rename one"


def _clashes(what: str, claims: Sequence[Claim]) -> Iterator[str]:
    owners: dict[str, list[str]] = {}
    for name, owner in claims:
        owners.setdefault(name, []).append(owner)
    for name, found in owners.items():
        if len(found) > 1:
            yield f"{what}{name} is claimed by {' and by '.join(found)}: rename all but one"


def _centre() -> list[Claim]:
    fields: list[StrawberryField] = [*centre(), *oversight(), NodeField([])]
    return [(graphql_name(field), _CENTRE) for field in fields]


def _administration() -> list[Claim]:
    return [(graphql_name(field), _CENTRE) for field in administration()]


def _queries(module: SectorModule) -> Iterator[Claim]:
    for info in infos(module):
        one = to_camel_case(snake(info.name))
        yield to_camel_case(info.plural), f"the list of {where(info.declared)}"
        yield one, where(info.declared)
        yield f"{one}Aggregate", f"the aggregate of {where(info.declared)}"
    yield from ((graphql_name(field), f"queries=(…) of {module.name}") for field in module.queries)


def _mutations(module: SectorModule) -> Iterator[Claim]:
    for info in infos(module):
        for action in _WRITES:
            yield to_camel_case(f"{snake(info.name)}_{action}"), f"the writes of {where(info.declared)}"
    yield from ((graphql_name(field), f"mutations=(…) of {module.name}") for field in module.mutations)


def _types(module: SectorModule) -> Iterator[Claim]:
    for declared in (*module.records, *module.namespaces):
        yield declared.__name__, where(declared)
    for info in infos(module):
        yield from ((kind.__name__, where(kind)) for kind in enums_of(info))


def enums_of(info: RecordInfo) -> Iterator[type[Enum]]:
    """The enumerations that a record's columns hold."""
    for field in pointing(info.declared):
        try:
            kind = bare(annotation(info.declared, field))
        except UnreadableError:
            continue
        if issubclass(kind, Enum):
            yield kind


def _declared(modules: Sequence[SectorModule]) -> Iterator[type]:
    for module in modules:
        yield from dict.fromkeys((*module.records, *module.namespaces))


def _contributed(modules: Sequence[SectorModule]) -> Iterator[str]:
    claims: dict[type, list[Claim]] = {}
    for module in modules:
        for namespace in module.namespaces:
            made: NamespaceField | None = vars(namespace).get("__hub_namespace__")
            if made is not None:
                own = [(graphql_name(field), where(made.entity)) for field in fields_of(made.entity)]
                claims.setdefault(made.entity, own).append((graphql_name(made), where(namespace)))
    for entity, found in claims.items():
        yield from _clashes(f"the field {entity.__name__}.", found)
