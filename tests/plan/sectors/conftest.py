"""A hub with every sector and the demo's records."""

from pathlib import Path

import pytest

from hub.programme.files import find
from hub.settings import DEFAULT_PROGRAMME
from tests.docs.conftest import hub_modules, hub_template

__all__ = ["hub_modules", "hub_template"]


@pytest.fixture(scope="session")
def hub_programme() -> Path:
    return find(DEFAULT_PROGRAMME)
