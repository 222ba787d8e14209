"""From an operation's selection to its tree: what each field needs of the statement, and what it makes of that."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_argument_values,
    get_named_type,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues

from hub.context import Facts
from hub.query.plan import shaping
from hub.query.plan.counts import Counts
from hub.query.plan.levels import Level, Output, Place, Row, Sums, Top, Tree, Unplannable, Values
from hub.query.record import RecordInfo
from hub.query.resolvers import DEFINITION
from hub.texts import Language, Text

TYPENAME = "__typename"
Grouped = Mapping[str, list[FieldDetails]]
"""The fields selected of an object, by response name, those of the same name merged."""


@dataclass(frozen=True, slots=True)
class Selected:
    """One field as it is selected of an object that is made from `row`."""

    row: Row
    parent: GraphQLObjectType
    field: Any
    """graphql-core's field; None for `__typename`, which no type lists."""
    details: list[FieldDetails]

    @property
    def node(self) -> FieldNode:
        """The first of the merged nodes; validation has seen to it that their arguments are alike."""
        return self.details[0].node

    @property
    def name(self) -> str:
        """The field's name in the schema."""
        return self.node.name.value

    @property
    def kind(self) -> Any:
        """The named type of the field."""
        return get_named_type(self.field.type)

    @property
    def required(self) -> bool:
        """Whether null would be an error."""
        return is_non_null_type(self.field.type)

    @property
    def declared(self) -> Any:
        """What declares the field."""
        return None if self.field is None else self.field.extensions.get(DEFINITION)

    @property
    def owner(self) -> type:
        """The declared class that the field is selected of."""
        found: type = self.parent.extensions[DEFINITION].origin
        return found


Read = Callable[["Reader", Selected], Values]
Readers = Callable[[Any], Read | None]
"""What reads a declared field; None for one that isn't SQL-backed."""


class Reader:
    """Reads one operation of a validated document, with the values of its variables."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: VariableValues,
        language: Language,
        *,
        facts: Facts,
        readers: Readers,
    ) -> None:
        self.schema, self.language, self.facts = schema, language, facts
        self._variables, self._readers = variables, readers
        self._fragments = {name: FragmentDetails(fragment) for name, fragment in fragments.items()}
        self._levels: list[Level] = []
        self._places: list[Place] = []
        self._needs: set[RecordInfo] = set()
        self._personal: set[tuple[RecordInfo, str]] = set()
        self.told = Counts()
        self._width = 0
        self._aliases = 0
        self._operation: OperationDefinitionNode

    def root_fields(self, operation: OperationDefinitionNode) -> dict[str, list[FieldNode]]:
        """The root fields by response name, in the order in which they are answered."""
        return {name: [one.node for one in details] for name, details in self._root(operation).items()}

    def refusal(self, operation: OperationDefinitionNode, name: str) -> Unplannable | None:
        """Why the ordinary path must answer this root field; None: it needn't. The reader is used up by that."""
        self._operation = operation
        top = Top()
        try:
            self.fields(self._query, {name: self._root(operation)[name]}, top.row)
        except Unplannable as found:
            return found.again()
        return None

    def read(self, operation: OperationDefinitionNode, left: Collection[str] = ()) -> Tree:
        """The tree of all root fields but those left; raises Unplannable where only the ordinary path can answer."""
        self._operation = operation
        grouped = {name: details for name, details in self._root(operation).items() if name not in left}
        top = Top()
        values = self.fields(self._query, grouped, top.row)
        for level in self._levels:
            self._measure(level)
        needs, personal = frozenset(self._needs), frozenset(self._personal)
        return Tree(top, self._levels, self._places, values, needs, personal, self._width, self.told)

    @property
    def _query(self) -> GraphQLObjectType:
        return cast("GraphQLObjectType", self.schema.query_type)

    def _root(self, operation: OperationDefinitionNode) -> Grouped:
        return collect_fields(self.schema, self._fragments, self._variables, self._query, operation).grouped_field_set

    def _measure(self, level: Level) -> None:
        """See that the number of a level's rows can be told, and of what each is a part."""
        returned = [output for output in level.outputs if output.number >= 0]
        level.measured = returned[0] if returned else self.returned(level.row.key())
        if level.parent is not None:
            level.ordinals, self._width = self._width, self._width + 1

    # Objects

    def object(self, selected: Selected, kind: GraphQLObjectType, row: Row, read: Read | None = None) -> Values:
        """The object of this type that a field's selections make of a row, by `read` or as the fields are declared."""
        return self.fields(kind, self._below(selected, kind), row, read)

    def _below(self, selected: Selected, kind: GraphQLObjectType | None = None) -> Grouped:
        return collect_subfields(
            self.schema, self._fragments, self._variables, self._operation, kind or selected.kind, selected.details
        ).grouped_field_set

    def fields(self, kind: GraphQLObjectType, grouped: Grouped, row: Row, read: Read | None = None) -> Values:
        """The object of these fields."""
        if not grouped:
            return shaping.constant(row.level, {})  # `@skip` has left none
        make = shaping.one if isinstance(row.level, Top) else shaping.made
        return make(list(grouped), [self._field(one, read) for one in _each(kind, grouped, row).values()])

    def selections(self, selected: Selected) -> dict[str, Selected]:
        """What is selected of the object that a field gives, by response name."""
        return _each(selected.kind, self._below(selected), selected.row)

    def _field(self, selected: Selected, read: Read | None) -> Values:
        if selected.name == TYPENAME:
            return shaping.constant(selected.row.level, selected.parent.name)
        read = read or self._readers(selected.declared)
        if read is None:
            name = f"{selected.parent.name}.{selected.name}"
            raise Unplannable(Text(f"{name} is not SQL-backed", f"{name} 不由 SQL 直接给出"))
        return read(self, selected)

    def arguments(self, selected: Selected) -> dict[str, Any]:
        """The field's arguments, with the variables of this request."""
        return get_argument_values(selected.field, selected.node, self._variables)

    # What the statement must give

    def returned(self, output: Output) -> Output:
        """Have the statement return this column."""
        if output.number < 0:
            output.number, self._width = self._width, self._width + 1
        return output

    def shows(self, row: Row, column: str) -> None:
        """Take note of a column that may hold personal data."""
        if column in row.info.personal:
            self._personal.add((row.info.original, column))

    def look_up(self, points: Output, info: RecordInfo) -> Row:
        """The row that a column points at, of a level of its own: each is read once, however many point at it."""
        self.need(info)
        level = Level(len(self._levels) + 1, info, points=self.returned(points))
        self._levels.append(level)
        return level.row

    def open(self, selected: Selected, info: RecordInfo, **more: Any) -> Level:
        """A level of its own for this field."""
        self.need(info)
        level = Level(len(self._levels) + 1, info, **more)
        level.place = self._place(selected, level.row.info)
        if level.parent is not None:
            level.parent.level.children.append(level)
            level.parent.key()
        self._levels.append(level)
        return level

    def sums(self, selected: Selected, info: RecordInfo, shared: Any = None, **hung: Any) -> Sums:
        """Counts and sums over rows that hang on this one: one aggregate for all fields that are alike in `shared`."""
        level = selected.row.level
        found = next(
            (s for s in level.sums if shared is not None and (s.row, s.shared) == (selected.row, shared)), None
        )
        if found is not None:
            return found
        self.need(info)
        alias = self._alias("s")
        aliased = info.aliased(alias)
        if hung:
            selected.row.key()
        made = Sums(alias, selected.row, aliased, self._place(selected, aliased, counts=True), shared=shared, **hung)
        level.sums.append(made)
        return made

    def need(self, info: RecordInfo) -> None:
        """The reader must have some rule for this type."""
        self._needs.add(info)

    def _place(self, selected: Selected, info: RecordInfo, *, counts: bool = False) -> Place:
        place = Place(len(self._places), info, selected.declared, selected.field, selected.node, counts)
        self._places.append(place)
        return place

    def _alias(self, prefix: str) -> str:
        self._aliases += 1
        return f"{prefix}{self._aliases}"


def _each(kind: GraphQLObjectType, grouped: Grouped, row: Row) -> dict[str, Selected]:
    return {name: Selected(row, kind, kind.fields.get(one[0].node.name.value), one) for name, one in grouped.items()}
