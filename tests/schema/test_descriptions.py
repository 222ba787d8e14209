"""Everything in the schema that a person reads is there in English and in Chinese."""

import pytest

from schema.compose import Composition
from schema.discovery import discover
from tests.schema.descriptions import described, missing
from tests.schema.planting import Nursery


def test_every_element_is_described_in_both_languages() -> None:
    assert missing(Composition(discover()).schema.graphql) == []


ELEMENTS = ["Kite", "Query.kites(first:)", "KiteFilter.length", "Shape.DELTA", "Kite.label", "Node.id"]


@pytest.mark.parametrize("name", ELEMENTS)
def test_the_walk_meets_every_kind_of_element(plant: Nursery, name: str) -> None:
    schema = Composition((plant.sector(),)).schema.graphql
    assert name in dict(described(schema))


def test_an_element_without_a_text_is_missed(plant: Nursery) -> None:
    schema = Composition((plant.sector(),)).schema.graphql
    schema.type_map["Shape"].values["DELTA"].description = "Delta"  # type: ignore[attr-defined]
    assert missing(schema) == ["Shape.DELTA"]
