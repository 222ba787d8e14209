"""One schema from the centre and the sectors given: namespaces on the shared entities, root fields, the checks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import strawberry
from graphql import GraphQLSchema
from strawberry.exceptions import DuplicatedTypeName
from strawberry.schema.config import StrawberryConfig
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from hub.administration import administration
from hub.contract import Indicator, SectorModule
from hub.oversight import oversight
from hub.programme.indicators import INDICATORS
from hub.programme.queries import centre
from hub.query.aggregates import AggregateField
from hub.query.connections import RootConnectionField
from hub.query.executor import Executor
from hub.query.fields import NamespaceField
from hub.query.made import object_type
from hub.query.node import FindField, NodeField
from hub.query.record import RecordInfo, info_of
from hub.query.resolvers import shorten
from hub.query.scalars import SCALARS
from hub.records.mutations import mutations_of
from hub.texts import Text
from schema.checks import CompositionError, checked
from schema.checks.names import same_type


@dataclass(frozen=True)
class Composition:
    """The sectors that make up one hub, checked: names, prefixes and declarations fit together."""

    modules: tuple[SectorModule, ...]

    def __post_init__(self) -> None:
        """Refuse to start on any clash or omission; the message names both parties and the remedy."""
        checked(self.modules)

    @cached_property
    def records(self) -> tuple[RecordInfo, ...]:
        """Every record type of every sector."""
        return tuple(info_of(declared) for module in self.modules for declared in module.records)

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The measures that have records: those that row-level security reads settings for."""
        return tuple(sorted({measure for module in self.modules for measure in module.measures}))

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """What is counted, the centre's own included, by key: that of the plan's target where there is one."""
        own = (indicator for module in self.modules for indicator in module.indicators)
        return {indicator.key: indicator for indicator in (*INDICATORS, *own)}

    @cached_property
    def schema(self) -> "HubSchema":
        """The schema."""
        return build_schema(self.modules)


class HubSchema(strawberry.Schema):
    """A Strawberry schema in which sectors have added their namespaces to the centre's entities."""

    def __init__(self, namespaces: Iterable[NamespaceField], **more: Any) -> None:
        self._namespaces: dict[type, list[StrawberryField]] = {}
        for field in namespaces:
            self._namespaces.setdefault(field.entity, []).append(field)
        super().__init__(**more)
        shorten(self.graphql)

    def get_fields(self, type_definition: StrawberryObjectDefinition) -> list[StrawberryField]:
        """A type's own fields and what sectors contribute to it; Strawberry's documented override."""
        return [*type_definition.fields, *self._namespaces.get(type_definition.origin, [])]

    @property
    def graphql(self) -> GraphQLSchema:
        """The schema as graphql-core knows it."""
        schema: GraphQLSchema = self._schema
        return schema


def build_schema(modules: Sequence[SectorModule]) -> HubSchema:
    """The schema of the hub with these sectors; they are taken in the order of their names."""
    ordered = sorted(modules, key=lambda module: module.name)
    records = [declared for module in ordered for declared in module.records]
    try:
        return HubSchema(
            [vars(namespace)["__hub_namespace__"] for module in ordered for namespace in module.namespaces],
            query=object_type("Query", _query(ordered, records), _QUERY),
            mutation=_mutation(ordered, records),
            types=records,
            execution_context_class=Executor,
            config=StrawberryConfig(scalar_map=SCALARS),
        )
    except DuplicatedTypeName as error:
        raise CompositionError([same_type(error)]) from error


_QUERY = Text("What can be asked.", "查询")
_MUTATION = Text("What can be written.", "写入")


def _query(modules: Sequence[SectorModule], records: Sequence[type]) -> list[StrawberryField]:
    fields: list[StrawberryField] = [*centre(), *oversight(), NodeField(records)]
    for declared in records:
        fields += [RootConnectionField(declared), FindField(declared), AggregateField(declared)]
    return fields + [field for module in modules for field in module.queries]


def _mutation(modules: Sequence[SectorModule], records: Sequence[type]) -> Any:
    fields: list[StrawberryField] = [*administration()]
    fields += [field for declared in records for field in mutations_of(declared)]
    fields += [field for module in modules for field in module.mutations]
    return object_type("Mutation", fields, _MUTATION)
