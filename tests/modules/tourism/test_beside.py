"""What a record of tourism keeps beside those that it refers to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from hub.models import ProblemCode, Record
from modules.tourism import models as rows
from tests.modules.fitting import beside
from tests.modules.tourism.samples import SOUND

Referred = Mapping[type[Record], Mapping[str, Any]]

SMART, ROUTE = rows.SmartPromotionChannel, rows.TourRoute

UNFIT: list[tuple[type[Record], dict[str, Any], Referred, list[str]]] = [
    (
        rows.PromotionCampaign,
        {"channel": "WECHAT"},
        {SMART: {"kind": rows.PromotionChannel.WEBSITE}},
        ["smart_channel_id"],
    ),
    (rows.RouteStop, {}, {ROUTE: {"ends_on": date(2020, 1, 1)}}, ["ends_on"]),
    (rows.RouteStop, {}, {ROUTE: {"starts_on": date(2018, 9, 2)}}, ["starts_on"]),
]
FIT: list[tuple[type[Record], dict[str, Any], Referred]] = [
    (rows.PromotionCampaign, {"channel": "WECHAT"}, {SMART: {"kind": rows.PromotionChannel.WECHAT}}),
    (rows.PromotionCampaign, {"smart_channel_id": None}, {}),
    (rows.RouteStop, {"ends_on": date(2020, 1, 1)}, {ROUTE: {"ends_on": date(2020, 1, 1)}}),
    (rows.RouteStop, {}, {ROUTE: {}}),
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
