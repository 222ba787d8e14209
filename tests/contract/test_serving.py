"""The contract, over HTTP: refusals, masks, and a number of statements that doesn't grow with the number of parents."""

from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest

from hub.contract import SectorModule
from hub.naming import camel
from hub.query.connections import ConnectionField
from hub.query.fields import ColumnField, Declared, KeyField
from hub.query.forms import api_name, declared_fields
from hub.query.record import RecordInfo, info_of
from hub.query.relations import OneField
from hub.testing.client import HubClient
from schema.checks.places import pointing

PARENTS = {"County": ("counties", "county"), "District": ("districts", "district")}
STRANGER = """
select code from hub_organisation where role = 'BUREAU' and code not in (
  select organisation_code from hub_measure_body where measure_code = any($1)) order by code limit 1
"""


def selection(declared: type) -> str:
    """Every column of a record, and of its to-ones what every type has."""
    parts = []
    for field in declared_fields(declared):
        if isinstance(field, OneField):
            target = info_of(field.points_at)
            parts.append(f"{api_name(field)} {{ {'id createdBy' if target.measure else 'code name'} }}")
        elif isinstance(field, ColumnField | KeyField):
            parts.append(api_name(field))
    return " ".join(parts)


def lists(module: SectorModule) -> Iterator[tuple[str, str, ConnectionField]]:
    """The lists of its namespaces, with the entity and the namespace's name there."""
    for namespace in module.namespaces:
        made = vars(namespace)["__hub_namespace__"]
        for field in pointing(namespace):
            if isinstance(field, ConnectionField):
                yield made.entity.__name__, api_name(made), field


async def counted(hub: HubClient, query: str) -> tuple[Any, int]:
    before = hub.statements
    data = await hub.ask(query, as_="lead-office")
    return data, hub.statements - before


async def test_a_list_costs_as_many_statements_for_all_parents_as_for_one(
    module: SectorModule, served: HubClient
) -> None:
    assert list(lists(module)), "its records can be read from a county"
    for entity, namespace, field in lists(module):
        nodes = f"totalCount nodes {{ {selection(field.related.declared)} }}"
        part = f"{{ code {namespace} {{ {api_name(field)}(first: 20) {{ {nodes} }} }} }}"
        plural, singular = PARENTS[entity]
        found, for_all = await counted(served, f"{{ {plural} {part} }}")
        fullest = max(found[plural], key=lambda parent: parent[namespace][api_name(field)]["totalCount"])
        one, for_one = await counted(served, f'{{ {singular}(code: "{fullest["code"]}") {part} }}')
        assert one[singular] == fullest
        assert fullest[namespace][api_name(field)]["totalCount"] > 0, f"{entity}.{namespace}.{api_name(field)} is empty"
        spare = len(optional_targets(field.related.declared))
        assert for_one <= for_all <= for_one + spare, f"{entity}.{namespace}.{api_name(field)}"


async def test_a_root_list_costs_as_many_statements_for_many_rows_as_for_one(
    module: SectorModule, served: HubClient
) -> None:
    for declared in module.records:
        plural, nodes = camel(info_of(declared).plural), f"nodes {{ {selection(declared)} }}"
        _, for_one = await counted(served, f"{{ {plural}(first: 1) {{ {nodes} }} }}")
        _, for_many = await counted(served, f"{{ {plural}(first: 50) {{ {nodes} }} }}")
        assert for_many <= for_one + len(optional_targets(declared)), plural


def optional_targets(declared: type) -> list[OneField]:
    """The to-ones that a few rows may all lack, and with them the one statement for each."""
    info = info_of(declared)
    to_ones = [field for field in declared_fields(declared) if isinstance(field, OneField)]
    return [field for field in to_ones if info.column(field.column).nullable]


@pytest.mark.parametrize("signed_in", [False, True])
async def test_who_has_no_rule_for_it_is_refused_each_field_and_keeps_the_rest(
    module: SectorModule, served: HubClient, demo_url: str, *, signed_in: bool
) -> None:
    reader = await stranger(demo_url, module) if signed_in else None
    for declared in module.records:
        plural = camel(info_of(declared).plural)
        answer = await served.answer(f"{{ programme {{ code }} {plural} {{ totalCount }} }}", as_=reader)
        assert answer["data"][plural] is None
        assert answer["data"]["programme"] is not None
        assert [error["extensions"]["code"] for error in answer["errors"]] == [
            "FORBIDDEN" if signed_in else "UNAUTHENTICATED"
        ]


async def stranger(url: str, module: SectorModule) -> str:
    """A bureau that answers for none of its measures."""
    connection = await asyncpg.connect(url)
    try:
        return str(await connection.fetchval(STRANGER, list(module.measures)))
    finally:
        await connection.close()


async def test_personal_columns_show_their_masks_only(module: SectorModule, served: HubClient, demo_url: str) -> None:
    for declared in module.records:
        info = info_of(declared)
        fields = [field for field in declared_fields(declared) if is_personal(info, field)]
        if not fields:
            continue
        words = " ".join(api_name(field) for field in fields)
        data = await served.ask(f"{{ {camel(info.plural)}(first: 50) {{ nodes {{ {words} }} }} }}", as_="lead-office")
        stored = await stored_values(demo_url, info)
        assert data[camel(info.plural)]["nodes"]
        for node in data[camel(info.plural)]["nodes"]:
            assert not {node[api_name(field)] for field in fields} & stored


def is_personal(info: RecordInfo, field: Declared) -> bool:
    return isinstance(field, ColumnField) and field.column in info.personal


async def stored_values(url: str, info: RecordInfo) -> set[str]:
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch(f"select {', '.join(info.personal)} from {info.model.__tablename__}")
    finally:
        await connection.close()
    return {value for row in rows for value in row.values() if value is not None}


async def test_its_examples_are_answered(module: SectorModule, served: HubClient) -> None:
    for example in module.examples:
        assert await served.ask(example.query, as_=example.client)
