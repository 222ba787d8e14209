"""Demo records: as many and as varied as promised, nobody's, and sound beside each other too."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

import pytest

from hub.models import Choice, Record, Status
from hub.programme.spans import Span
from hub.records.base import references
from hub.records.validation import validated
from modules.culture import models as rows
from modules.culture.demo import demo
from tests.modules import plan
from tests.modules.culture.samples import BARE, INFOS, MODELS, all_records, approved, made

ISO_7064_MOD_11_2 = 11
PROJECTS = (rows.DigitalCultureProject, rows.DigitalCulturePartner)


@cache
def doubled() -> tuple[Record, ...]:
    """The demo at scale 2."""
    return tuple(demo(plan.context(2)))


def values(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields}


def personal(mask: str) -> Iterator[str]:
    for record in all_records():
        for column, mark in INFOS[type(record)].personal.items():
            if mark.mask == mask and getattr(record, column) is not None:
                yield getattr(record, column)


def test_there_are_about_5000_of_every_type() -> None:
    assert 4_750 < len(all_records()) < 5_250
    assert {type(record) for record in all_records()} == set(MODELS) == set(INFOS)


def test_the_same_seed_gives_the_same_records_and_another_gives_others() -> None:
    once, again, other = (demo(replace(plan.context(), seed=seed)) for seed in (2016, 2016, 1))
    assert list(map(values, once[::17])) == list(map(values, again[::17]))
    assert list(map(values, once[100:400])) != list(map(values, other[100:400]))


def test_scale_multiplies_the_records() -> None:
    assert 1.7 < len(doubled()) / len(all_records()) < 2.3


@pytest.mark.parametrize("model", MODELS)
def test_records_are_sound(model: type[Record]) -> None:
    for record in made(model)[:: 1 + len(made(model)) // 200]:
        validated(model, values(record), plan.days())


@pytest.mark.parametrize("model", MODELS)
def test_ids_count_from_one_and_no_natural_key_is_used_twice(model: type[Record]) -> None:
    found = [record for record in doubled() if isinstance(record, model)]
    assert [record.id for record in found] == list(range(1, len(found) + 1))
    kept = (record for record in found if record.status is not Status.WITHDRAWN)
    keys = Counter((r.county_code, *(getattr(r, name) for name in model.natural_key)) for r in kept)
    assert keys.most_common(1)[0][1] == 1


@pytest.mark.parametrize("model", [model for model in MODELS if references(model)])
def test_references_are_to_approved_records_of_the_same_county_that_come_before(model: type[Record]) -> None:
    order = [kind for kind, _ in groupby(all_records(), key=type)]
    assert len(order) == len(set(order))
    for column, table in references(model).items():
        target = next(kind for kind in MODELS if kind.__tablename__ == table)
        assert order.index(target) < order.index(model)
        allowed = {(record.county_code, record.id): record.starts_on for record in approved(target)}
        naming = [record for record in made(model) if getattr(record, column) is not None]
        assert naming
        assert all(allowed[r.county_code, getattr(r, column)] <= r.starts_on for r in naming)


def test_records_say_that_they_are_synthetic_and_whose_they_are() -> None:
    for record in all_records():
        assert record.synthetic
        assert record.created_by == record.updated_by == "demo"
        assert record.authors == ["demo"]


def test_identity_numbers_have_a_wrong_check_character() -> None:
    numbers = list(personal("identity"))
    assert len(numbers) > 1_500
    for number in numbers:
        assert re.fullmatch(r"[0-9]{17}[0-9X]", number)
        digits = [*map(int, number[:17]), 10 if number[17] == "X" else int(number[17])]
        assert sum(digit * 2 ** (17 - place) for place, digit in enumerate(digits)) % ISO_7064_MOD_11_2 != 1


def test_phones_begin_as_no_mobile_number_does_and_names_are_chinese_and_varied() -> None:
    phones, names = list(personal("phone")), list(personal("name"))
    assert len(phones) > 1_300
    assert all(re.fullmatch(r"100[0-9]{8}", phone) for phone in phones)
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,3}", name) for name in names)
    assert len(set(names)) > 1_500


@pytest.mark.parametrize("model", MODELS)
def test_records_are_spread_over_the_years(model: type[Record]) -> None:
    assert {record.starts_on.year for record in made(model)} == set(range(2016, 2021))


@pytest.mark.parametrize("model", MODELS)
def test_records_are_spread_over_the_counties_and_one_has_no_digital_project(model: type[Record]) -> None:
    without = {BARE} if model in PROJECTS else set()
    assert {record.county_code for record in made(model)} == set(plan.context().counties) - without


def test_most_are_approved_and_some_stand_elsewhere_with_a_reason_where_due() -> None:
    statuses = Counter(record.status for record in all_records())
    assert statuses[Status.APPROVED] > 0.9 * len(all_records())
    assert all(statuses[status] > 30 for status in Status)
    for record in all_records():
        assert (record.status_reason is not None) is (record.status in {Status.REJECTED, Status.WITHDRAWN})


@pytest.mark.parametrize("model", [rows.CultureTraineeship, rows.CultureCourse])
def test_some_stays_and_courses_cross_a_years_end(model: type[Record]) -> None:
    assert any(r.ends_on and r.ends_on.year > r.starts_on.year for r in approved(model))


def test_some_people_come_twice_in_a_year() -> None:
    stays = Counter((s.identity_number, s.starts_on.year) for s in approved(rows.CultureTraineeship))
    assert Counter(stays.values())[2] == 17 * 5


def test_some_talents_are_supported_in_two_ways_and_each_way_is_another() -> None:
    ways: dict[str, list[rows.TalentSupport]] = {}
    for talent in approved(rows.CreativeTalent):
        ways.setdefault(talent.identity_number, []).append(talent.support)
    assert sum(len(each) == 2 for each in ways.values()) > 30
    assert all(len(each) == len(set(each)) for each in ways.values())


def test_who_has_a_place_at_a_studio_has_it_at_a_creative_institution() -> None:
    creative = {place.id for place in approved(rows.CultureInstitution) if place.kind in rows.CREATIVE}
    placed = [talent for talent in made(rows.CreativeTalent) if talent.support is rows.TalentSupport.STUDIO]
    assert placed
    assert {talent.institution_id for talent in placed} <= creative


def test_projects_are_at_every_stage_and_some_are_launched_in_a_later_year() -> None:
    projects = approved(rows.DigitalCultureProject)
    assert {project.stage for project in projects} == set(rows.DigitalCultureStage)
    assert any(p.launched_on and p.launched_on.year > p.starts_on.year for p in projects)


def test_a_project_has_partners_from_shenzhen_who_give_no_more_than_it_costs() -> None:
    partners = made(rows.DigitalCulturePartner)
    assert {partner.project_id for partner in partners} == {p.id for p in approved(rows.DigitalCultureProject)}
    for project in approved(rows.DigitalCultureProject):
        assert sum(partner.amount for partner in partners if partner.project_id == project.id) < project.planned_amount


def test_a_courses_sessions_are_numbered_on_different_days_within_it() -> None:
    sessions = made(rows.CultureCourseSession)
    for course in approved(rows.CultureCourse):
        own = [session for session in sessions if session.course_id == course.id]
        days = [session.starts_on for session in own]
        assert [session.serial for session in own] == list(range(1, len(own) + 1))
        assert days == sorted(set(days))
        assert (days[0], days[-1]) == (course.starts_on, course.ends_on)


def test_attendance_is_of_the_sessions_course_and_day_while_the_trainee_is_there() -> None:
    sessions = {session.id: session for session in made(rows.CultureCourseSession)}
    trainees = {trainee.id: trainee for trainee in made(rows.CultureTrainee)}
    for attendance in made(rows.CultureAttendance):
        session, trainee = sessions[attendance.session_id], trainees[attendance.trainee_id]
        assert session.course_id == trainee.course_id
        assert attendance.starts_on == session.starts_on <= (trainee.ends_on or date.max)


def test_some_trainees_leave_early_some_are_in_two_courses_and_no_course_is_overfull() -> None:
    trainees = approved(rows.CultureTrainee)
    assert sum(trainee.state is rows.CultureTraineeState.LEFT for trainee in trainees) > 20
    courses = Counter(trainee.identity_number for trainee in trainees)
    assert sum(number > 1 for number in courses.values()) > 30
    places = {course.id: course.places for course in made(rows.CultureCourse)}
    assert all(
        number <= places[course] for course, number in Counter(t.course_id for t in made(rows.CultureTrainee)).items()
    )


def test_every_choice_occurs() -> None:
    found: dict[type[Choice], set[Any]] = {}
    for model in MODELS:
        for name, codec in INFOS[model].codecs.items():
            if issubclass(codec.python, Choice):
                found.setdefault(codec.python, set()).update(getattr(record, name) for record in made(model))
    assert len(found) > 10
    assert all(values >= set(kind) for kind, values in found.items())


def test_another_programme_of_other_years_and_codes_gets_records_too() -> None:
    small = replace(
        plan.context(),
        starts_on=date(2021, 3, 1),
        ends_on=date(2022, 6, 30),
        counties={"X-1": "甲县", "530001": "乙县"},
        districts={"530001": ("530999",)},
    )
    records = demo(small)
    assert {record.county_code for record in records} == {"X-1", "530001"}
    assert all(small.starts_on <= record.starts_on <= small.ends_on for record in records)
    assert all(record.ends_on is None or record.starts_on <= record.ends_on <= small.ends_on for record in records)
    for record in records:
        validated(type(record), values(record), Span(small.starts_on, small.ends_on))
