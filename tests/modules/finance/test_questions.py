"""Each kind of user asks about finance and gets the part that is theirs, worked out again in Python."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from hub.models import Record, Status
from hub.testing.client import HubClient
from modules.finance import models as rows
from tests.modules.finance.samples import COMMISSION, COUNTY, FUTIAN, MODELS, OFFICE, PLURALS, approved, made

SETTLED = (Status.APPROVED, Status.SUBMITTED, Status.WITHDRAWN)
FISCAL = [model for model in MODELS if model.measure == "fiscal_support"]
CREDIT = [model for model in MODELS if model.measure == "credit"]


def lists(models: list[type[Record]] = [*MODELS]) -> str:  # noqa: B006 - only read
    return " ".join(f"{PLURALS[model]}(first: 0) {{ totalCount }}" for model in models)


def counted(models: list[type[Record]], *counties: str, statuses: tuple[Status, ...] = tuple(Status)) -> dict[str, Any]:
    return {PLURALS[model]: {"totalCount": len(made(model, *counties, statuses=statuses))} for model in models}


@pytest.mark.parametrize(("client", "own", "others"), [(COMMISSION, FISCAL, CREDIT), (OFFICE, CREDIT, FISCAL)])
async def test_each_bureau_sees_its_own_measure_everywhere_and_loses_the_other_alone(
    shared: HubClient, client: str, own: list[type[Record]], others: list[type[Record]]
) -> None:
    found = await shared.answer(f"{{ {lists()} }}", as_=client)
    assert {error["extensions"]["code"] for error in found["errors"]} == {"FORBIDDEN"}
    assert sorted(error["path"][0] for error in found["errors"]) == sorted(PLURALS[model] for model in others)
    assert found["data"] == counted(own) | dict.fromkeys(PLURALS[model] for model in others)


async def test_a_district_sees_the_settled_records_of_both_measures_in_its_counties(shared: HubClient) -> None:
    found = await shared.ask(f"{{ {lists()} }}", as_="futian-district")
    assert found == counted([*MODELS], *FUTIAN, statuses=SETTLED)


async def test_a_county_sees_its_own_records_also_drafts(shared: HubClient) -> None:
    assert await shared.ask(f"{{ {lists()} }}", as_="luocheng-county") == counted([*MODELS], COUNTY)


@pytest.mark.parametrize(("client", "code"), [(None, "UNAUTHENTICATED"), ("education-bureau", "FORBIDDEN")])
async def test_others_are_refused_every_list(shared: HubClient, client: str | None, code: str) -> None:
    found = await shared.answer(f"{{ {lists()} }}", as_=client)
    assert {error["extensions"]["code"] for error in found["errors"]} == {code}
    assert found["data"] == dict.fromkeys(PLURALS.values())


def number(model: type[Record]) -> Callable[[tuple[str, ...]], Any]:
    return lambda counties: len(approved(model, *counties))


def summed(model: type[Record], column: str) -> Callable[[tuple[str, ...]], Any]:
    return lambda counties: f"{sum(getattr(record, column) for record in approved(model, *counties)):.2f}"


EXPECTED: dict[str, Callable[[tuple[str, ...]], Any]] = {
    "allocatedTotal": summed(rows.FiscalAllocation, "allocated_amount"),
    "disbursedTotal": summed(rows.FiscalAllocation, "disbursed_amount"),
    "usedTotal": summed(rows.FiscalAllocation, "used_amount"),
    "creditInstitutionCount": number(rows.CreditInstitution),
    "borrowerCount": number(rows.Borrower),
    "loanCount": number(rows.Loan),
    "grantedTotal": summed(rows.Loan, "granted_amount"),
    "drawnTotal": summed(rows.Loan, "drawn_amount"),
    "repaidTotal": summed(rows.Loan, "repaid_amount"),
    "writtenOffTotal": summed(rows.Loan, "written_off_amount"),
    "balanceTotal": summed(rows.Loan, "balance"),
    "assistedHouseholdCount": number(rows.AssistedHousehold),
}


@pytest.mark.parametrize(
    ("entity", "counties", "statuses", "client"),
    [
        (f'county(code: "{COUNTY}")', (COUNTY,), tuple(Status), "lead-office"),
        ('district(code: "440304")', FUTIAN, SETTLED, "futian-district"),
    ],
)
async def test_the_namespaces_hold_lists_counts_and_totals(
    shared: HubClient, entity: str, counties: tuple[str, ...], statuses: tuple[Status, ...], client: str
) -> None:
    query = f"{{ at: {entity} {{ finance {{ {lists()} {' '.join(EXPECTED)} }} }} }}"
    found = (await shared.ask(query, as_=client))["at"]["finance"]
    assert {name: found.pop(name) for name in EXPECTED} == {name: of(counties) for name, of in EXPECTED.items()}
    assert found == counted([*MODELS], *counties, statuses=statuses)


async def test_support_is_added_up_by_year_and_source(shared: HubClient) -> None:
    query = """{ fiscalAllocationAggregate(filter: { status: { eq: APPROVED } }, groupBy: [YEAR, SOURCE]) {
      year source count sum { allocatedAmount usedAmount } } }"""
    expected: dict[tuple[int, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0), Decimal(0)])
    for record in approved(rows.FiscalAllocation):
        group = expected[record.starts_on.year, record.source.name]
        for index, part in enumerate((Decimal(1), record.allocated_amount, record.used_amount)):
            group[index] += part
    found = (await shared.ask(query, as_=COMMISSION))["fiscalAllocationAggregate"]
    assert {
        (g["year"], g["source"]): [g["count"], *map(Decimal, (g["sum"]["allocatedAmount"], g["sum"]["usedAmount"]))]
        for g in found
    } == dict(expected)


async def test_what_is_owed_is_found_by_stage_and_its_largest_first(shared: HubClient) -> None:
    query = """{ loans(first: 5, filter: { stage: { eq: OVERDUE }, status: { eq: APPROVED } },
      orderBy: [{ field: BALANCE, direction: DESC }]) { totalCount nodes { balance stageOn stageReason } } }"""
    found = (await shared.ask(query, as_=OFFICE))["loans"]
    overdue = [loan for loan in approved(rows.Loan) if loan.stage is rows.LoanStage.OVERDUE]
    assert found["totalCount"] == len(overdue) > 5
    largest = sorted(overdue, key=lambda loan: loan.balance, reverse=True)[:5]
    assert [Decimal(node["balance"]) for node in found["nodes"]] == [loan.balance for loan in largest]
    assert all(node["stageOn"] and node["stageReason"] for node in found["nodes"])


async def test_a_borrower_leads_to_loans_entries_and_households_brought_along(shared: HubClient) -> None:
    query = """query($name: String!) { borrowers(first: 1, filter: { organisation: { eq: $name } }) { nodes {
      balanceTotal assistedHouseholdCount assistedHouseholds { totalCount }
      loans(first: 5) { nodes { product { institution { name } } entries { totalCount } } } } } }"""
    bringing = {household.borrower_id for household in approved(rows.AssistedHousehold)}
    borrowing = {loan.borrower_id for loan in approved(rows.Loan) if loan.balance}
    found = (b for b in approved(rows.Borrower) if b.organisation and b.id in bringing & borrowing)
    borrower = next(found)
    asked = {"name": borrower.organisation}
    [node] = (await shared.ask(query, asked, as_=OFFICE))["borrowers"]["nodes"]
    loans = [loan for loan in made(rows.Loan) if loan.borrower_id == borrower.id]
    owed = sum(loan.balance for loan in loans if loan.status is Status.APPROVED)
    households = [h for h in made(rows.AssistedHousehold) if h.borrower_id == borrower.id]
    assert Decimal(node["balanceTotal"]) == owed > 0
    assert node["assistedHouseholds"]["totalCount"] == len(households)
    assert node["assistedHouseholdCount"] == len([h for h in households if h.status is Status.APPROVED])
    assert sorted(loan["entries"]["totalCount"] for loan in node["loans"]["nodes"]) == sorted(
        len([entry for entry in made(rows.LoanEntry) if entry.loan_id == loan.id]) for loan in loans
    )
    assert all(loan["product"]["institution"]["name"] for loan in node["loans"]["nodes"])


@pytest.mark.parametrize("client", [OFFICE, "luocheng-county", "futian-district", "lead-office"])
async def test_people_are_masked_whoever_asks_without_a_purpose(shared: HubClient, client: str) -> None:
    query = f"""{{ county(code: "{COUNTY}") {{ finance {{
      borrowers(first: 20) {{ nodes {{ name registrationNumber phone }} }}
      assistedHouseholds(first: 20) {{ nodes {{ head identityNumber }} }} }} }} }}"""
    found = (await shared.ask(query, as_=client))["county"]["finance"]
    people = [(node["name"], node["registrationNumber"]) for node in found["borrowers"]["nodes"]]
    people += [(node["head"], node["identityNumber"]) for node in found["assistedHouseholds"]["nodes"]]
    assert len(people) == 40
    assert all(name.endswith("*") and number[4:14] == "*" * 10 for name, number in people)
    assert all(node["phone"] is None or "****" in node["phone"] for node in found["borrowers"]["nodes"])


@pytest.mark.parametrize("filtered", ["name", "registrationNumber", "phone"])
async def test_nobody_is_found_by_what_is_masked(shared: HubClient, filtered: str) -> None:
    query = f'{{ borrowers(filter: {{ {filtered}: {{ eq: "1" }} }}) {{ totalCount }} }}'
    found = await shared.answer(query, as_=OFFICE)
    assert [error["extensions"]["code"] for error in found["errors"]] == ["BAD_USER_INPUT"]
