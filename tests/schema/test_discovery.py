"""Sectors found by name, in checkouts and in other distributions."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hub.contract import SectorModule
from hub.database.migrate import HUB
from hub.installed import SectorError, installed
from schema.discovery import branches, discover
from tests.schema.planting import Nursery

Distribution = Callable[[str, str], None]


@pytest.fixture
def distribution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Distribution:
    """Installs a distribution that names one sector, for the time of the test."""
    monkeypatch.syspath_prepend(tmp_path)

    def install(name: str, value: str) -> None:
        folder = tmp_path / f"{value.partition(':')[0].replace('.', '_')}_of_{name}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {folder.name[:-14]}\nVersion: 1.0\n")
        (folder / "entry_points.txt").write_text(f"[hub.modules]\n{name} = {value}\n")

    return install


def test_the_sectors_of_this_checkout_are_found() -> None:
    assert "education" in installed()
    assert [module.name for module in discover(["education"])] == ["education"]


def test_a_name_that_is_given_twice_is_one_sector() -> None:
    assert discover(["education", "education"]) == discover(["education"])


def test_no_names_are_no_sectors() -> None:
    assert discover([]) == ()


def test_a_name_that_isnt_installed_is_told_with_those_that_are() -> None:
    with pytest.raises(
        SectorError, match=r"HUB_MODULES names educatoin, which isn't installed; installed: .*education"
    ):
        discover(["educatoin"])


def test_a_sector_of_another_distribution_is_found(distribution: Distribution, plant: Nursery) -> None:
    kites = plant.sector()
    distribution("kites", "modules.kites.module:module")
    assert discover(["kites"]) == (kites,)
    assert [module.name for module in discover()] == sorted(installed())


def test_an_error_inside_a_sector_is_passed_on_with_its_name(distribution: Distribution) -> None:
    distribution("kites", "modules.kites_that_are_none.module:module")
    with pytest.raises(ModuleNotFoundError) as caught:
        discover(["kites"])
    assert caught.value.__notes__ == ["while loading the sector kites from modules.kites_that_are_none.module:module"]


def test_an_entry_point_that_is_no_sector_is_refused(distribution: Distribution) -> None:
    distribution("kites", "hub.contract:API_VERSION")
    with pytest.raises(SectorError, match=r"the sector kites: hub.contract:API_VERSION is 1; let it be a"):
        discover(["kites"])


def test_a_sector_under_another_name_is_refused(distribution: Distribution, plant: Nursery) -> None:
    plant.sector()
    distribution("toys", "modules.kites.module:module")
    with pytest.raises(SectorError, match=r"the sector kites is installed as toys by modules.kites.module:module"):
        discover(["toys"])


def test_one_name_from_two_distributions_is_refused_with_both(distribution: Distribution) -> None:
    distribution("kites", "one.module:module")
    distribution("kites", "other.module:module")
    with pytest.raises(SectorError, match=r"two sectors are named kites: (one|other)\..* and (one|other)\."):
        installed()


def test_a_checkout_is_read_anew_and_not_as_it_was_installed(tmp_path: Path, distribution: Distribution) -> None:
    distribution("toys", "toys.module:module")
    project = (
        '[project]\nname = "toys_module_of_toys"\n[project.entry-points."hub.modules"]\nkites = "kites.module:module"\n'
    )
    (tmp_path / "pyproject.toml").write_text(project)
    found = installed(tmp_path)
    assert "kites" in found
    assert "toys" not in found


def test_without_a_checkout_only_what_is_installed_is_found(tmp_path: Path, distribution: Distribution) -> None:
    distribution("toys", "toys.module:module")
    assert installed(tmp_path)["toys"].value == "toys.module:module"


def test_each_sector_brings_a_branch_of_migrations(education: SectorModule) -> None:
    hub, branch = branches([education])
    assert hub == HUB
    assert (branch.label, branch.prefix) == ("education", "education_")
    assert branch.folder == Path(sys.modules["modules.education"].__path__[0]) / "migrations"


@pytest.fixture
def education() -> SectorModule:
    return discover(["education"])[0]
