"""The size of an operation: what counts, and how often."""

from typing import Any

import pytest
from graphql import OperationDefinitionNode, build_schema, parse

from hub.endpoint.limits import Limits, Size
from hub.endpoint.measure import measure, page_variables

SCHEMA = build_schema("""
    type Query { county: County counties: [County!]! node: Node }
    interface Node { id: ID }
    type County implements Node {
        id: ID name: String names: [String] county: County
        schools(first: Int, last: Int): SchoolConnection
    }
    type SchoolConnection { nodes: [County] edges: [SchoolEdge] totalCount: Int }
    type SchoolEdge { node: County }
""")


def size(query: str, **variables: Any) -> Size:
    document = parse(query)
    operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    return measure(SCHEMA, document, operation, variables, Limits())


@pytest.mark.parametrize(
    ("query", "depth"),
    [
        ("{ county { name } }", 2),
        ("{ county { ... { ... on County { name } } } }", 2),
        ("{ ...F } fragment F on Query { county { ...G } } fragment G on County { county { name } }", 3),
        ("{ unknown { other } }", 2),
    ],
)
def test_depth_counts_fields_through_fragments(query: str, depth: int) -> None:
    assert size(query).depth == depth


def test_aliases_count_wherever_their_fragment_is_spread() -> None:
    assert size("{ county { ...F } a: county { ...F } } fragment F on County { b: name c: name }").aliases == 5


def test_root_fields_count_through_fragments() -> None:
    assert size("{ county { name } ...F ... { node { id } } } fragment F on Query { counties { name } }").fields == 3


@pytest.mark.parametrize(
    ("query", "cost"),
    [
        ("{ county { name } }", 2),
        ("{ county { name names } }", 3),
        ("{ counties { name } }", 1 + 10),
        ("{ county { schools { totalCount } } }", 2 + 50),
        ("{ county { schools(first: 7) { nodes { name } } } }", 2 + 7 * 2),
        ("{ county { schools(first: 7) { edges { node { name } } } } }", 2 + 7 * 3),
        ("{ county { schools(first: 7, last: 9) { totalCount } } }", 2 + 9),
        ("{ county { schools(first: -3) { totalCount } } }", 2),
        ("{ county { schools(first: null) { totalCount } } }", 2 + 50),
        ('{ county { schools(first: "x") { totalCount } } }', 2 + 50),
        ("{ counties { schools(first: 100) { nodes { name } } } }", 1 + 10 * (1 + 100 * 2)),
        ("{ ...F } fragment F on Query { counties { name } }", 1 + 10),
        ("{ node { ... on County { schools(first: 3) { totalCount } } } }", 2 + 3),
        ("{ __schema { types { fields { name } } } }", 4),
    ],
)
def test_cost_is_fields_times_rows(query: str, cost: int) -> None:
    assert size(query).cost == cost


@pytest.mark.parametrize(("variables", "rows"), [({}, 20), ({"n": 3}, 3), ({"n": None}, 50), ({"n": "x"}, 50)])
def test_a_page_in_a_variable_has_its_value_its_default_or_the_hubs(variables: dict[str, Any], rows: int) -> None:
    query = "query ($n: Int = 20) { county { schools(first: $n) { totalCount } } }"
    assert size(query, **variables).cost == 2 + rows


def test_introspection_is_found_in_a_fragment() -> None:
    assert size('{ ...F } fragment F on Query { __type(name: "X") { name } }').introspects
    assert not size("{ __typename county { __typename } }").introspects


def test_fragments_that_spread_each_other_are_measured_once() -> None:
    levels = range(200)
    fragments = " ".join(f"fragment F{n} on Query {{ ...F{(n + 1) % 200} ...F{(n + 2) % 200} }}" for n in levels[:80])
    assert size("{ ...F0 } " + fragments).fields == 0


def test_the_variables_of_pages_are_found_wherever_they_stand() -> None:
    query = """
        query A($a: Int, $x: Int) { county { ...F schools(first: $a) { nodes { schools(last: $b) { totalCount } } } } }
        fragment F on County { ... { schools(first: $c) { totalCount } } }
    """
    assert page_variables(parse(query)) == ("a", "b", "c")
