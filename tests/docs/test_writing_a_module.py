"""The guide for module authors keeps up with the code that it shows."""

import re
from pathlib import Path

import pytest

from hub import fields, models
from tests.docs.pages import ROOT, twin

GUIDE = ROOT / "docs" / "writing-a-module.md"
PAGES = [GUIDE, twin(GUIDE)]
KITES = "\n".join(path.read_text() for path in sorted((ROOT / "tests" / "fixtures" / "kites").glob("*.py")))
CENTRE_ONLY = {"bilingual", "entity", "entity_column", "info_of", "key", "many"}
"""What the centre declares its own types with."""


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_code_that_it_shows_is_that_of_a_sector_which_is_tested(page: Path) -> None:
    shown = re.findall(r"^```python\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL)
    assert len(shown) == 5
    assert all(code in KITES for code in shown)


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
@pytest.mark.parametrize("name", sorted({*fields.__all__, *models.__all__} - CENTRE_ONLY))
def test_it_tells_of_every_public_name(page: Path, name: str) -> None:
    assert re.search(rf"\b{name}\b", page.read_text())
