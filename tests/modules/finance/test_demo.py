"""The demo's records: the same for everybody, plausible, nobody's, and with the awkward among them."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from re import fullmatch
from typing import Any

import pytest

from hub.contract import DemoContext
from hub.demo.people import body_check, person_check
from hub.models import BODY_NUMBER, PERSON_NUMBER, Record, Status
from hub.records.base import references
from hub.records.problems import Refused
from hub.records.validation import validated
from modules.finance import models as rows
from modules.finance.demo import demo
from modules.finance.models import BODIES, BorrowerKind, EntryKind, FundSource, LoanStage
from tests.modules.finance.samples import MODELS, approved, demo_records, made
from tests.modules.plan import context, days

COUNTIES = sorted(context().counties)
FIRST, LAST = COUNTIES[0], COUNTIES[-1]


def test_there_are_about_ten_thousand_records_of_every_type() -> None:
    assert 9_500 < len(demo_records()) < 10_500
    assert {type(record) for record in demo_records()} == set(MODELS)


def test_the_same_context_gives_the_same_records_and_a_larger_scale_more() -> None:
    one, again, twice = demo(near(1)), demo(near(1)), demo(near(2))
    assert all(values(first) == values(second) for first, second in zip(one, again, strict=True))
    assert 1.8 < len(twice) / len(one) < 2.2


def near(scale: int) -> DemoContext:
    """The plan with two counties only."""
    return replace(context(scale), counties={code: context().counties[code] for code in COUNTIES[:2]})


def values(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields}


@pytest.mark.parametrize("model", MODELS)
def test_every_record_is_sound_and_says_that_it_is_made_up(model: type[Record]) -> None:
    written = {name for name in model.model_fields if name not in rows.DERIVED or model is not rows.Loan}
    assert all(record.synthetic for record in made(model))
    for record in made(model)[::3]:
        try:
            validated(model, {name: getattr(record, name) for name in written}, days())
        except Refused as refused:
            pytest.fail(f"{record}: {refused}")


@pytest.mark.parametrize("model", MODELS)
def test_natural_keys_are_unique_and_ids_count_from_one(model: type[Record]) -> None:
    live = (r for r in made(model) if r.status is not Status.WITHDRAWN)
    keys = Counter((r.county_code, *(getattr(r, name) for name in model.natural_key)) for r in live)
    assert max(keys.values()) == 1
    assert [record.id for record in made(model)] == list(range(1, len(made(model)) + 1))


@pytest.mark.parametrize("model", MODELS)
def test_every_status_occurs_and_most_are_approved(model: type[Record]) -> None:
    found = Counter(record.status for record in made(model))
    assert found[Status.APPROVED] > 0.85 * found.total()
    assert len(made(model)) < 100 or set(found) == set(Status)
    reasoned = [r for r in made(model) if r.status in (Status.REJECTED, Status.WITHDRAWN)]
    assert all(record.status_reason for record in reasoned)


def test_what_is_referred_to_is_approved_of_the_same_county_and_there_before() -> None:
    place = {(str(r.__tablename__), r.id): (index, r) for index, r in enumerate(demo_records())}
    for index, record in enumerate(demo_records()):
        for column, table in references(type(record)).items():
            before, target = place[table, getattr(record, column)]
            assert before < index
            assert (target.county_code, target.status) == (record.county_code, Status.APPROVED)


def test_numbers_have_a_wrong_check_character_and_are_nobodys_twice() -> None:
    people = [b.registration_number for b in made(rows.Borrower) if b.kind not in BODIES]
    people += [household.identity_number for household in made(rows.AssistedHousehold)]
    bodies = [b.registration_number for b in made(rows.Borrower) if b.kind in BODIES]
    assert all(fullmatch(PERSON_NUMBER, n) and person_check(n[:17]) != n[17] for n in people)
    assert all(fullmatch(BODY_NUMBER, n) and body_check(n[:17]) != n[17] for n in bodies)
    assert len({*people, *bodies}) == len(people) + len(bodies)


def test_the_check_characters_are_those_of_the_standards() -> None:
    assert person_check("11010519491231002") == "X"  # the example of GB 11643
    assert body_check("91350100M000100Y4") == "3"  # an example of GB 32100


@pytest.mark.parametrize("year", range(2016, 2021))
def test_fiscal_support_is_about_ten_million_a_county_and_year_and_grows(year: int) -> None:
    def mean(of: int) -> Decimal:
        given = (a.allocated_amount for a in approved(rows.FiscalAllocation) if a.starts_on.year == of)
        return sum(given, Decimal(0)) / len(COUNTIES)

    assert Decimal(9_000_000) < mean(year) < Decimal(12_500_000)
    assert mean(2020) > mean(2016)


def test_one_county_has_no_district_money_at_first_and_one_brings_no_household_along() -> None:
    paid = {a.starts_on.year for a in made(rows.FiscalAllocation, FIRST) if a.source is FundSource.DISTRICT}
    assert paid == {2017, 2018, 2019, 2020}
    assert made(rows.AssistedHousehold, LAST) == []
    assert {h.county_code for h in made(rows.AssistedHousehold)} == set(COUNTIES) - {LAST}


def test_loans_stand_at_every_stage_and_cross_years() -> None:
    assert {loan.stage for loan in approved(rows.Loan)} == set(LoanStage)
    assert {entry.kind for entry in approved(rows.LoanEntry)} == set(EntryKind)
    assert any(loan.ends_on and loan.ends_on.year - loan.starts_on.year >= 3 for loan in approved(rows.Loan))
    assert any(loan.due_on and loan.due_on > days().end for loan in approved(rows.Loan))


def test_every_kind_of_borrower_borrows_and_only_those_who_arent_poor_bring_others_along() -> None:
    kinds = {borrower.id: borrower.kind for borrower in made(rows.Borrower)}
    assert {kinds[loan.borrower_id] for loan in made(rows.Loan)} == set(BorrowerKind)
    bringing = {kinds[household.borrower_id] for household in made(rows.AssistedHousehold)}
    assert bringing == set(BorrowerKind) - {BorrowerKind.POOR_HOUSEHOLD}


def test_a_loan_fits_its_product() -> None:
    products = {product.id: product for product in made(rows.CreditProduct)}
    kinds = {borrower.id: borrower.kind for borrower in made(rows.Borrower)}
    for loan in made(rows.Loan):
        assert products[loan.product_id].borrower_kind in (None, kinds[loan.borrower_id])
        assert loan.starts_on - timedelta(days=1) < days().end
