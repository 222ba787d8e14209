"""What is measured across sectors is what the README shows, but for whose data and of which year."""

import pytest
from graphql import ArgumentNode, OperationDefinitionNode, Visitor, parse, print_ast, visit

from bench.answers import (
    MEASURE,
    TABLE,
    across,
    every_sector_answers,
    every_year_and_county_answers,
    the_table_is_whole,
)
from tests.docs.pages import ROOT, examples


class Bare(Visitor):
    """An operation without its name, and without what it is given by variables or in their place."""

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> OperationDefinitionNode:
        return OperationDefinitionNode(operation=node.operation, selection_set=node.selection_set)

    def enter_argument(self, node: ArgumentNode, *_: object) -> object:
        return self.REMOVE if node.name.value in {"code", "year"} else node


def bare(query: str) -> str:
    return print_ast(visit(parse(query), Bare()))


@pytest.mark.parametrize("measured", [across(), MEASURE, TABLE])
def test_each_of_the_three_is_an_operation_of_the_readme(measured: str) -> None:
    assert bare(measured) in [bare(example.query) for example in examples(ROOT / "README.md")]


def test_an_answer_that_lacks_something_doesnt_count() -> None:
    assert not every_sector_answers({"district": {"counties": []}})
    assert not every_sector_answers({"district": {"counties": [{"name": "x", "health": None}]}})
    assert not every_year_and_county_answers({"measure": {"indicators": []}})
    assert not every_year_and_county_answers({"measure": {"indicators": [{"years": [{"counties": []}]}]}})
    assert not the_table_is_whole({"targets": [{"progress": {"value": None, "districts": []}}]})
    assert not the_table_is_whole({"targets": [{"progress": {"value": "1", "districts": []}}]})
