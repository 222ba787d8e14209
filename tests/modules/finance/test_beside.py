"""What a record of finance keeps beside those that it refers to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from hub.models import ProblemCode, Record
from modules.finance import models as rows
from tests.modules.finance.samples import SOUND
from tests.modules.fitting import beside

Referred = Mapping[type[Record], Mapping[str, Any]]

KIND = rows.BorrowerKind
FARMER, POOR = {"kind": KIND.LARGE_FARMER}, {"kind": KIND.POOR_HOUSEHOLD}
OFFER = {"max_amount": Decimal(100_000), "borrower_kind": None}

UNFIT: list[tuple[type[Record], dict[str, Any], Referred, list[str]]] = [
    (rows.CreditProduct, {}, {rows.CreditInstitution: {"kind": rows.InstitutionKind.GUARANTEE}}, ["institution_id"]),
    (rows.AssistedHousehold, {}, {rows.Borrower: POOR}, ["borrower_id"]),
    (
        rows.Loan,
        {"requested_amount": "100000.01"},
        {rows.Borrower: POOR, rows.CreditProduct: OFFER},
        ["requested_amount"],
    ),
    (
        rows.Loan,
        {"requested_amount": "1.00"},
        {rows.Borrower: FARMER, rows.CreditProduct: OFFER | {"borrower_kind": KIND.POOR_HOUSEHOLD}},
        ["product_id"],
    ),
]
FIT: list[tuple[type[Record], dict[str, Any], Referred]] = [
    (rows.CreditProduct, {}, {rows.CreditInstitution: {"kind": rows.InstitutionKind.VILLAGE_BANK}}),
    (rows.AssistedHousehold, {}, {rows.Borrower: FARMER}),
    (rows.Loan, {"requested_amount": "100000.00"}, {rows.Borrower: POOR, rows.CreditProduct: OFFER}),
    (
        rows.Loan,
        {"requested_amount": "1.00"},
        {rows.Borrower: POOR, rows.CreditProduct: OFFER | {"borrower_kind": KIND.POOR_HOUSEHOLD}},
    ),
]


@pytest.mark.parametrize(("model", "changes", "referred", "fields"), UNFIT)
def test_what_doesnt_fit_is_told_at_its_field(
    model: type[Record], changes: dict[str, Any], referred: Referred, fields: list[str]
) -> None:
    expected = [(field, ProblemCode.INCONSISTENT) for field in fields]
    assert beside(model, SOUND[model] | changes, referred) == expected


@pytest.mark.parametrize(("model", "changes", "referred"), FIT)
def test_what_fits_is_no_problem(model: type[Record], changes: dict[str, Any], referred: Referred) -> None:
    assert beside(model, SOUND[model] | changes, referred) == []
