"""Demo records: as many and as varied as promised, nobody's, and sound."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from typing import Any

import pytest

from hub.models import Choice, Record, Status
from hub.records.base import references
from hub.records.validation import validated
from modules.tourism import models as rows
from modules.tourism.demo import demo
from tests.modules import plan
from tests.modules.tourism.samples import BARE, INFOS, SOUND, approved, demo_records, made

MODELS = list(SOUND)


@cache
def doubled() -> tuple[Record, ...]:
    """The demo at scale 2."""
    return tuple(demo(plan.context(2)))


def values(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields}


def test_there_are_about_5000_of_every_type() -> None:
    assert 4_750 < len(demo_records()) < 5_250
    assert {type(record) for record in demo_records()} == set(MODELS) == set(INFOS)


def test_the_same_seed_gives_the_same_records_and_another_gives_others() -> None:
    once, again, other = (demo(replace(plan.context(), seed=seed)) for seed in (2016, 2016, 1))
    assert list(map(values, once[::17])) == list(map(values, again[::17]))
    assert list(map(values, once[:50])) != list(map(values, other[:50]))


def test_scale_multiplies_all_but_the_months() -> None:
    once, twice = (Counter(map(type, records)) for records in (demo_records(), doubled()))
    assert abs(twice.pop(rows.VisitorStatistic) - once.pop(rows.VisitorStatistic)) < 50
    assert 1.8 < twice.total() / once.total() < 2.2


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
    order = [kind for kind, _ in groupby(demo_records(), key=type)]
    assert len(order) == len(set(order))
    for column, table in references(model).items():
        target = next(kind for kind in MODELS if kind.__tablename__ == table)
        assert order.index(target) < order.index(model)
        allowed = {(record.county_code, record.id): record.starts_on for record in approved(target)}
        naming = [record for record in made(model) if getattr(record, column) is not None]
        assert naming
        assert all(allowed[r.county_code, getattr(r, column)] <= r.starts_on for r in naming)


def test_records_say_that_they_are_synthetic_and_whose_they_are() -> None:
    for record in demo_records():
        assert record.synthetic
        assert record.created_by == record.updated_by == "demo"
        assert record.authors == ["demo"]


def test_phones_begin_as_no_mobile_number_does_and_names_are_chinese() -> None:
    operators = made(rows.TourismOperator)
    phones = [operator.phone for operator in operators if operator.phone]
    assert len(phones) > 400
    assert all(re.fullmatch(r"100[0-9]{8}", phone) for phone in phones)
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,3}", operator.contact or "") for operator in operators)
    assert len({operator.contact for operator in operators}) > 400


@pytest.mark.parametrize("model", MODELS)
def test_records_are_spread_over_the_years(model: type[Record]) -> None:
    assert {record.starts_on.year for record in made(model)} == set(range(2016, 2021))


@pytest.mark.parametrize("model", [model for model in MODELS if model is not rows.DemonstrationZone])
def test_records_are_spread_over_the_counties_and_one_has_no_routes(model: type[Record]) -> None:
    without = {BARE} if model in {rows.TourRoute, rows.RouteStop} else set()
    assert {record.county_code for record in made(model)} == set(plan.context().counties) - without


def test_some_counties_have_no_demonstration_zone_and_most_have_one() -> None:
    having = {zone.county_code for zone in made(rows.DemonstrationZone)}
    assert BARE not in having
    assert len(having) > 10


def test_most_are_approved_and_some_stand_elsewhere_with_a_reason_where_due() -> None:
    statuses = Counter(record.status for record in demo_records())
    assert statuses[Status.APPROVED] > 0.9 * len(demo_records())
    assert all(statuses[status] > 30 for status in Status)
    for record in demo_records():
        assert (record.status_reason is not None) is (record.status in {Status.REJECTED, Status.WITHDRAWN})


def test_a_routes_stops_are_numbered_in_their_order_at_different_destinations() -> None:
    for route in approved(rows.TourRoute):
        stops = [stop for stop in made(rows.RouteStop) if stop.route_id == route.id]
        assert [stop.position for stop in stops] == list(range(1, len(stops) + 1))
        assert len({stop.destination_id for stop in stops}) == len(stops) >= 3
        assert {(stop.starts_on, stop.ends_on) for stop in stops} == {(route.starts_on, route.ends_on)}


def test_months_are_whole_and_few_are_missing_or_reported_anew() -> None:
    months = made(rows.VisitorStatistic)
    for month in months:
        assert month.starts_on.day == 1
        assert month.ends_on is not None
        assert (month.ends_on + timedelta(days=1)).day == 1
    reported = {(month.county_code, month.starts_on) for month in months}
    assert 17 * 60 - 40 < len(reported) < 17 * 60
    anew = Counter((month.county_code, month.starts_on) for month in months)
    assert 1 <= sum(times == 2 for times in anew.values()) < 40


def test_one_month_had_no_visitors() -> None:
    [closed] = [month for month in made(rows.VisitorStatistic) if not month.visitors]
    assert (closed.county_code, closed.starts_on) == (BARE, date(2020, 2, 1))
    assert not any((closed.overnight_visitors, closed.overnight_stays, closed.revenue))


def test_some_policies_are_older_than_the_programme_and_some_outlive_it() -> None:
    policies, span = approved(rows.PreferentialPolicy), plan.days()
    assert any(policy.valid_from < span.start for policy in policies)
    assert any(policy.valid_until and policy.valid_until > span.end for policy in policies)
    assert any(policy.valid_until is None and policy.ends_on is None for policy in policies)


def test_some_campaigns_cross_a_years_end_and_run_over_several_channels() -> None:
    campaigns = approved(rows.PromotionCampaign)
    assert any(c.ends_on and c.ends_on.year > c.starts_on.year for c in campaigns)
    channels = Counter((c.county_code, c.title) for c in made(rows.PromotionCampaign))
    assert set(channels.values()) == {1, 2, 3}
    smart = {channel.id: channel.kind for channel in made(rows.SmartPromotionChannel)}
    over = [c for c in made(rows.PromotionCampaign) if c.smart_channel_id is not None]
    assert len(over) > 50
    assert all(smart[c.smart_channel_id] is c.channel for c in over if c.smart_channel_id)


def test_every_choice_occurs() -> None:
    for model in MODELS:
        for name, codec in INFOS[model].codecs.items():
            if issubclass(codec.python, Choice):
                new_media = model is rows.SmartPromotionChannel and name == "kind"
                wanted = set(rows.DIGITAL) if new_media else set(codec.python)
                assert name == "status" or {getattr(record, name) for record in made(model)} == wanted, (model, name)
