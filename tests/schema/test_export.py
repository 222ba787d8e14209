"""The SDL as a file: complete, stable, and compared with what is committed."""

from dataclasses import replace
from pathlib import Path

import pytest
from graphql import build_schema, validate_schema
from typer.testing import CliRunner

from hub.cli.schema import app
from schema.export import COMMITTED, difference, export, printed
from tests.schema.planting import Nursery


def test_the_committed_schema_is_valid_for_standard_tools() -> None:
    assert validate_schema(build_schema(COMMITTED.read_text(encoding="utf-8"))) == []


def test_the_order_of_declaration_changes_nothing(plant: Nursery) -> None:
    kites = plant.sector()
    turned = replace(kites, records=kites.records[::-1], namespaces=kites.namespaces[::-1])
    assert printed([turned]) == printed([kites])


def test_a_file_that_was_just_written_doesnt_differ(plant: Nursery, tmp_path: Path) -> None:
    kites = plant.sector()
    export([kites], tmp_path / "kites.graphql")
    assert difference([kites], tmp_path / "kites.graphql") == ""


def test_a_change_shows_as_a_difference(plant: Nursery, tmp_path: Path) -> None:
    kites = plant.sector()
    export([kites], tmp_path / "kites.graphql")
    changed = replace(kites, queries=())
    assert "\n-  shapeCount: Int\n" in difference([changed], tmp_path / "kites.graphql")


def test_the_command_fails_on_a_difference_and_shows_it(tmp_path: Path) -> None:
    file = tmp_path / "hub.graphql"
    assert CliRunner().invoke(app, ["export", "--file", str(file)]).exit_code == 0
    file.write_text(file.read_text(encoding="utf-8").replace("type County ", "type Conty "), encoding="utf-8")
    answer = CliRunner().invoke(app, ["check", "--file", str(file)])
    assert answer.exit_code == 1
    assert "-type Conty" in answer.output
    assert "run `hub schema export`" in answer.output


def test_the_committed_schema_is_that_of_the_sectors() -> None:
    answer = CliRunner().invoke(app, ["check"])
    assert (answer.exit_code, answer.output) == (0, "hub.graphql is up to date.\n")


def test_a_missing_file_differs_wholly(plant: Nursery, tmp_path: Path) -> None:
    assert "\n+type Query {\n" in difference([plant.sector()], tmp_path / "none.graphql")


@pytest.mark.parametrize("part", ["type Query", "type Mutation", "type County ", "scalar BigInt"])
def test_it_holds_the_whole_graph(part: str) -> None:
    assert part in COMMITTED.read_text(encoding="utf-8")
