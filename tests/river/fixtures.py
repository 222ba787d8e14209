"""The fixtures that put rivers into the hub under test."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from hub.contract import SectorModule
from hub.records.base import Record
from tests.river.module import module
from tests.river.programme import river_programme
from tests.river.sample import records


@pytest.fixture(scope="session")
def hub_modules() -> Sequence[SectorModule]:
    return (module,)


@pytest.fixture(scope="session")
def hub_programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return river_programme(tmp_path_factory.mktemp("river"))


@pytest.fixture(scope="session")
def hub_records() -> Callable[[], list[Record]]:
    return records
