"""Demo records: as many and as varied as promised, nobody's, and sound."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, TypeVar

import pytest

from hub.models import Record, Status
from hub.query.record import personal_columns
from hub.records.base import references
from hub.records.columns import Personal
from hub.records.validation import validated
from modules.education import models as rows
from modules.education.demo import demo
from modules.education.module import module
from tests.modules.education.samples import MODELS, demo_records
from tests.modules.plan import context, days

R = TypeVar("R", bound=Record)
ISO_7064_MOD_11_2 = 11


def made(model: type[R], *, approved: bool = False) -> list[R]:
    found = [record for record in demo_records() if isinstance(record, model)]
    return [record for record in found if record.status is Status.APPROVED] if approved else found


def values(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields}


def personal(mask: str) -> Iterator[str]:
    for record in demo_records():
        for name, mark in personal_columns(type(record)).items():
            if mark == Personal(mask) and getattr(record, name) is not None:
                yield getattr(record, name)


def test_there_are_about_20_000_of_every_type() -> None:
    assert 19_000 < len(demo_records()) < 21_000
    assert {type(record) for record in demo_records()} == set(MODELS)
    assert {record.__hub_record__.model for record in module.records} == set(MODELS)  # type: ignore[attr-defined]
    assert Counter(map(type, demo_records())).most_common(1)[0][0] is rows.EntrantGrant


def test_the_same_seed_gives_the_same_records_and_another_gives_others() -> None:
    again = demo(context())
    assert [values(record) for record in again[::17]] == [values(record) for record in demo_records()[::17]]
    other = demo(replace(context(), seed=1))
    assert [values(record) for record in other[:50]] != [values(record) for record in again[:50]]


def test_scale_multiplies() -> None:
    assert 1.8 < len(demo(context(2))) / len(demo_records()) < 2.1


@pytest.mark.parametrize("model", MODELS)
def test_records_are_sound(model: type[Record]) -> None:
    for record in made(model)[:: 1 + len(made(model)) // 200]:
        validated(model, values(record), days())


@pytest.mark.parametrize("model", MODELS)
def test_ids_count_from_one_and_no_natural_key_is_used_twice(model: type[Record]) -> None:
    assert [record.id for record in made(model)] == list(range(1, len(made(model)) + 1))
    kept = [record for record in made(model) if record.status is not Status.WITHDRAWN]
    keys = Counter((r.county_code, *(getattr(r, name) for name in model.natural_key)) for r in kept)
    assert model.natural_key
    assert keys.most_common(1)[0][1] == 1


@pytest.mark.parametrize("model", MODELS)
def test_references_are_to_approved_records_of_the_same_county_that_come_before(model: type[Record]) -> None:
    order = [kind for kind, _ in groupby(demo_records(), key=type)]
    assert len(order) == len(set(order))
    for column, table in references(model).items():
        target = next(kind for kind in MODELS if kind.__tablename__ == table)
        assert order.index(target) < order.index(model)
        allowed = {(record.county_code, record.id) for record in made(target, approved=True)}
        named = {(r.county_code, getattr(r, column)) for r in made(model) if getattr(r, column) is not None}
        assert named
        assert named <= allowed


def test_records_say_that_they_are_synthetic_and_whose_they_are() -> None:
    for record in demo_records():
        assert record.synthetic
        assert record.created_by == record.updated_by == "demo"
        assert record.authors == ["demo"]
        assert record.county_code in context().counties


def test_identity_numbers_have_a_wrong_check_character() -> None:
    numbers = list(personal("identity"))
    assert len(numbers) > 15_000
    for number in numbers:
        assert re.fullmatch(r"[0-9]{17}[0-9X]", number)
        digits = [*map(int, number[:17]), 10 if number[17] == "X" else int(number[17])]
        assert sum(digit * 2 ** (17 - place) for place, digit in enumerate(digits)) % ISO_7064_MOD_11_2 != 1


def test_phones_begin_as_no_mobile_number_does() -> None:
    phones = list(personal("phone"))
    assert len(phones) > 1_000
    assert all(re.fullmatch(r"100[0-9]{8}", phone) for phone in phones)


def test_names_are_chinese_and_varied() -> None:
    names = list(personal("name"))
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,4}", name) for name in names)
    assert len(set(names)) > 5_000


@pytest.mark.parametrize("model", [model for model in MODELS if model not in {rows.School, rows.SupervisionVisit}])
def test_records_are_spread_over_the_years(model: type[Record]) -> None:
    years = Counter(record.starts_on.year for record in made(model))
    first = 2017 if model is rows.SchoolAssessment else 2016
    assert set(years) == set(range(first, 2021))


def test_most_are_approved_and_some_stand_elsewhere_with_a_reason_where_due() -> None:
    statuses = Counter(record.status for record in demo_records())
    assert statuses[Status.APPROVED] > 0.9 * len(demo_records())
    assert all(statuses[status] > 100 for status in Status)
    for record in demo_records():
        assert (record.status_reason is not None) is (record.status in {Status.REJECTED, Status.WITHDRAWN})


def test_about_a_hundred_people_are_hosted_each_year_and_in_some_years_fewer() -> None:
    hosted = {
        year: len({s.identity_number for s in made(rows.PrincipalPlacement, approved=True) if s.starts_on.year == year})
        for year in range(2016, 2021)
    }
    assert hosted == {2016: 92, 2017: 100, 2018: 104, 2019: 101, 2020: 96}


def test_some_people_are_hosted_twice_in_a_year() -> None:
    stays = Counter((s.identity_number, s.starts_on.year) for s in made(rows.PrincipalPlacement, approved=True))
    assert Counter(stays.values())[2] == 15


def test_some_records_cross_a_years_end_and_some_go_on() -> None:
    assert any(d.ends_on and d.ends_on.year > d.starts_on.year for d in made(rows.TeacherDispatch, approved=True))
    assert any(s.ends_on and s.ends_on.year > s.starts_on.year for s in made(rows.PrincipalPlacement, approved=True))
    assert any(pairing.ends_on is None for pairing in made(rows.SchoolPairing, approved=True))


def test_one_county_has_no_vocational_school_and_nothing_that_hangs_on_one() -> None:
    vocational = {school.county_code for school in made(rows.School) if school.stage is rows.Stage.VOCATIONAL}
    cooperating = {cooperation.county_code for cooperation in made(rows.VocationalCooperation)}
    assert set(context().counties) - vocational == set(context().counties) - cooperating == {"451229"}


def test_a_few_grants_differ_from_the_standard_and_say_why() -> None:
    grants = made(rows.EntrantGrant)
    differing = [grant for grant in grants if grant.amount != Decimal(3000)]
    assert 50 < len(differing) < 0.02 * len(grants)
    assert all((grant.deviation_reason is None) is (grant.amount == Decimal(3000)) for grant in grants)


def test_supervision_groups_go_to_several_counties() -> None:
    groups = Counter(visit.group_code for visit in made(rows.SupervisionVisit))
    assert sorted(groups) == ["2017-1", "2018-1", "2019-1", "2019-2", "2020-1"]
    assert min(groups.values()) > 1


def test_only_schools_of_compulsory_education_are_assessed() -> None:
    stages = {(school.id): school.stage for school in made(rows.School)}
    assessed = {stages[assessment.school_id] for assessment in made(rows.SchoolAssessment)}
    assert assessed <= {rows.Stage.PRIMARY, rows.Stage.NINE_YEAR, rows.Stage.JUNIOR, rows.Stage.COMPLETE_SECONDARY}


def test_another_programme_of_other_years_and_codes_gets_records_too() -> None:
    small = replace(
        context(),
        starts_on=date(2021, 3, 1),
        ends_on=date(2022, 6, 30),
        counties={"X-1": "甲县", "530001": "乙县"},
        districts={"530001": ("530999",)},
    )
    records = demo(small)
    assert {record.county_code for record in records} == {"X-1", "530001"}
    assert all(small.starts_on <= record.starts_on <= small.ends_on for record in records)
    assert all(record.ends_on is None or record.starts_on <= record.ends_on <= small.ends_on for record in records)
