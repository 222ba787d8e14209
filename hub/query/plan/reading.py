"""From an operation's selection to its tree: what each declared field needs of the statement, and what it makes of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_argument_values,
    get_named_type,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues

from hub.query import ids
from hub.query.connections import ConnectionField, RootConnectionField
from hub.query.fields import BilingualField, ColumnField, Declared, KeyField, NamespaceField
from hub.query.node import NodeField
from hub.query.order import Term
from hub.query.plan import shaping
from hub.query.plan.decoding import decoder
from hub.query.plan.levels import Level, Output, Place, Row, Sums, Tree, Unplannable, Values
from hub.query.record import RecordInfo, Shape, info_of
from hub.query.relations import CountField, ManyField, OneField, Related, TotalField, storage_of
from hub.query.resolvers import DEFINITION
from hub.texts import Language

Details = list[FieldDetails]
TYPENAME = "__typename"


@dataclass(frozen=True, slots=True)
class Selected:
    """One field of an object, as it is selected: everything of the same response name, merged."""

    row: Row
    parent: GraphQLObjectType
    field: GraphQLField
    details: Details

    @property
    def node(self) -> FieldNode:
        """The first of the merged nodes; their arguments are alike."""
        return self.details[0].node

    @property
    def kind(self) -> Any:
        """The named type of the field."""
        return get_named_type(self.field.type)

    @property
    def required(self) -> bool:
        """Whether null would be an error."""
        return is_non_null_type(self.field.type)


class Reader:
    """Reads one operation of a validated document, with the values of its variables."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: VariableValues,
        language: Language,
    ) -> None:
        self._schema, self._variables, self._language = schema, variables, language
        self._fragments = {name: FragmentDetails(fragment) for name, fragment in fragments.items()}
        self._levels: list[Level] = []
        self._places: list[Place] = []
        self._needs: set[RecordInfo] = set()
        self._personal: set[tuple[RecordInfo, str]] = set()
        self._width = 0
        self._aliases = 0
        self._operation: OperationDefinitionNode

    def read(self, operation: OperationDefinitionNode) -> Tree:
        """The tree; raises Unplannable where something is selected that only the ordinary path can answer."""
        self._operation = operation
        root = cast("GraphQLObjectType", self._schema.query_type)
        top = cast("Level", Top())
        grouped = collect_fields(self._schema, self._fragments, self._variables, root, operation).grouped_field_set
        values = self._fields(root, grouped, top.row)
        for level in self._levels:
            self._measure(level)
        return Tree(top, self._levels, self._places, values, frozenset(self._needs), frozenset(self._personal), self._width)

    def _measure(self, level: Level) -> None:
        returned = [output for output in level.outputs if output.number >= 0]
        level.measured = returned[0] if returned else self._return(level.row.key())
        if level.parent is not None:
            level.ordinals, self._width = self._width, self._width + 1

    def _object(self, selected: Selected, kind: GraphQLObjectType, row: Row) -> Values:
        """The object that a field's selections make of a row."""
        grouped = collect_subfields(
            self._schema, self._fragments, self._variables, self._operation, kind, selected.details
        ).grouped_field_set
        return self._fields(kind, grouped, row)

    def _fields(self, kind: GraphQLObjectType, grouped: Mapping[str, Details], row: Row) -> Values:
        values = [self._field(kind, details, row) for details in grouped.values()]
        return shaping.made(list(grouped), values)

    def _field(self, kind: GraphQLObjectType, details: Details, row: Row) -> Values:
        name = details[0].node.name.value
        if name == TYPENAME:
            return shaping.constant(row.level, kind.name)
        field = kind.fields.get(name)
        declared = None if field is None else field.extensions.get(DEFINITION)
        read = _reader(declared)
        if field is None or read is None:
            raise Unplannable(f"{kind.name}.{name} is not SQL-backed")
        return read(self, declared, Selected(row, kind, field, details))

    # Columns

    def _return(self, output: Output) -> Output:
        """Have the statement return this column."""
        if output.number < 0:
            output.number, self._width = self._width, self._width + 1
        return output

    def _column(self, declared: Declared, selected: Selected) -> Values:
        return self._shown(declared.column, selected)

    def _shown(self, name: str, selected: Selected) -> Values:
        row = selected.row
        if name in row.info.personal:
            self._personal.add((row.info.original, name))
        values = shaping.column(
            self._return(row.output(name)), decoder(row.info.codecs[name], row.info.column(name), selected.kind)
        )
        if not (selected.required and row.info.column(name).nullable):
            return values
        return self._never_null(values, row)

    def _never_null(self, values: Values, row: Row) -> Values:
        """Null only where the row itself is missing: a to-one's."""
        return shaping.never_null(values, None if row.above is None else self._return(row.key()))

    def _bilingual(self, declared: BilingualField, selected: Selected) -> Values:
        language = self._arguments(selected).get("language") or self._language
        return self._shown(declared.labels()[f"_{declared.python_name}_{language.code}"], selected)

    def _key(self, declared: KeyField, selected: Selected) -> Values:
        key = self._return(selected.row.key())
        name = selected.row.info.name
        if declared.python_name != "id":
            return shaping.column(key, None)
        return shaping.column(key, lambda found: None if found is None else ids.encode(name, found))

    # The same row, and to-one

    def _namespace(self, declared: NamespaceField, selected: Selected) -> Values:  # noqa: ARG002
        return self._object(selected, selected.kind, selected.row)

    def _one(self, declared: OneField, selected: Selected) -> Values:
        info = info_of(declared.points_at)
        above = selected.row
        level = above.level
        self._aliases += 1
        alias = f"o{self._aliases}"
        points = above.output(declared.column, raw=True)
        hidden = info.measure is not None
        row = Row(level, info.aliased(alias), alias, above, points, joined=hidden)
        level.rows.append(row)
        if hidden:
            self._needs.add(info)
        values = self._object(selected, selected.kind, row)
        nullable = hidden or bool(above.info.column(declared.column).nullable) or above.above is not None
        if not nullable:
            return values
        shown = shaping.unless_null(values, self._return(row.key()))
        return self._never_null(shown, above) if selected.required else shown

    # Lists

    def _open(self, declared: Declared, selected: Selected, info: RecordInfo, **more: Any) -> Level:
        """A level of its own for this field."""
        number = len(self._levels) + 1
        level = Level(number, info, self._place(declared, selected, info), **more)
        level.place.info = level.row.info
        if level.parent is not None:
            level.parent.level.children.append(level)
            level.parent.key()
        self._levels.append(level)
        self._needs.add(info)
        return level

    def _place(self, declared: Declared, selected: Selected, info: RecordInfo) -> Place:
        place = Place(len(self._places), info, declared, selected.field, selected.node)
        self._places.append(place)
        return place

    def _list(self, declared: ManyField, selected: Selected) -> Values:
        parent = selected.parent.extensions[DEFINITION].origin
        level = self._open(
            declared,
            selected,
            declared.related,
            parent=selected.row,
            link=declared.link(parent),
            storage=storage_of(parent),
            public=declared.public,
        )
        return shaping.lists(level, self._object(selected, selected.kind, level.row))

    def _all(self, declared: Declared, selected: Selected) -> Values:
        level = self._open(declared, selected, _shape(declared).info)
        return shaping.lists(level, self._object(selected, selected.kind, level.row))

    def _found(self, declared: Declared, selected: Selected) -> Values:
        return self._single(declared, selected, _shape(declared).info)

    def _node(self, declared: NodeField, selected: Selected) -> Values:
        name, _ = ids.decode(self._arguments(selected)["id"])
        info = declared.records.get(name)
        if info is None:
            raise Unplannable("node(id:) of no known type")
        return self._single(declared, selected, info)

    def _single(self, declared: Declared, selected: Selected, info: RecordInfo) -> Values:
        level = self._open(declared, selected, info, single=True)
        kind = cast("GraphQLObjectType", self._schema.type_map[info.name])
        return shaping.first_or_null(self._object(selected, kind, level.row))

    # Connections

    def _connection(self, declared: ConnectionField, selected: Selected) -> Values:
        """A page: its rows are a level, its count a value of the row above."""
        parent = None if isinstance(declared, RootConnectionField) else selected.row
        origin = selected.parent.extensions[DEFINITION].origin
        more = {} if parent is None else {"link": declared.link(origin), "storage": storage_of(origin)}
        return _ConnectionReader(self, declared, selected, parent, more).read()

    # Counts and sums

    def _count(self, declared: CountField, selected: Selected) -> Values:
        return shaping.column(self._sum(declared, selected, ""), None)

    def _total(self, declared: TotalField, selected: Selected) -> Values:
        name = declared.summed.key
        related = declared.related
        decode = decoder(related.codecs[name], related.column(name), selected.kind, summed=True)
        return shaping.column(self._sum(declared, selected, name), decode)

    def _sum(self, declared: Related, selected: Selected, name: str) -> Output:
        """The count or sum of approved rows, in one aggregate with the others over the same rows."""
        row, origin = selected.row, selected.parent.extensions[DEFINITION].origin
        for sums in row.level.sums:
            if sums.row is row and sums.shared == (declared.related, declared.column, origin):
                return self._value(sums, name)
        sums = self._sums(declared, selected, declared.related, row, declared.link(origin), storage_of(origin))
        sums.shared = (declared.related, declared.column, origin)
        return self._value(sums, name)

    def _sums(
        self, declared: Declared, selected: Selected, info: RecordInfo, row: Row, link: Any, storage: Any
    ) -> Sums:
        self._aliases += 1
        alias = f"s{self._aliases}"
        aliased = info.aliased(alias)
        place = self._place(declared, selected, aliased)
        place.counts = True
        if link is not None:
            row.key()
        self._needs.add(info)
        sums = Sums(alias, row, aliased, link, storage, place)
        row.level.sums.append(sums)
        return sums

    def _value(self, sums: Sums, name: str) -> Output:
        found = sums.values.get(name)
        if found is None:
            found = sums.values[name] = Output(Row(sums.row.level, sums.info, sums.alias), name or "count")
        return self._return(found)

    # Arguments

    def _arguments(self, selected: Selected) -> dict[str, Any]:
        return get_argument_values(selected.field, selected.node, self._variables)


class _ConnectionReader:
    """Reads what is selected of one connection; its rows are read once, whatever is asked of them."""

    def __init__(
        self, reader: Reader, declared: ConnectionField, selected: Selected, parent: Row | None, more: dict[str, Any]
    ) -> None:
        self._reader, self._declared, self._selected = reader, declared, selected
        self._parent, self._more = parent, more
        self._opened: Level | None = None

    @property
    def _level(self) -> Level:
        if self._opened is None:
            self._opened = self._reader._open(  # noqa: SLF001 - two halves of one reader
                self._declared, self._selected, self._declared.related, parent=self._parent, **self._more
            )
        return self._opened

    def read(self) -> Values:
        return self._object(self._selected, self._selected.kind, self._member)

    def _object(self, selected: Selected, kind: Any, read: Callable[[str, Selected], Values]) -> Values:
        reader = self._reader
        grouped = collect_subfields(
            reader._schema, reader._fragments, reader._variables, reader._operation, kind, selected.details  # noqa: SLF001
        ).grouped_field_set
        values = []
        for details in grouped.values():
            name = details[0].node.name.value
            field = kind.fields.get(name)
            values.append(read(name, Selected(selected.row, kind, field, details)))
        return shaping.made(list(grouped), values)

    def _member(self, name: str, selected: Selected) -> Values:
        match name:
            case "nodes":
                return shaping.lists(self._level, self._rows(selected))
            case "edges":
                return shaping.lists(self._level, self._object(selected, selected.kind, self._edge))
            case "pageInfo":
                return self._object(selected, selected.kind, self._page_info)
            case "totalCount":
                return self._total_count()
        return shaping.constant(self._selected.row.level, selected.parent.name)

    def _rows(self, selected: Selected) -> Values:
        return self._reader._object(selected, selected.kind, self._level.row)  # noqa: SLF001

    def _edge(self, name: str, selected: Selected) -> Values:
        match name:
            case "node":
                return self._rows(selected)
            case "cursor":
                return shaping.cursors(*self._order())
        return shaping.constant(self._level, selected.parent.name)

    def _page_info(self, name: str, selected: Selected) -> Values:
        match name:
            case "hasNextPage":
                self._level.peeks = True
                return shaping.more(self._level, after=True)
            case "hasPreviousPage":
                self._level.peeks = True
                return shaping.more(self._level, after=False)
            case "startCursor":
                return shaping.ends(self._level, *self._order(), first=True)
            case "endCursor":
                return shaping.ends(self._level, *self._order(), first=False)
        return shaping.constant(self._selected.row.level, selected.parent.name)

    def _order(self) -> tuple[tuple[Term, ...], Sequence[Output]]:
        """The order of the page, and the columns of it that cursors are made from."""
        terms = self._declared.terms(self._level.row.info, self._reader._arguments(self._selected))  # noqa: SLF001
        row = self._level.row
        return terms, [self._reader._return(row.output(term.name, raw=True)) for term in terms]  # noqa: SLF001

    def _total_count(self) -> Values:
        reader, info = self._reader, self._declared.related
        row = self._selected.row
        link, storage = self._more.get("link"), self._more.get("storage")
        sums = reader._sums(self._declared, self._selected, info, row, link, storage)  # noqa: SLF001
        return shaping.column(reader._value(sums, ""), None)  # noqa: SLF001


class Top:
    """What stands above all root fields: one row of no table."""

    def __init__(self) -> None:
        self.measured = None
        self.sums: list[Sums] = []
        self.children: list[Level] = []
        self.rows = [Row(cast("Level", self), cast("RecordInfo", None), "top")]
        self.outputs: list[Output] = []

    @property
    def row(self) -> Row:
        return self.rows[0]


_READERS: dict[type, Callable[[Reader, Any, Selected], Values]] = {
    ColumnField: Reader._column,  # noqa: SLF001
    BilingualField: Reader._bilingual,  # noqa: SLF001
    KeyField: Reader._key,  # noqa: SLF001
    NamespaceField: Reader._namespace,  # noqa: SLF001
    OneField: Reader._one,  # noqa: SLF001
    ManyField: Reader._list,  # noqa: SLF001
    ConnectionField: Reader._connection,  # noqa: SLF001
    RootConnectionField: Reader._connection,  # noqa: SLF001
    CountField: Reader._count,  # noqa: SLF001
    TotalField: Reader._total,  # noqa: SLF001
    NodeField: Reader._node,  # noqa: SLF001
}
_ROOTS: dict[str, Callable[[Reader, Any, Selected], Values]] = {
    "list": Reader._all,  # noqa: SLF001
    "one": Reader._found,  # noqa: SLF001
}


def _reader(declared: Any) -> Callable[[Reader, Any, Selected], Values] | None:
    """What reads a declared field; root fields are told by their shape, as they hang on nothing."""
    found = next((_READERS[kind] for kind in type(declared).__mro__ if kind in _READERS), None)
    if found is None and isinstance(declared, Declared) and (shape := declared.shape()) and shape.keys is None:
        return _ROOTS.get(shape.kind)
    return found


def _shape(declared: Declared) -> Shape:
    shape = declared.shape()
    assert shape is not None
    return shape
