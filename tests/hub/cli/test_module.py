"""`hub module`: a new sector composes, migrates and passes the contract test as it is."""

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from hub.cli.scaffold import NewSector, scaffold
from hub.database.branches import installed_branches
from hub.installed import CHECKOUT, SectorError, installed
from hub.testing.database import Databases, migrated

PARTS = ("hub", "modules", "schema", "tests", "pyproject.toml")
BUILT = shutil.ignore_patterns("__pycache__", "*.egg-info")
KITES = NewSector("kites", "culture", "Kites", "风筝", "lead-office")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of this checkout, to write into."""
    for part in PARTS:
        source = CHECKOUT / part
        if source.is_dir():
            shutil.copytree(source, tmp_path / part, ignore=BUILT)
        else:
            shutil.copy(source, tmp_path / part)
    return tmp_path


def run(checkout: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(checkout), "COLUMNS": "200"} | more
    return subprocess.run(
        [sys.executable, *command], cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )


def hub(checkout: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return run(checkout, "-m", "hub.cli", *command)


def test_a_new_sector_passes_the_contract_test_as_it_is(checkout: Path, databases: Databases) -> None:
    made = hub(checkout, "module", "new", "wind_kites", "--measure", "culture", "--zh", "风筝")
    assert made.returncode == 0, made.stderr
    assert "modules/wind_kites/module.py" in made.stdout
    listed = hub(checkout, "module", "list")
    assert "wind_kites" in listed.stdout
    assert "WindKitesProject" in listed.stdout
    tests = ("tests/contract", "tests/modules/wind_kites", "-q", "-p", "no:cacheprovider")
    passed = run(checkout, "-m", "pytest", *tests, HUB_MODULES="wind_kites", HUB_DATABASE_URL=databases.url)
    assert passed.returncode == 0, passed.stdout


def test_a_new_sector_is_clean_and_a_forbidden_import_in_it_is_found(checkout: Path) -> None:
    scaffold(checkout, KITES)
    written = ("modules/kites", "tests/modules/kites")
    for check in (("check",), ("format", "--check")):
        clean = run(checkout, "-m", "ruff", *check, "--no-cache", *written)
        assert clean.returncode == 0, clean.stdout
    linter = ("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache")
    assert run(checkout, *linter).returncode == 0
    types = checkout / "modules" / "kites" / "types.py"
    types.write_text(
        f"{types.read_text()}\nimport sqlalchemy\nfrom hub.query import select\nimport modules.education\n"
    )
    broken = run(checkout, *linter)
    assert broken.returncode == 1
    for contract in ("Types know no database", "A sector knows the public names of the centre only"):
        assert f"{contract} BROKEN" in broken.stdout
    assert "No sector knows another BROKEN" in broken.stdout


def test_it_is_found_at_once_and_beside_those_that_are_there(checkout: Path) -> None:
    before = list(installed(checkout))
    scaffold(checkout, KITES)
    assert list(installed(checkout)) == sorted([*before, "kites"])
    assert installed(checkout)["kites"].value == "modules.kites.module:module"


def test_a_project_file_without_sectors_gets_its_first(checkout: Path) -> None:
    (checkout / "pyproject.toml").write_text('[project]\nname = "paired-assistance-hub"\n')
    scaffold(checkout, KITES)
    assert list(installed(checkout)) == ["kites"]


@pytest.mark.parametrize(
    ("sector", "said"),
    [
        (NewSector("Kites", "culture", "Kites", "风筝", "lead-office"), "'Kites' can't be used"),
        (NewSector("class", "culture", "Kites", "风筝", "lead-office"), "'class' can't be used"),
        (NewSector("../kites", "culture", "Kites", "风筝", "lead-office"), "'../kites' can't be used"),
        (NewSector("kites", "cul ture", "Kites", "风筝", "lead-office"), "'cul ture' can't be used"),
        (NewSector("education", "education", "Education", "教育", "lead-office"), "a sector education already"),
        (NewSector("kites", "culture", 'Kites"', "风筝", "lead-office"), "can't hold a quotation mark"),
    ],
)
def test_what_cant_be_written_is_refused_and_nothing_is_written(checkout: Path, sector: NewSector, said: str) -> None:
    before = sorted(checkout.rglob("*"))
    with pytest.raises(SectorError, match=said):
        scaffold(checkout, sector)
    assert sorted(checkout.rglob("*")) == before


def test_outside_a_checkout_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SectorError, match="holds no folder of modules: run this in a checkout"):
        scaffold(tmp_path, KITES)


def test_a_measure_that_the_programme_doesnt_have_is_refused_with_those_that_it_has(checkout: Path) -> None:
    refused = hub(checkout, "module", "new", "kites")
    assert refused.returncode == 1
    assert "the programme has no measure 'kites': give --measure one of" in refused.stderr
    assert "culture" in refused.stderr
    assert not (checkout / "modules" / "kites").exists()


def test_a_removed_sector_leaves_no_table_and_the_others_theirs(databases: Databases) -> None:
    url = databases.clone(migrated(installed_branches()))
    environment = {"HUB_DATABASE_URL": url}
    try:
        asked = run(CHECKOUT, "-m", "hub.cli", "module", "remove", "education", **environment)
        assert asked.returncode == 1, "nobody said yes"
        assert tables(url, "education_") > 0
        removed = run(CHECKOUT, "-m", "hub.cli", "module", "remove", "education", "--yes", **environment)
        assert removed.returncode == 0, removed.stderr
        assert tables(url, "education_") == 0
        assert tables(url, "hub_") > 0
    finally:
        databases.drop(url)


def test_a_sector_that_isnt_there_cant_be_removed(checkout: Path) -> None:
    refused = hub(checkout, "module", "remove", "kites", "--yes")
    assert refused.returncode == 1
    assert "there is no sector 'kites'; installed: " in refused.stderr
    assert "education" in refused.stderr


def tables(url: str, prefix: str) -> int:
    async def count() -> int:
        connection = await asyncpg.connect(url)
        try:
            return int(
                await connection.fetchval("select count(*) from pg_tables where starts_with(tablename, $1)", prefix)
            )
        finally:
            await connection.close()

    return asyncio.run(count())
