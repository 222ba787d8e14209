"""The hub under test holds the plan and finance's demo records."""

from collections.abc import Callable, Sequence

import pytest

from hub.contract import SectorModule
from hub.models import Record
from modules.finance.module import module
from tests.modules.finance.samples import finance_records


@pytest.fixture(scope="session")
def hub_modules() -> Sequence[SectorModule]:
    return (module,)


@pytest.fixture(scope="session")
def hub_records() -> Callable[[], list[Record]]:
    return finance_records
