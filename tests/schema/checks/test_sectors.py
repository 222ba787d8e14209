"""A sector as a value, and two beside each other."""

from dataclasses import replace
from typing import Any

import pytest

from schema.checks import checked
from schema.compose import Composition
from tests.schema.planting import Nursery, faults


def test_a_sound_sector_composes_alone_and_beside_another(plant: Nursery) -> None:
    kites = plant.sector()
    checked([])
    checked([kites])
    assert Composition(()).schema.as_str()
    assert "type Kite implements" in Composition((kites,)).schema.as_str()


SECTORS: dict[str, tuple[dict[str, Any], str]] = {
    "of another api version": (
        {"api_version": 7},
        "kites: it was written for api_version 7, and this hub is 1: install a release of the sector for this hub",
    ),
    "without a measure": (
        {"measures": ()},
        "kites: it names no measure, so nothing decides who sees its rows: give measures=(…)",
    ),
    "with a measure that is no name": (
        {"measures": ("kites", "Hub;Setting")},
        "kites: the measure 'Hub;Setting' is no lower-case name: write it as the programme's files do",
    ),
}


@pytest.mark.parametrize("case", SECTORS)
def test_a_sector(plant: Nursery, case: str) -> None:
    changes, fault = SECTORS[case]
    assert fault in faults(replace(plant.sector(), **changes))


@pytest.mark.parametrize("name", ["Kites", "kites-", "1kites", "hub", "k" * 31, "ki__tes", ""])
def test_a_sector_has_a_name_that_can_begin_a_table(plant: Nursery, name: str) -> None:
    assert any("a sector's name is lower-case words" in fault for fault in faults(replace(plant.sector(), name=name)))


def test_two_sectors_of_one_name(plant: Nursery) -> None:
    kites = plant.sector()
    other = replace(kites, owner="toy-bureau", package="toys", records=(), namespaces=(), queries=(), indicators=())
    assert faults(kites, other) == [
        (
            "kites: two sectors have this name, owned by kite-bureau and toy-bureau,"
            " in packages 'modules.kites' and 'toys':"
            " rename one, or narrow HUB_MODULES"
        )
    ]


def test_a_sector_whose_tables_could_be_taken_for_anothers(plant: Nursery) -> None:
    kites = plant.sector()
    other = replace(kites, name="kites_indoor", records=(), namespaces=(), queries=(), indicators=())
    assert faults(other, kites) == [
        (
            "kites and kites_indoor: tables of kites_indoor would begin with kites_ too,"
            " and migrations tell sectors apart by that: rename one"
        )
    ]


def test_all_faults_are_told_at_once(plant: Nursery) -> None:
    kites = plant.sector(
        models=('natural_key = ("name",)', "natural_key = ()"),
        types=("One[Kite | None]", "One[Kite]"),
        module=('measures=("kites",)', 'measures=("wind",)'),
    )
    assert len(faults(kites)) == 5
