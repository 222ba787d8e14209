"""The plan's target of finance by year: worked out again from the records in Python, in CNY."""

from decimal import ROUND_DOWN, Decimal
from typing import Any

import pytest

from hub.testing.client import HubClient
from modules.finance import models as rows
from tests.modules.finance.samples import FUTIAN, approved
from tests.modules.plan import context

PROGRESS = """query($year: Int) { targets { key progress(year: $year) {
  value target ratio status definition(language: EN)
  counties { county { code } value } districts { district { code } value } } } }"""
FEN = Decimal("0.01")


async def progress(hub: HubClient, year: int, client: str) -> Any:
    found = await hub.ask(PROGRESS, {"year": year}, as_=client)
    return next(target["progress"] for target in found["targets"] if target["key"] == "finance.fiscal_support")


def allocated(year: int, *counties: str) -> Decimal:
    """The sum of what is allocated in a year, CNY."""
    found = (a.allocated_amount for a in approved(rows.FiscalAllocation, *counties) if a.starts_on.year == year)
    return sum(found, Decimal(0))


def average(year: int) -> Decimal:
    return allocated(year) / len(context().counties)


@pytest.mark.parametrize("year", range(2016, 2021))
async def test_fiscal_support_is_the_average_of_a_county_in_the_year(shared: HubClient, year: int) -> None:
    found = await progress(shared, year, "lead-office")
    assert Decimal(found["value"]).quantize(FEN, ROUND_DOWN) == average(year).quantize(FEN, ROUND_DOWN)
    assert Decimal(found["target"]) == 10_000_000
    assert found["status"] == ("MET" if average(year) >= 10_000_000 else "LATE")
    assert {c["county"]["code"]: Decimal(c["value"]) for c in found["counties"]} == {
        code: allocated(year, code) for code in context().counties
    }


async def test_a_districts_value_is_that_of_its_counties(shared: HubClient) -> None:
    found = await progress(shared, 2018, "lead-office")
    values = {d["district"]["code"]: Decimal(d["value"]) for d in found["districts"]}
    assert values["440304"] == allocated(2018, *FUTIAN)
    assert len(values) == 10
    assert sum(values.values()) == allocated(2018)


async def test_the_programmes_number_is_the_same_for_all_and_the_breakdown_ones_own(shared: HubClient) -> None:
    lead, futian = [await progress(shared, 2018, client) for client in ("lead-office", "futian-district")]
    own = {"counties": None, "districts": None}
    assert futian | own == lead | own
    assert {county["county"]["code"] for county in futian["counties"]} == set(FUTIAN)
    assert futian["definition"].startswith("Fiscal support allocated")


async def test_the_finance_office_which_answers_for_credit_sees_no_breakdown_of_fiscal_support(
    shared: HubClient,
) -> None:
    found = await progress(shared, 2018, "finance-office")
    assert (found["counties"], found["districts"]) == ([], [])
    assert Decimal(found["value"]).quantize(FEN, ROUND_DOWN) == average(2018).quantize(FEN, ROUND_DOWN)
