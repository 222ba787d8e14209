"""Demo records: as many and as varied as promised, nobody's, and sound."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pytest

from hub.contract import DemoContext
from hub.models import Record, Status
from hub.query.record import personal_columns
from hub.records.base import references
from hub.records.columns import Personal
from hub.records.validation import validated
from modules.health import models as rows
from modules.health.demo import demo
from tests.modules.health.samples import INFOS, MODELS, approved, demo_records, made
from tests.modules.plan import context, days

LAST_COUNTY = "451229"
ISO_7064_MOD_11_2 = 11


def values(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields}


def personal(mask: str) -> Iterator[str]:
    for record in demo_records():
        for name, mark in personal_columns(type(record)).items():
            if mark == Personal(mask) and getattr(record, name) is not None:
                yield getattr(record, name)


def test_there_are_about_12_000_of_every_type() -> None:
    assert 11_000 < len(demo_records()) < 13_000
    assert {type(record) for record in demo_records()} == set(MODELS) == set(INFOS)
    assert Counter(map(type, demo_records())).most_common(1)[0][0] is rows.TelemedicineSession


def few() -> DemoContext:
    """A part of the plan, quick to make."""
    return replace(context(), counties=dict(list(context().counties.items())[:4]))


def test_the_same_seed_gives_the_same_records_and_another_gives_others() -> None:
    first = [values(record) for record in demo(few())]
    assert [values(record) for record in demo(few())] == first
    assert [values(record) for record in demo(replace(few(), seed=1))] != first


def test_scale_multiplies() -> None:
    assert 1.8 < len(demo(context(2))) / len(demo_records()) < 2.2


@pytest.mark.parametrize("model", MODELS)
def test_records_are_sound(model: type[Record]) -> None:
    for record in made(model)[:: 1 + len(made(model)) // 200]:
        validated(model, values(record), days())


@pytest.mark.parametrize("model", MODELS)
def test_ids_count_from_one_and_no_natural_key_is_used_twice(model: type[Record]) -> None:
    assert [record.id for record in made(model)] == list(range(1, len(made(model)) + 1))
    kept = [record for record in made(model) if record.status is not Status.WITHDRAWN]
    keys = Counter((r.county_code, *(getattr(r, name) for name in model.natural_key)) for r in kept)
    assert keys.most_common(1)[0][1] == 1


@pytest.mark.parametrize("model", MODELS)
def test_references_are_to_approved_records_of_the_same_county_that_come_before(model: type[Record]) -> None:
    order = [kind for kind, _ in groupby(demo_records(), key=type)]
    assert len(order) == len(set(order))
    for column, table in references(model).items():
        target = next(kind for kind in MODELS if kind.__tablename__ == table)
        assert order.index(target) < order.index(model)
        allowed = {(record.county_code, record.id) for record in approved(target)}
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
    assert len(numbers) > 2_000
    for number in numbers:
        assert re.fullmatch(r"[0-9]{17}[0-9X]", number)
        digits = [*map(int, number[:17]), 10 if number[17] == "X" else int(number[17])]
        assert sum(digit * 2 ** (17 - place) for place, digit in enumerate(digits)) % ISO_7064_MOD_11_2 != 1


def test_phones_begin_as_no_mobile_number_does() -> None:
    phones = list(personal("phone"))
    assert len(phones) > 2_000
    assert all(re.fullmatch(r"100[0-9]{8}", phone) for phone in phones)


def test_names_are_chinese_and_varied() -> None:
    names = list(personal("name"))
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,4}", name) for name in names)
    assert len(set(names)) > 2_000


@pytest.mark.parametrize("model", [rows.MedicalTeam, rows.ClinicalAttachment, rows.MedicalGuidanceVisit])
def test_records_are_spread_over_the_years(model: type[Record]) -> None:
    assert {record.starts_on.year for record in made(model)} == set(range(2016, 2021))


def test_telemedicine_grows_with_the_years() -> None:
    years = Counter(session.starts_on.year for session in approved(rows.TelemedicineSession))
    assert sorted(years, key=lambda year: years[year]) == [2016, 2017, 2018, 2019, 2020]


def test_most_are_approved_and_some_stand_elsewhere_with_a_reason_where_due() -> None:
    statuses = Counter(record.status for record in demo_records())
    assert statuses[Status.APPROVED] > 0.9 * len(demo_records())
    assert all(statuses[status] > 100 for status in Status)
    for record in demo_records():
        assert (record.status_reason is not None) is (record.status in {Status.REJECTED, Status.WITHDRAWN})


def test_sixteen_counties_are_covered_in_time_and_the_last_one_late() -> None:
    first: dict[str, date] = {}
    for team in approved(rows.MedicalTeam):
        first[team.county_code] = min(team.starts_on, first.get(team.county_code, team.starts_on))
    assert set(first) == set(context().counties)
    assert {code for code, day in first.items() if day > date(2017, 12, 31)} == {LAST_COUNTY}
    assert len({day.year for code, day in first.items() if code != LAST_COUNTY}) == 2


def test_the_last_countys_team_of_the_second_year_was_called_off() -> None:
    [team] = [team for team in made(rows.MedicalTeam, LAST_COUNTY) if team.starts_on.year == 2017]
    assert (team.status, team.patients_treated) == (Status.WITHDRAWN, 0)


def test_a_team_has_one_leader_who_stays_to_the_end_and_some_members_do_not() -> None:
    teams = {team.id: team for team in approved(rows.MedicalTeam)}
    members = approved(rows.MedicalTeamMember)
    leaders = Counter(member.team_id for member in members if member.leads)
    assert leaders == dict.fromkeys(teams, 1)
    for member in members:
        team = teams[member.team_id]
        assert team.ends_on is not None
        assert member.ends_on is not None
        assert team.starts_on <= member.starts_on <= member.ends_on <= team.ends_on
    assert any(member.ends_on != teams[member.team_id].ends_on for member in members)
    assert any(member.starts_on != teams[member.team_id].starts_on for member in members)


def test_teams_and_attachments_cross_a_years_end_and_people_come_again() -> None:
    assert any(t.ends_on and t.ends_on.year > t.starts_on.year for t in approved(rows.MedicalTeam))
    assert any(a.ends_on and a.ends_on.year > a.starts_on.year for a in approved(rows.ClinicalAttachment))
    stays = Counter((a.identity_number, a.starts_on.year) for a in approved(rows.ClinicalAttachment))
    assert Counter(stays.values())[2] > 50
    served = Counter(member.identity_number for member in approved(rows.MedicalTeamMember))
    assert max(served.values()) > 1


def test_one_county_has_no_telemedicine() -> None:
    linked = {link.county_code for link in made(rows.TelemedicineLink)}
    assert set(context().counties) - linked == {LAST_COUNTY}


def test_sessions_lie_within_their_link_and_are_numbered_from_one() -> None:
    links = {link.id: link for link in approved(rows.TelemedicineLink)}
    serials: dict[int, int] = {}
    for session in made(rows.TelemedicineSession):
        link = links[session.link_id]
        assert link.state is not rows.TelemedicineLinkState.PREPARING
        assert link.starts_on <= session.starts_on <= (link.ends_on or date.max)
        serials[session.link_id] = serials.get(session.link_id, 0) + 1
        assert session.serial == serials[session.link_id]


def test_some_sessions_were_not_held_and_the_last_ones_are_still_to_come() -> None:
    outcomes = Counter(session.outcome for session in made(rows.TelemedicineSession))
    assert set(outcomes) == {None, *rows.TelemedicineOutcome}
    pending = [session for session in made(rows.TelemedicineSession) if session.outcome is None]
    assert all(session.starts_on > days().end - timedelta(days=21) for session in pending)
    assert {session.status for session in pending} == {Status.SUBMITTED}


def test_a_group_is_led_by_one_hospital_and_may_support_several_counties() -> None:
    leads: dict[str, set[tuple[str, str | None]]] = {}
    for group in made(rows.HospitalGroup):
        leads.setdefault(group.name, set()).add((group.lead_hospital, group.lead_district_code))
    assert all(len(found) == 1 for found in leads.values())
    assert len(leads) < len(made(rows.HospitalGroup))


def test_no_alliance_has_its_leader_as_a_member() -> None:
    leaders = {alliance.id: alliance.lead_institution_id for alliance in made(rows.MedicalAlliance)}
    assert all(leaders[m.alliance_id] != m.institution_id for m in made(rows.MedicalAllianceMember))


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
