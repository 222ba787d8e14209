"""Each kind of user asks about tourism and gets its own answer, worked out again in Python."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from hub.models import Record, Status
from hub.naming import camel
from hub.query import ids
from hub.testing.client import HubClient
from modules.tourism import models as rows
from tests.modules import plan
from tests.modules.tourism.samples import BARE, BUREAU, COUNTY, FUTIAN, INFOS, WRITER, approved, made

SETTLED = (Status.APPROVED, Status.SUBMITTED, Status.WITHDRAWN)
PLURALS = {model: camel(info.plural) for model, info in INFOS.items()}


def lists() -> str:
    return " ".join(f"{plural}(first: 0) {{ totalCount }}" for plural in PLURALS.values())


def counted(*counties: str, statuses: tuple[Status, ...] = tuple(Status)) -> dict[str, dict[str, int]]:
    return {plural: {"totalCount": len(made(model, *counties, statuses=statuses))} for model, plural in PLURALS.items()}


async def test_the_bureau_sees_every_record_of_every_county_also_drafts(shared: HubClient) -> None:
    found = await shared.ask(f"{{ {lists()} counties {{ code }} }}", as_=BUREAU)
    assert {county["code"] for county in found.pop("counties")} == set(plan.context().counties)
    assert found == counted()


async def test_a_district_sees_the_settled_records_of_its_two_counties(shared: HubClient) -> None:
    assert await shared.ask(f"{{ {lists()} }}", as_="futian-district") == counted(*FUTIAN, statuses=SETTLED)


async def test_a_county_sees_its_own_records_also_drafts(shared: HubClient) -> None:
    assert await shared.ask(f"{{ {lists()} }}", as_=WRITER) == counted(COUNTY)


@pytest.mark.parametrize(("client", "code"), [(None, "UNAUTHENTICATED"), ("education-bureau", "FORBIDDEN")])
async def test_others_are_refused_every_list_and_lose_nothing_else(
    shared: HubClient, client: str | None, code: str
) -> None:
    found = await shared.answer(f"{{ {lists()} programme {{ code }} }}", as_=client)
    assert {error["extensions"]["code"] for error in found["errors"]} == {code}
    assert found["data"] == {"programme": {"code": "shenzhen-guangxi-2016-2020"}} | dict.fromkeys(PLURALS.values())


Figure = Callable[[tuple[str, ...]], Any]


def number(model: type[Record]) -> Figure:
    return lambda counties: len(approved(model, *counties))


def total(model: type[Record], column: str) -> Figure:
    def add(counties: tuple[str, ...]) -> Any:
        summed = sum(getattr(record, column) for record in approved(model, *counties))
        return f"{summed:.2f}" if isinstance(summed, Decimal) else summed

    return add


EXPECTED: dict[str, Figure] = {
    "destinationCount": number(rows.Destination),
    "tourRouteCount": number(rows.TourRoute),
    "tourismPlanCount": number(rows.TourismPlan),
    "demonstrationZoneCount": number(rows.DemonstrationZone),
    "preferentialPolicyCount": number(rows.PreferentialPolicy),
    "smartPromotionChannelCount": number(rows.SmartPromotionChannel),
    "promotionEventCount": number(rows.PromotionEvent),
    "eventAttendeeTotal": total(rows.PromotionEvent, "attendees"),
    "eventReachTotal": total(rows.PromotionEvent, "reach"),
    "campaignReachTotal": total(rows.PromotionCampaign, "reach"),
    "campaignAmountTotal": total(rows.PromotionCampaign, "amount"),
    "jointPromotionCount": number(rows.JointPromotion),
    "jointPromotionVisitorTotal": total(rows.JointPromotion, "visitors"),
    "tourismOperatorCount": number(rows.TourismOperator),
    "poorEmployeeTotal": total(rows.TourismOperator, "poor_employees"),
    "tourismInvestmentCount": number(rows.TourismInvestment),
    "investmentAgreedTotal": total(rows.TourismInvestment, "agreed_amount"),
    "investmentPaidTotal": total(rows.TourismInvestment, "paid_amount"),
    "investmentJobTotal": total(rows.TourismInvestment, "jobs"),
    "investmentPoorJobTotal": total(rows.TourismInvestment, "poor_jobs"),
    "investmentPoorIncomeTotal": total(rows.TourismInvestment, "poor_income"),
    "visitorTotal": total(rows.VisitorStatistic, "visitors"),
    "overnightVisitorTotal": total(rows.VisitorStatistic, "overnight_visitors"),
    "overnightStayTotal": total(rows.VisitorStatistic, "overnight_stays"),
    "revenueTotal": total(rows.VisitorStatistic, "revenue"),
}


@pytest.mark.parametrize(
    ("entity", "client", "counties", "statuses"),
    [
        (f'county(code: "{COUNTY}")', BUREAU, (COUNTY,), tuple(Status)),
        ('district(code: "440304")', "futian-district", FUTIAN, SETTLED),
    ],
)
async def test_a_namespace_holds_its_lists_counts_and_totals(
    shared: HubClient, entity: str, client: str, counties: tuple[str, ...], statuses: tuple[Status, ...]
) -> None:
    query = f"{{ entity: {entity} {{ tourism {{ {lists()} {' '.join(EXPECTED)} }} }} }}"
    found = (await shared.ask(query, as_=client))["entity"]["tourism"]
    figures = {name: found.pop(name) for name in EXPECTED}
    assert found == counted(*counties, statuses=statuses)
    assert figures == {name: expected(counties) for name, expected in EXPECTED.items()}


async def test_a_county_without_routes_has_empty_lists(shared: HubClient) -> None:
    query = f"""{{ county(code: "{BARE}") {{ tourism {{ tourRouteCount demonstrationZoneCount
      tourRoutes {{ totalCount nodes {{ id }} }} routeStops {{ totalCount }} }} }} }}"""
    assert (await shared.ask(query, as_=BUREAU))["county"]["tourism"] == {
        "tourRouteCount": 0,
        "demonstrationZoneCount": 0,
        "tourRoutes": {"totalCount": 0, "nodes": []},
        "routeStops": {"totalCount": 0},
    }


async def test_a_route_gives_its_stops_in_their_order(shared: HubClient) -> None:
    route = approved(rows.TourRoute, COUNTY)[0]
    query = """query($id: ID!) { tourRoute(id: $id) { name stopCount
      stops(orderBy: [{ field: POSITION, direction: DESC }], filter: { status: { eq: APPROVED } }) {
        nodes { position overnight destination { name kind } } } } }"""
    found = (await shared.ask(query, {"id": ids.encode("TourRoute", route.id)}, as_=WRITER))["tourRoute"]
    stops = [stop for stop in approved(rows.RouteStop, COUNTY) if stop.route_id == route.id]
    places = {place.id: place for place in made(rows.Destination)}
    assert (found["name"], found["stopCount"]) == (route.name, len(stops))
    assert found["stops"]["nodes"] == [
        {
            "position": stop.position,
            "overnight": stop.overnight,
            "destination": {
                "name": places[stop.destination_id].name,
                "kind": places[stop.destination_id].kind.name,
            },
        }
        for stop in sorted(stops, key=lambda stop: -stop.position)
    ]


async def test_a_destination_leads_to_what_is_done_for_it(shared: HubClient) -> None:
    query = """query($id: ID!) { destination(id: $id) { longitude latitude stops { totalCount }
      operators { totalCount } investments { totalCount } plans { totalCount } } }"""
    owned: dict[str, type[Any]] = {
        "stops": rows.RouteStop,
        "operators": rows.TourismOperator,
        "investments": rows.TourismInvestment,
        "plans": rows.TourismPlan,
    }
    for place in approved(rows.Destination, COUNTY)[:3]:
        found = (await shared.ask(query, {"id": ids.encode("Destination", place.id)}, as_=WRITER))["destination"]
        assert (found.pop("longitude"), found.pop("latitude")) == (place.longitude, place.latitude)
        assert found == {
            name: {"totalCount": sum(record.destination_id == place.id for record in made(model, COUNTY))}
            for name, model in owned.items()
        }


async def test_campaigns_add_up_by_channel_and_year(shared: HubClient) -> None:
    query = """{ promotionCampaignAggregate(filter: { status: { eq: APPROVED } }, groupBy: [CHANNEL, YEAR])
      { channel year count sum { reach amount } } }"""
    found = (await shared.ask(query, as_="lead-office"))["promotionCampaignAggregate"]
    expected: dict[tuple[str, int], list[rows.PromotionCampaign]] = {}
    for campaign in approved(rows.PromotionCampaign):
        expected.setdefault((campaign.channel.name, campaign.starts_on.year), []).append(campaign)
    assert {(g["channel"], g["year"]): (g["count"], g["sum"]) for g in found} == {
        key: (len(those), {"reach": sum(c.reach for c in those), "amount": f"{sum(c.amount for c in those):.2f}"})
        for key, those in expected.items()
    }


async def test_a_countys_months_are_found_by_their_days(shared: HubClient) -> None:
    query = """{ visitorStatistics(
      filter: { status: { eq: APPROVED }, startsOn: { gte: "2017-01-01", lt: "2018-01-01" } }) {
      nodes { startsOn endsOn visitors overnightVisitors overnightStays revenue } } }"""
    nodes = (await shared.ask(query, as_=WRITER))["visitorStatistics"]["nodes"]
    months = [month for month in approved(rows.VisitorStatistic, COUNTY) if month.starts_on.year == 2017]
    assert nodes == [
        {
            "startsOn": str(month.starts_on),
            "endsOn": str(month.ends_on),
            "visitors": month.visitors,
            "overnightVisitors": month.overnight_visitors,
            "overnightStays": month.overnight_stays,
            "revenue": f"{month.revenue:.2f}",
        }
        for month in sorted(months, key=lambda month: month.starts_on)
    ]


@pytest.mark.parametrize("client", [BUREAU, WRITER, "futian-district", "lead-office", "auditor"])
async def test_the_person_to_ask_is_masked(shared: HubClient, client: str) -> None:
    operator = next(o for o in approved(rows.TourismOperator, COUNTY) if o.phone and o.contact)
    assert operator.contact
    assert operator.phone
    query = "query($id: ID!) { tourismOperator(id: $id) { contact phone } }"
    found = await shared.ask(query, {"id": ids.encode("TourismOperator", operator.id)}, as_=client)
    assert found["tourismOperator"] == {
        "contact": f"{operator.contact[0]}*",
        "phone": f"{operator.phone[:3]}****{operator.phone[-4:]}",
    }


@pytest.mark.parametrize("name", ["contact", "phone"])
async def test_nobody_filters_or_orders_by_the_person_to_ask(shared: HubClient, name: str) -> None:
    for argument in (f'filter: {{ {name}: {{ eq: "x" }} }}', f"orderBy: [{{ field: {name.upper()} }}]"):
        found = await shared.answer(f"{{ tourismOperators({argument}) {{ totalCount }} }}", as_=BUREAU)
        assert "errors" in found
        assert not found.get("data")


async def test_statements_dont_grow_with_the_counties_and_routes(shared: HubClient) -> None:
    query = """{ counties { tourism { tourRoutes(first: %d) { nodes { name stops(first: 7) { nodes { position
      destination { name operators(first: 3) { nodes { name
        investments(first: 2) { nodes { project district { name } } } } } } } } } } } } }"""
    spent = []
    for client, size in ((WRITER, 4), (BUREAU, 5)):
        before = shared.statements
        await shared.ask(query % size, as_=client)
        spent.append(shared.statements - before)
    assert spent[0] == spent[1] <= 10


async def test_every_record_type_says_that_it_is_synthetic_and_is_found_by_its_id(shared: HubClient) -> None:
    for model, plural in PLURALS.items():
        found = await shared.ask(f"{{ all: {plural}(first: 1) {{ nodes {{ id synthetic }} }} }}", as_="auditor")
        [node] = found["all"]["nodes"]
        assert node["synthetic"] is True
        query = "query($id: ID!) { node(id: $id) { __typename id } }"
        assert (await shared.ask(query, {"id": node["id"]}, as_="auditor"))["node"] == {
            "__typename": model.__name__,
            "id": node["id"],
        }
