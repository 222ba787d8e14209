"""Texts in both languages."""

from typing import Any

import pytest

from tests.schema.planting import KITE, Nursery, faults

TEXTS: dict[str, tuple[dict[str, Any], str]] = {
    "of the values of an enumeration": (
        {"models": ('Text("Delta", "三角形")', '"delta"')},
        "modules.kites.models.Shape.DELTA needs a Text in both languages as its value, in a hub.models.Choice",
    ),
    "of an enumeration": (
        {"models": ("The shape of a kite. (形状)", "The shape of a kite.")},
        "the docstring of modules.kites.models.Shape needs both languages, such as `A stage of schooling. (学段)`",
    ),
    "of a hand-written field": (
        {"types": ('"A label for a list.", zh="标签"', '"A label for a list.", zh="label"')},
        f"{KITE}.label needs its description in English and in Chinese",
    ),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_text_in_both_languages(plant: Nursery, case: str) -> None:
    planted, fault = TEXTS[case]
    assert f"kites: {fault}" in faults(plant.sector(**planted))


def test_an_argument_is_described_in_both_languages(plant: Nursery) -> None:
    kites = plant.sector(types=("def label(self)", "def label(self, size: int)"))
    assert faults(kites) == [
        f"kites: the argument size of {KITE}.label needs its description in English and in Chinese"
    ]


def test_a_text_in_one_language_stops_the_import(plant: Nursery) -> None:
    with pytest.raises(ValueError, match=r"both languages: en=\"The kite's name\.\" zh=''"):
        plant.sector(types=('zh="名称"', 'zh=""'))
