"""Looking ahead: what the rows of a list point at is loaded before they are resolved, in one statement for each field.

graphql-core resolves row by row, and a to-one that has to be waited for costs each row a task of its own. So a page
reads its selection and gives its rows their to-ones first. A field that is not found so is loaded when it is resolved.
"""

from asyncio import gather
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, cast

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLResolveInfo,
    GraphQLSkipDirective,
    SelectionNode,
    get_directive_values,
)
from graphql.execution.values import VariableValues

from hub.query.fields import Declared
from hub.query.forms import api_name, declared_fields
from hub.query.loading import load_one
from hub.query.record import RecordInfo, info_of
from hub.query.relations import OneField
from hub.query.rows import reference

Selected = Mapping[str, Sequence[FieldNode]]
"""The fields selected below some others, by their names in the schema."""


async def look_ahead(rows: Sequence[Any], declared: type, selected: Selected, info: GraphQLResolveInfo[Any]) -> None:
    """Give the rows the to-ones that are selected, and these theirs."""
    if rows:
        ones = [field for name, field in _fields(declared).items() if isinstance(field, OneField) and name in selected]
        await gather(*(_point(rows, field, selected[api_name(field)], info) for field in ones))


async def _point(
    rows: Sequence[Any], field: OneField, nodes: Sequence[FieldNode], info: GraphQLResolveInfo[Any]
) -> None:
    target, below = info_of(field.points_at), selected_below(nodes, info)
    keys = {key for row in rows if (key := vars(row).get(field.key_label)) is not None}
    found = await _found(target, list(keys), below, nodes[0], info)
    for row in rows:
        vars(row)[field.label] = found.get(vars(row).get(field.key_label))
    await look_ahead([row for row in found.values() if row is not None], target.declared, below, info)


async def _found(
    target: RecordInfo, keys: Sequence[Any], below: Selected, place: FieldNode, info: GraphQLResolveInfo[Any]
) -> dict[Any, Any]:
    """The rows by their keys; of entities without a statement, unless more than the key is selected."""
    public = target.measure is None
    if public and not any(name in below and field.labels() for name, field in _fields(target.declared).items()):
        return {key: reference(target.declared, key) for key in keys}
    loads = [load_one(target, key, info, known=public, place=id(place)) for key in keys]
    return dict(zip(keys, await gather(*loads), strict=True))


@cache
def _fields(declared: type) -> dict[str, Declared]:
    return {api_name(field): field for field in declared_fields(declared)}


def selected_below(nodes: Iterable[FieldNode], info: GraphQLResolveInfo[Any]) -> Selected:
    """What the selections of these fields hold, fragments expanded, without what `@skip` and `@include` leave out."""
    found: dict[str, list[FieldNode]] = {}
    sets = [node.selection_set for node in nodes if node.selection_set]
    for one in sets:  # which grows by those of the fragments in it
        for selection in one.selections:
            if not _included(selection, info):
                continue
            if isinstance(selection, FieldNode):
                found.setdefault(selection.name.value, []).append(selection)
            else:
                sets.append(_fragment(selection, info).selection_set)
    return found


def _fragment(selection: SelectionNode, info: GraphQLResolveInfo[Any]) -> Any:
    return info.fragments[selection.name.value] if isinstance(selection, FragmentSpreadNode) else selection


def _included(selection: SelectionNode, info: GraphQLResolveInfo[Any]) -> bool:
    directives: Sequence[DirectiveNode] = selection.directives or ()
    if not directives:
        return True
    coerced = cast("dict[str, Any]", info.variable_values)  # Strawberry gives these alone
    variables = VariableValues({}, coerced)
    skip, include = (
        get_directive_values(directive, selection, variables)
        for directive in (GraphQLSkipDirective, GraphQLIncludeDirective)
    )
    return not (skip and skip["if"]) and (include is None or bool(include["if"]))
