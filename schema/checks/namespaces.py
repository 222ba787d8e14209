"""What a sector adds to others' types: namespaces on the centre's entities, and root fields that may be null."""

from collections.abc import Iterator

from strawberry.types.base import StrawberryOptional

from hub.contract import SectorModule
from hub.query.fields import NamespaceField
from hub.query.record import RecordInfo
from hub.query.relations import Related
from schema.checks.places import graphql_name, known, place, pointing, stored, where
from schema.checks.relations import related


def namespaces(module: SectorModule) -> Iterator[str]:
    """Faults of the namespaces and of the hand-written root fields."""
    for namespace in module.namespaces:
        made: NamespaceField | None = vars(namespace).get("__hub_namespace__")
        if made is None:
            yield f"{where(namespace)} in namespaces=(…) is none: decorate it with @namespace"
            continue
        entity = known(made.entity)
        if entity is None or entity.measure is not None:
            yield (
                f"{where(namespace)} is added to {where(made.entity)}, which is no entity of the centre: add it to"
                " County or District"
            )
        else:
            yield from _fields(module, namespace, entity)
    yield from _roots(module)


def _fields(module: SectorModule, namespace: type, entity: RecordInfo) -> Iterator[str]:
    for field in pointing(namespace):
        if isinstance(field, Related):
            yield from related(module, namespace, field, entity)
        else:
            name = place(namespace, field)
            yield f"{name} reads {stored(field)}, and a namespace has no row of its own: use connection, count or total"


def _roots(module: SectorModule) -> Iterator[str]:
    for kind, fields in (("Query", module.queries), ("Mutation", module.mutations)):
        for field in fields:
            if not isinstance(field.type, StrawberryOptional):
                yield f"{kind}.{graphql_name(field)} may be refused, and must cost itself only: let it return … | None"
