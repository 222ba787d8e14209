"""Execution by graphql-core, but for lists and objects of which all that is selected is at hand.

To resolve a field graphql-core makes a path and an `info` and passes the value through half a dozen calls, though it
may just stand on a row. So a list or an object whose selected fields all say where they stand (`Declared.at_hand`) is
read as a whole. Whenever that fails, graphql-core completes it from its beginning: reading has no effects, and errors,
nulls and what has to be waited for stay its own.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    get_argument_values,
    get_named_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import FieldDetails, FieldDetailsList
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from hub.query.at_hand import Complete, Field, NotAtHandError, Values, items, leaf, whole
from hub.query.awaited import Awaited
from hub.query.fields import Declared
from hub.query.made import Part
from hub.query.resolvers import DEFINITION

AT_HAND = "hub-at-hand"
"""Where a field of scalars keeps how it is read, which is the same in each request unless it takes arguments."""


class Executor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's executor, which reads what is at hand."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._known: dict[tuple[int, int], tuple[FieldDetailsList, Complete]] = {}

    def complete_list_value(self, *place: Any) -> Any:
        """The items: read, or completed one by one."""
        return self._read_or(super().complete_list_value, *place)

    def complete_object_value(self, *place: Any) -> Any:
        """The fields: read, or resolved one by one."""
        return self._read_or(super().complete_object_value, *place)

    def complete_awaitable_value(self, *place: Any) -> Any:
        """What is waited for, once it is there."""
        return Awaited(super().complete_awaitable_value, *place)

    def _read_or(  # noqa: PLR0917 - the parameters are graphql-core's
        self,
        complete: Callable[..., Any],
        kind: GraphQLOutputType,
        selected: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position: Any,
    ) -> Any:
        with suppress(Exception):  # it comes again, and is told with its path
            return self._complete(kind, selected)(result)
        return complete(kind, selected, info, path, result, position)

    def _complete(self, kind: GraphQLOutputType, selected: FieldDetailsList) -> Complete:
        """How values of this type are read with this selection."""
        place = id(kind), id(selected)
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = selected, self._made_or_refused(kind, selected)  # holds on to it for its id
        return known[1]

    def _made_or_refused(self, kind: GraphQLOutputType, selected: FieldDetailsList) -> Complete:
        try:
            return self._made(kind, selected)
        except Exception:  # noqa: BLE001 - such as an argument that is refused
            return refused

    def _made(self, kind: GraphQLOutputType, selected: FieldDetailsList, *, required: bool = False) -> Complete:
        if isinstance(kind, GraphQLNonNull):
            return self._made(kind.of_type, selected, required=True)
        if isinstance(kind, GraphQLList):
            return items(self._made(kind.of_type, selected), required=required)
        if isinstance(kind, GraphQLObjectType):
            below = self.collect_subfields(kind, selected).grouped_field_set
            fields = [self._field(kind, name, details) for name, details in below.items()]
            return whole(kind.extensions[DEFINITION].origin, fields, required=required)
        if is_leaf_type(kind):
            return leaf(kind, required=required)
        raise NotAtHandError

    def _field(self, kind: GraphQLObjectType, name: str, selected: FieldDetailsList) -> Field:
        word = selected[0].node.name.value
        if word == "__typename":
            return name, lambda _: kind.name, str
        field = self.schema.get_field(kind, word)
        if field is None:
            raise NotAtHandError
        known = field.extensions.get(AT_HAND)
        if known is None:
            known = self._read(field, selected[0]), self._made(field.type, selected)
            if not field.args and is_leaf_type(get_named_type(field.type)):
                field.extensions[AT_HAND] = known
        return name, *known

    def _read(self, field: GraphQLField, one: FieldDetails) -> Callable[[Values], Any]:
        """How the field's value is read of what an instance carries."""
        declared = field.extensions.get(DEFINITION)
        if not isinstance(declared, Declared | Part):
            raise NotAtHandError
        values, hidden = one.fragment_variable_values, self.hide_suggestions
        given = get_argument_values(field, one.node, self.variable_values, values, hidden) if field.args else {}
        read = declared.at_hand(given, self.context_value.language)
        if read is None:
            raise NotAtHandError
        return read


def refused(_: Any) -> Any:
    """Completes nothing."""
    raise NotAtHandError
