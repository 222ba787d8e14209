"""The SDL as a file: complete, stable, and compared with what is committed."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from graphql import build_schema, validate_schema
from typer.testing import CliRunner

from hub.cli.schema import app
from schema.discovery import discover
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


def sections(sdl: str) -> dict[str, str]:
    """What stands under each heading, by the heading's English name."""
    _, *parts = re.split(r"(?m)^#{100}\n# (.+) · .+\n#{100}\n", sdl)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_each_sector_has_its_types_in_a_section_of_its_own() -> None:
    modules = discover()
    centre, *rest = sections(COMMITTED.read_text(encoding="utf-8")).items()
    assert [title for title, _ in rest] == [module.text.en for module in modules]
    for module, (_, own) in zip(modules, rest, strict=True):
        for declared in (*module.records, *module.namespaces):
            defined = f"\ntype {declared.__name__} "
            assert defined in own
            assert not any(defined in other for other in (centre[1], *(text for _, text in rest)) if other is not own)
    for shared in ("County", "Query", "UserError", "RecordStepInput", "DateFilter"):
        assert re.search(rf"(?m)^(type|input) {shared} ", centre[1])


def test_without_sectors_there_is_the_centre_alone() -> None:
    found = printed([])
    assert list(sections(found)) == ["The centre, and what sectors share"]
    assert validate_schema(build_schema(found)) == []


@pytest.mark.parametrize("part", ["type Query", "type Mutation", "type County ", "scalar BigInt"])
def test_it_holds_the_whole_graph(part: str) -> None:
    assert part in COMMITTED.read_text(encoding="utf-8")
