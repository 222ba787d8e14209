"""Whether every field stands under a rule: nobody may add to the schema what no reader can be refused."""

from collections.abc import Iterator

from strawberry.types.field import StrawberryField

from hub.contract import SectorModule
from hub.query.fields import Declared
from hub.query.marks import MeasureMark
from schema.checks.places import graphql_name, where


def rules(module: SectorModule) -> Iterator[str]:
    """Faults of the hand-written fields of the root and of namespaces; declared ones are under their record's rules."""
    for kind, fields in (("Query", module.queries), ("Mutation", module.mutations)):
        for field in fields:
            yield from _ruled(module, f"{kind}.{graphql_name(field)}", field)
    for namespace in (made for made in module.namespaces if "__hub_namespace__" in vars(made)):
        for field in namespace.__strawberry_definition__.fields:  # type: ignore[attr-defined]
            yield from _ruled(module, f"{where(namespace)}.{graphql_name(field)}", field)


def _ruled(module: SectorModule, name: str, field: StrawberryField) -> Iterator[str]:
    if isinstance(field, Declared):
        return
    measure = next((mark.code for mark in field.directives if isinstance(mark, MeasureMark)), None)
    if measure is None:
        yield f"{name} stands under no rule: give its @field(…) the measure= whose readers may ask for it"
    elif measure not in module.measures:
        yield f"{name} is under the measure {measure}, which {module.name} doesn't name in measures=(…)"
