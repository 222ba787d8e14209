"""The hub under test holds the plan and tourism's demo records."""

from collections.abc import Callable, Sequence

import pytest

from hub.contract import SectorModule
from hub.models import Record
from modules.tourism.module import module
from tests.modules.tourism.samples import tourism_records


@pytest.fixture(scope="session")
def hub_modules() -> Sequence[SectorModule]:
    return (module,)


@pytest.fixture(scope="session")
def hub_records() -> Callable[[], list[Record]]:
    return tourism_records
