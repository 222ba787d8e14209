"""The tree of levels that a compiled plan is made from, read from the declarations alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse, validate

from hub.query.levels import Level, LevelReader, Tree
from schema.compose import Composition

Row = tuple[str, str, str, str | None, tuple[str, ...], tuple[str, ...], str | None]
"""Path, kind, table, keys, columns, order, and the measure of the predicate."""


@pytest.fixture(scope="module")
def reading(composed: Composition) -> Any:
    """Reads the tree of a document that the schema accepts."""
    schema = composed.schema.graphql

    def read(text: str, **variables: Any) -> Tree:
        document = parse(text)
        assert validate(schema, document) == []
        fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        (operation,) = (d for d in document.definitions if isinstance(d, OperationDefinitionNode))
        return LevelReader(schema, fragments, variables).read(operation)

    return read


def rows(tree: Tree) -> list[Row]:
    return [
        (".".join(at.path), at.kind, at.table, at.keys, tuple(at.columns), at.order, at.predicate) for at in tree.walk()
    ]


def shape(levels: list[Level]) -> Iterator[Any]:
    """Names and children alone."""
    for level in levels:
        yield level.path[-1], list(shape(level.children))


def test_a_list_is_a_level_with_its_columns_order_and_rules(reading: Any) -> None:
    tree = reading("{ rivers { totalCount pageInfo { hasNextPage } nodes { id name flow budget } } }")
    order = ("starts_on", "id")
    assert rows(tree) == [
        ("rivers", "page", "river_river", None, ("id", "name", "flow", "budget"), order, "health"),
    ]
    assert tree.handwritten == []


def test_edges_and_nodes_are_the_same_level(reading: Any) -> None:
    tree = reading("{ rivers { edges { cursor node { name } } nodes { flow } } }")
    assert [row[4] for row in rows(tree)] == [("id", "name", "flow")]


def test_a_namespace_is_no_level_and_each_list_hangs_on_its_parents_key(reading: Any) -> None:
    tree = reading(
        """{ counties { name rivers { surveyCount feeTotal rivers { nodes { name
             surveys { nodes { fee river { name } county { slug } } } } } } } }"""
    )
    county, order = "county_code", ("starts_on", "id")
    deep = "counties.rivers.rivers.nodes.surveys"
    assert rows(tree) == [
        ("counties", "list", "hub_area", None, ("code", "name_zh", "name_en"), ("pinyin", "code"), None),
        ("counties.rivers.surveyCount", "count", "river_survey", county, (), (), "health"),
        ("counties.rivers.feeTotal", "total", "river_survey", county, ("fee",), (), "health"),
        ("counties.rivers.rivers", "page", "river_river", county, ("id", "name"), order, "health"),
        (deep, "page", "river_survey", "river_id", ("id", "fee", "river_id", county), order, "health"),
        (f"{deep}.nodes.river", "one", "river_river", "id", ("id", "name"), (), "health"),
        (f"{deep}.nodes.county", "one", "hub_area", "code", ("code", "slug"), (), None),
    ]


def test_fragments_are_expanded_and_fields_of_one_name_are_one_level(reading: Any) -> None:
    tree = reading(
        """query { ...Everything rivers { nodes { ... on River { name } ... { flow } ...Named } } }
           fragment Everything on Query { rivers { nodes { surveys { nodes { fee } } } } }
           fragment Named on Record { startsOn county { code } }"""
    )
    assert list(shape(tree.roots)) == [("rivers", [("surveys", []), ("county", [])])]
    assert set(tree.roots[0].columns) == {"id", "name", "flow", "starts_on", "county_code"}


def test_an_alias_is_a_level_of_its_own_with_its_own_arguments(reading: Any) -> None:
    tree = reading(
        """query($size: Int, $name: String) {
             wide: rivers(first: $size, filter: {name: {contains: $name}}) { nodes { id } }
             long: rivers(last: 2, orderBy: [{field: LENGTH, direction: DESC}]) { nodes { id } }
             river(id: "Uml2ZXI6MQ") { id } }""",
        size=7,
        name="x",
    )
    assert [(level.path, level.kind, level.arguments) for level in tree.walk()] == [
        (("wide",), "page", {"first": 7, "filter": {"name": {"contains": "x"}}}),
        (("long",), "page", {"last": 2, "orderBy": [{"field": "LENGTH", "direction": "DESC"}]}),
        (("river",), "one", {"id": "Uml2ZXI6MQ"}),
    ]


def test_what_is_skipped_is_no_level(reading: Any) -> None:
    query = """query($on: Boolean!) { rivers { nodes { id name @include(if: $on) ... @skip(if: $on) { flow }
      surveys @skip(if: true) { totalCount } } } }"""
    assert [row[4] for row in rows(reading(query, on=True))] == [("id", "name")]
    assert [row[4] for row in rows(reading(query, on=False))] == [("id", "flow")]


def test_a_personal_column_is_read_like_any_other_and_masked_in_the_statement(reading: Any) -> None:
    assert rows(reading("{ surveys { nodes { surveyor } } }"))[0][4] == ("id", "surveyor")


def test_public_facts_are_under_no_predicate(reading: Any) -> None:
    tree = reading("{ programme { code targets { key areas { area { code } } } pairings { startsOn } } }")
    assert {(row[2], row[6]) for row in rows(tree)} == {
        (table, None) for table in ("hub_programme", "hub_target", "hub_target_area", "hub_area", "hub_pairing")
    }
    assert tree.handwritten == []


def test_an_aggregate_is_one_level_of_groups(reading: Any) -> None:
    tree = reading("{ riverAggregate(groupBy: [COUNTY, YEAR]) { county { code } year count sum { budget } } }")
    assert rows(tree) == [("riverAggregate", "groups", "river_river", None, (), (), "health")]
    assert tree.roots[0].arguments == {"groupBy": ["COUNTY", "YEAR"]}


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("{ rivers { nodes { label name } } }", ["rivers.nodes.label"]),
        ("{ surveys { nodes { why: riverName } } }", ["surveys.nodes.why"]),
        ("{ programme { targets { progress { value } } } me { name } }", ["programme.targets.progress", "me"]),
        ('{ node(id: "Uml2ZXI6MQ") { id ... on River { name } } }', ["node"]),
        ("mutation($i: RecordStepInput!) { riverSubmit(input: $i) { river { name } } }", ["riverSubmit"]),
        ("{ __typename rivers { __typename nodes { __typename id } } }", []),
    ],
)
def test_what_only_the_ordinary_path_can_answer_is_named(reading: Any, query: str, places: list[str]) -> None:
    assert reading(query).handwritten == places
