"""The contract, as values: each sector composes alone and with all others, and is documented."""

from pathlib import Path

from graphql import parse, validate, validate_schema

from hub.contract import SectorModule
from hub.programme.files import read
from schema.checks.texts import bilingual
from schema.compose import Composition
from tests.contract.conftest import MODULES
from tests.schema.descriptions import missing

ROOT = Path(__file__).parents[2]


def test_it_composes_alone(composed: Composition) -> None:
    schema = composed.schema.graphql
    assert validate_schema(schema) == []
    assert missing(schema) == []


def test_it_composes_with_all_others(module: SectorModule) -> None:
    assert validate_schema(Composition(MODULES).schema.graphql) == []
    assert module in MODULES


def test_its_measures_and_targets_are_the_programmes(module: SectorModule, hub_programme: Path) -> None:
    plan = read(hub_programme)
    assert set(module.measures) <= {placed.row.code for placed in plan.measures}
    targets = {placed.row.key for placed in plan.targets if placed.row.key.startswith(f"{module.name}.")}
    assert targets <= {indicator.key for indicator in module.indicators}


def test_its_owner_is_an_organisation_of_the_programme(module: SectorModule, hub_programme: Path) -> None:
    assert module.owner in {placed.row.code for placed in read(hub_programme).organisations}


def test_its_examples_are_valid_queries(module: SectorModule, composed: Composition) -> None:
    for example in module.examples:
        assert validate(composed.schema.graphql, parse(example.query)) == [], example.query
        assert bilingual(str(example.text))


def test_its_readme_is_in_both_languages_and_its_tests_are_there(module: SectorModule) -> None:
    assert bilingual((ROOT / module.package.replace(".", "/") / "README.md").read_text(encoding="utf-8"))
    assert list((ROOT / "tests" / "modules" / module.name).glob("test_*.py"))
