"""The hub under test holds the plan and culture's demo records."""

from collections.abc import Callable, Sequence

import pytest

from hub.contract import SectorModule
from hub.models import Record
from modules.culture.module import module
from tests.modules.culture.samples import records_but_attendances


@pytest.fixture(scope="session")
def hub_modules() -> Sequence[SectorModule]:
    return (module,)


@pytest.fixture(scope="session")
def hub_records() -> Callable[[], list[Record]]:
    return records_but_attendances
