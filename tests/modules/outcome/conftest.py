"""The hub under test holds the plan and the demo's records of the outcome, but for two years of a county."""

from collections.abc import Callable, Sequence

import pytest

from hub.contract import SectorModule
from hub.models import Record
from modules.outcome.demo import demo
from modules.outcome.module import module
from tests.modules.plan import context

COUNTY, FREE = "451225", (2018, 2019)
"""The county that writes in tests, and the years for which it has no record yet."""


def outcomes_but_two() -> list[Record]:
    """The demo's records but those years'."""
    return [record for record in demo(context()) if record.county_code != COUNTY or record.starts_on.year not in FREE]


@pytest.fixture(scope="session")
def hub_modules() -> Sequence[SectorModule]:
    return (module,)


@pytest.fixture(scope="session")
def hub_records() -> Callable[[], list[Record]]:
    return outcomes_but_two
