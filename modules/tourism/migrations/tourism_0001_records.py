"""The records of tourism: thirteen tables under the rules of the measure, with their history."""

import sqlalchemy as sa
from alembic import op

from hub.records.tables import area, choice, create_record, day, flag, money, number, record, text

revision = "tourism_0001_records"
down_revision = None
branch_labels = ("tourism",)
depends_on = "0004_records"

KINDS = ("RED", "ECOLOGICAL", "LEISURE", "HEALTH")
DIGITAL = ("WECHAT", "SHORT_VIDEO", "LIVE_STREAM", "WEBSITE", "ONLINE_TRAVEL")
CHANNELS = (*DIGITAL, "TELEVISION", "PRESS", "OUTDOOR")
TABLES = (
    "destination",
    "tour_route",
    "route_stop",
    "plan",
    "demonstration_zone",
    "preferential_policy",
    "operator",
    "investment",
    "smart_promotion_channel",
    "promotion_campaign",
    "promotion_event",
    "joint_promotion",
    "visitor_statistic",
)
"""In the order in which they refer to each other."""


def upgrade() -> None:
    places()
    planning()
    business()
    promotion()
    visitors()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(f"tourism_{table}")


def places() -> None:
    create_record(
        "tourism_destination",
        "tourism",
        text("name", 100),
        choice("kind", *KINDS),
        choice("grade", "AAAAA", "AAAA", "AAA", "AA", "A", "UNGRADED"),
        text("address", 200, null=True),
        sa.Column("longitude", sa.Float()),
        sa.Column("latitude", sa.Float()),
        natural=["name"],
    )
    create_record(
        "tourism_tour_route",
        "tourism",
        text("name", 100),
        choice("theme", *KINDS),
        number("days"),
        money("price", null=True),
        natural=["name"],
    )
    create_record(
        "tourism_route_stop",
        "tourism",
        record("route_id", "tourism_tour_route"),
        number("position"),
        record("destination_id", "tourism_destination"),
        number("stay_minutes"),
        flag("overnight"),
        text("note", 500, null=True),
        natural=["route_id", "position"],
    )


def planning() -> None:
    create_record(
        "tourism_plan",
        "tourism",
        text("title", 200),
        choice("kind", "OVERALL", "RED", "ECOLOGICAL", "SITE"),
        choice("state", "DRAFTING", "REVIEWED", "ADOPTED"),
        record("destination_id", "tourism_destination", null=True),
        text("planner", 200),
        area("district_code"),
        money("amount"),
        day("adopted_on", null=True),
        natural=["title"],
    )
    create_record(
        "tourism_demonstration_zone",
        "tourism",
        text("name", 100),
        choice("kind", "ECOLOGICAL_HEALTH", "POVERTY_RELIEF"),
        choice("state", "PREPARING", "APPLIED", "RECOGNISED"),
        number("poor_households"),
        money("amount"),
        day("recognised_on", null=True),
        natural=["name"],
    )
    create_record(
        "tourism_preferential_policy",
        "tourism",
        text("title", 200),
        text("document_number", 60),
        choice("issuer", "REGION", "CITY", "COUNTY", "SHENZHEN"),
        choice("kind", "LAND", "TAX", "CREDIT", "SUBSIDY", "TICKETS", "SERVICE"),
        text("benefit", 1000),
        day("valid_from"),
        day("valid_until", null=True),
        natural=["document_number"],
    )


def business() -> None:
    create_record(
        "tourism_operator",
        "tourism",
        text("name", 100),
        choice(
            "kind",
            *("ATTRACTION", "HOTEL", "HOMESTAY", "FARM_STAY", "TRAVEL_AGENCY", "TRANSPORT", "MANAGEMENT"),
        ),
        choice("origin", "SHENZHEN", "LOCAL", "OTHER"),
        record("destination_id", "tourism_destination", null=True),
        text("contact", 50, null=True),
        text("phone", 11, null=True),
        number("employees"),
        number("poor_employees"),
        natural=["name"],
    )
    create_record(
        "tourism_investment",
        "tourism",
        text("project", 200),
        text("investor", 200),
        choice("state", "SIGNED", "BUILDING", "OPERATING", "STOPPED"),
        record("operator_id", "tourism_operator", null=True),
        record("destination_id", "tourism_destination", null=True),
        area("district_code"),
        money("agreed_amount"),
        money("paid_amount"),
        number("jobs"),
        number("poor_jobs"),
        money("poor_income"),
        natural=["project"],
    )


def promotion() -> None:
    create_record(
        "tourism_smart_promotion_channel",
        "tourism",
        text("name", 100),
        choice("kind", *CHANNELS),
        record("operator_id", "tourism_operator", null=True),
        text("address", 200, null=True),
        number("followers"),
        number("monthly_reach"),
        natural=["name"],
    )
    create_record(
        "tourism_promotion_campaign",
        "tourism",
        text("title", 200),
        choice("channel", *CHANNELS),
        record("smart_channel_id", "tourism_smart_promotion_channel", null=True),
        area("district_code"),
        number("reach"),
        money("amount"),
        natural=["title", "channel"],
    )
    create_record(
        "tourism_promotion_event",
        "tourism",
        text("title", 200),
        choice("kind", "PRESENTATION", "EXHIBITION", "CULTURE", "SPORT", "EXCHANGE"),
        text("venue", 200),
        area("district_code"),
        number("attendees"),
        number("reach"),
        money("amount"),
        natural=["title", "starts_on"],
    )
    create_record(
        "tourism_joint_promotion",
        "tourism",
        text("title", 200),
        text("partner", 200),
        record("route_id", "tourism_tour_route", null=True),
        area("district_code"),
        number("visitors"),
        money("amount"),
        natural=["title", "starts_on"],
    )


def visitors() -> None:
    create_record(
        "tourism_visitor_statistic",
        "tourism",
        number("visitors"),
        number("overnight_visitors"),
        number("overnight_stays"),
        money("revenue"),
        natural=["starts_on"],
    )
