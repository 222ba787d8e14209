"""What a sound record is, type by type."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from hub.models import ProblemCode, Record
from hub.query.codecs import optional
from hub.records.problems import Refused
from hub.records.validation import validated
from modules.tourism import models as rows
from tests.modules import plan
from tests.modules.tourism.samples import PERIOD, SHARED, SOUND

INVALID, REQUIRED = ProblemCode.INVALID, ProblemCode.REQUIRED
ANY = list(SOUND)


def problems(model: type[Record], changes: Mapping[str, Any]) -> list[tuple[str, ProblemCode]]:
    try:
        validated(model, SHARED | PERIOD | SOUND[model] | dict(changes), plan.days())
    except Refused as refused:
        return [(problem.field, problem.code) for problem in refused.problems]
    return []


@pytest.mark.parametrize("model", ANY)
def test_a_sound_record_has_no_problem(model: type[Record]) -> None:
    assert problems(model, {}) == []


@pytest.mark.parametrize("model", ANY)
def test_null_is_refused_where_the_column_is_never_null(model: type[Record]) -> None:
    for name in SOUND[model]:
        if not optional(model.model_fields[name].annotation):
            assert problems(model, {name: None}) == [(name, REQUIRED)], name


@pytest.mark.parametrize("model", ANY)
def test_a_day_at_the_end_of_the_calendar_is_a_problem_and_no_fault(model: type[Record]) -> None:
    found = problems(model, {"starts_on": date.max, "ends_on": date.max})
    assert ("starts_on", ProblemCode.OUT_OF_PROGRAMME) in found
    assert ("ends_on", ProblemCode.OUT_OF_PROGRAMME) in found


RULES: list[tuple[type[Record], dict[str, Any], str, ProblemCode]] = [
    (rows.Destination, {"longitude": None}, "longitude", REQUIRED),
    (rows.Destination, {"latitude": None}, "latitude", REQUIRED),
    (rows.Destination, {"longitude": 24.8, "latitude": 24.9}, "longitude", INVALID),
    (rows.Destination, {"grade": "SIX_A"}, "grade", INVALID),
    (rows.TourRoute, {"days": 0}, "days", INVALID),
    (rows.RouteStop, {"position": 0}, "position", INVALID),
    (rows.TourismPlan, {"destination_id": None}, "destination_id", INVALID),
    (rows.TourismPlan, {"kind": "OVERALL"}, "destination_id", INVALID),
    (rows.TourismPlan, {"adopted_on": None}, "adopted_on", REQUIRED),
    (rows.TourismPlan, {"state": "REVIEWED"}, "adopted_on", INVALID),
    (rows.TourismPlan, {"adopted_on": "2018-08-31"}, "adopted_on", INVALID),
    (rows.TourismPlan, {"adopted_on": "2018-10-01"}, "adopted_on", INVALID),
    (rows.DemonstrationZone, {"recognised_on": None}, "recognised_on", REQUIRED),
    (rows.DemonstrationZone, {"state": "APPLIED"}, "recognised_on", INVALID),
    (rows.DemonstrationZone, {"recognised_on": "2018-08-31"}, "recognised_on", INVALID),
    (rows.PreferentialPolicy, {"valid_until": "2015-06-30"}, "valid_until", INVALID),
    (rows.PreferentialPolicy, {"valid_from": "2018-09-02"}, "starts_on", INVALID),
    (rows.PreferentialPolicy, {"ends_on": None}, "ends_on", REQUIRED),
    (rows.PreferentialPolicy, {"valid_until": "2018-09-29"}, "ends_on", INVALID),
    (rows.TourismOperator, {"poor_employees": 13}, "poor_employees", INVALID),
    (rows.TourismOperator, {"phone": "20012345678"}, "phone", INVALID),
    (rows.TourismInvestment, {"poor_jobs": 121}, "poor_jobs", INVALID),
    (rows.TourismInvestment, {"state": "STOPPED", "ends_on": None}, "ends_on", REQUIRED),
    (rows.TourismInvestment, {"poor_income": "-0.01"}, "poor_income", INVALID),
    (rows.SmartPromotionChannel, {"kind": "PRESS"}, "kind", INVALID),
    (rows.PromotionCampaign, {"channel": "TELEVISION"}, "smart_channel_id", INVALID),
    (rows.PromotionEvent, {"reach": 299}, "reach", INVALID),
    (rows.VisitorStatistic, {"starts_on": "2018-09-02"}, "starts_on", INVALID),
    (rows.VisitorStatistic, {"ends_on": "2018-09-29"}, "ends_on", INVALID),
    (rows.VisitorStatistic, {"ends_on": "2018-10-31"}, "ends_on", INVALID),
    (rows.VisitorStatistic, {"ends_on": None}, "ends_on", INVALID),
    (rows.VisitorStatistic, {"visitors": 29_999}, "overnight_visitors", INVALID),
    (rows.VisitorStatistic, {"overnight_stays": 29_999}, "overnight_stays", INVALID),
    (rows.VisitorStatistic, {"overnight_visitors": 0}, "overnight_stays", INVALID),
]


@pytest.mark.parametrize(("model", "changes", "field", "code"), RULES)
def test_a_rule_of_a_type_is_kept(model: type[Record], changes: dict[str, Any], field: str, code: ProblemCode) -> None:
    assert problems(model, changes) == [(field, code)]


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (rows.Destination, {"longitude": None, "latitude": None, "address": None}),
        (rows.TourRoute, {"price": None, "ends_on": None}),
        (rows.TourismPlan, {"kind": "RED", "destination_id": None}),
        (rows.TourismPlan, {"state": "DRAFTING", "adopted_on": None}),
        (rows.TourismPlan, {"ends_on": None, "adopted_on": "2019-05-01"}),
        (rows.PreferentialPolicy, {"valid_until": None, "ends_on": None}),
        (rows.PreferentialPolicy, {"valid_from": "2018-09-01", "valid_until": "2018-09-30"}),
        (rows.TourismOperator, {"contact": None, "phone": None, "destination_id": None, "poor_employees": 12}),
        (rows.TourismInvestment, {"state": "STOPPED"}),
        (rows.PromotionCampaign, {"channel": "OUTDOOR", "smart_channel_id": None}),
        (rows.VisitorStatistic, {"starts_on": "2016-02-01", "ends_on": "2016-02-29"}),
        (rows.VisitorStatistic, {"visitors": 0, "overnight_visitors": 0, "overnight_stays": 0, "revenue": "0"}),
    ],
)
def test_what_is_just_within_a_rule_is_sound(model: type[Record], changes: dict[str, Any]) -> None:
    assert problems(model, changes) == []


def test_every_rule_speaks_both_languages() -> None:
    for model, changes, _, _ in RULES:
        with pytest.raises(Refused) as refused:
            validated(model, SHARED | PERIOD | SOUND[model] | changes, plan.days())
        for problem in refused.value.problems:
            assert problem.text.en.isascii()
            assert any("\u4e00" <= letter <= "\u9fff" for letter in problem.text.zh)
