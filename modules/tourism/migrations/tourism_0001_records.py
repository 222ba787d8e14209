"""The records of tourism: thirteen tables under the rules of the measure, with their history."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from hub.records.security import secure

revision = "tourism_0001_records"
down_revision = None
branch_labels = ("tourism",)
depends_on = "0004_records"

STATUSES = ("DRAFT", "SUBMITTED", "APPROVED", "REJECTED", "WITHDRAWN")
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
    for table in TABLES:
        for statement in secure(f"tourism_{table}", "tourism"):
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(f"tourism_{table}")


def places() -> None:
    create(
        "destination",
        text("name", 100),
        choice("kind", "tourismkind", *KINDS),
        choice("grade", "destinationgrade", "AAAAA", "AAAA", "AAA", "AA", "A", "UNGRADED"),
        text("address", 200, null=True),
        sa.Column("longitude", sa.Float()),
        sa.Column("latitude", sa.Float()),
        natural=["name"],
    )
    create(
        "tour_route",
        text("name", 100),
        choice("theme", "tourismkind", *KINDS),
        number("days"),
        money("price", null=True),
        natural=["name"],
    )
    create(
        "route_stop",
        key("route_id"),
        number("position"),
        key("destination_id"),
        number("stay_minutes"),
        sa.Column("overnight", sa.Boolean(), nullable=False),
        text("note", 500, null=True),
        natural=["route_id", "position"],
        references={"route_id": "tour_route", "destination_id": "destination"},
    )


def planning() -> None:
    create(
        "plan",
        text("title", 200),
        choice("kind", "tourismplankind", "OVERALL", "RED", "ECOLOGICAL", "SITE"),
        choice("state", "tourismplanstate", "DRAFTING", "REVIEWED", "ADOPTED"),
        key("destination_id", null=True),
        text("planner", 200),
        text("district_code", 20, null=True),
        money("amount"),
        sa.Column("adopted_on", sa.Date()),
        natural=["title"],
        references={"destination_id": "destination"},
        districts=["district_code"],
    )
    create(
        "demonstration_zone",
        text("name", 100),
        choice("kind", "demonstrationzonekind", "ECOLOGICAL_HEALTH", "POVERTY_RELIEF"),
        choice("state", "demonstrationzonestate", "PREPARING", "APPLIED", "RECOGNISED"),
        number("poor_households"),
        money("amount"),
        sa.Column("recognised_on", sa.Date()),
        natural=["name"],
    )
    create(
        "preferential_policy",
        text("title", 200),
        text("document_number", 60),
        choice("issuer", "policyissuer", "REGION", "CITY", "COUNTY", "SHENZHEN"),
        choice("kind", "tourismpolicykind", "LAND", "TAX", "CREDIT", "SUBSIDY", "TICKETS", "SERVICE"),
        text("benefit", 1000),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date()),
        natural=["document_number"],
    )


def business() -> None:
    create(
        "operator",
        text("name", 100),
        choice(
            "kind",
            "tourismoperatorkind",
            *("ATTRACTION", "HOTEL", "HOMESTAY", "FARM_STAY", "TRAVEL_AGENCY", "TRANSPORT", "MANAGEMENT"),
        ),
        choice("origin", "operatororigin", "SHENZHEN", "LOCAL", "OTHER"),
        key("destination_id", null=True),
        text("contact", 50, null=True),
        text("phone", 11, null=True),
        number("employees"),
        number("poor_employees"),
        natural=["name"],
        references={"destination_id": "destination"},
    )
    create(
        "investment",
        text("project", 200),
        text("investor", 200),
        choice("state", "tourisminvestmentstate", "SIGNED", "BUILDING", "OPERATING", "STOPPED"),
        key("operator_id", null=True),
        key("destination_id", null=True),
        text("district_code", 20, null=True),
        money("agreed_amount"),
        money("paid_amount"),
        number("jobs"),
        number("poor_jobs"),
        money("poor_income"),
        natural=["project"],
        references={"operator_id": "operator", "destination_id": "destination"},
        districts=["district_code"],
    )


def promotion() -> None:
    create(
        "smart_promotion_channel",
        text("name", 100),
        choice("kind", "promotionchannel", *CHANNELS),
        key("operator_id", null=True),
        text("address", 200, null=True),
        number("followers"),
        number("monthly_reach"),
        natural=["name"],
        references={"operator_id": "operator"},
    )
    create(
        "promotion_campaign",
        text("title", 200),
        choice("channel", "promotionchannel", *CHANNELS),
        key("smart_channel_id", null=True),
        text("district_code", 20, null=True),
        number("reach"),
        money("amount"),
        natural=["title", "channel"],
        references={"smart_channel_id": "smart_promotion_channel"},
        districts=["district_code"],
    )
    create(
        "promotion_event",
        text("title", 200),
        choice("kind", "promotioneventkind", "PRESENTATION", "EXHIBITION", "CULTURE", "SPORT", "EXCHANGE"),
        text("venue", 200),
        text("district_code", 20, null=True),
        number("attendees"),
        number("reach"),
        money("amount"),
        natural=["title", "starts_on"],
        districts=["district_code"],
    )
    create(
        "joint_promotion",
        text("title", 200),
        text("partner", 200),
        key("route_id", null=True),
        text("district_code", 20, null=True),
        number("visitors"),
        money("amount"),
        natural=["title", "starts_on"],
        references={"route_id": "tour_route"},
        districts=["district_code"],
    )


def visitors() -> None:
    create(
        "visitor_statistic",
        number("visitors"),
        number("overnight_visitors"),
        number("overnight_stays"),
        money("revenue"),
        natural=["starts_on"],
    )


def create(
    name: str,
    *own: sa.Column[Any],
    natural: list[str],
    references: dict[str, str] | None = None,
    districts: list[str] | None = None,
) -> None:
    """A table with what every record has, its own columns, and the keys and indexes over both."""
    table = f"tourism_{name}"
    op.create_table(
        table,
        *shared(),
        *own,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("county_code", "id", name=op.f(f"uq_{table}_county_code_id")),
        sa.CheckConstraint("ends_on is null or ends_on >= starts_on", name=op.f(f"ck_{table}_period")),
        sa.CheckConstraint("revision >= 1", name=op.f(f"ck_{table}_revision")),
        *(area(table, column) for column in ("county_code", *(districts or ()))),
        *(reference(table, column, target) for column, target in (references or {}).items()),
    )
    op.create_index(f"ix_{table}_county_year", table, ["county_code", "year"])
    op.create_index(f"ix_{table}_county_start", table, ["county_code", "starts_on", "id"])
    op.create_index(f"ix_{table}_start", table, ["starts_on", "id"])
    live = sa.text("status <> 'WITHDRAWN'")
    op.create_index(f"uq_{table}_natural", table, ["county_code", *natural], unique=True, postgresql_where=live)
    for column in references or ():
        op.create_index(f"ix_{table}_{column}", table, [column])


def shared() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        text("county_code", 20),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date()),
        sa.Column("year", sa.Integer(), sa.Computed("extract(year from starts_on)::integer", persisted=True)),
        choice("status", "status", *STATUSES),
        text("status_reason", 1000, null=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("authors", sa.ARRAY(sa.String()), nullable=False),
        text("created_by", 200),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        text("updated_by", 200),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    ]


def text(name: str, length: int, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=null)


def number(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=null)


def key(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def money(name: str, *, null: bool = False) -> sa.Column[Any]:
    """Whole fen."""
    return sa.Column(name, sa.BigInteger(), nullable=null)


def choice(name: str, check: str, *names: str) -> sa.Column[Any]:
    kind = sa.Enum(*names, name=check, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=False)


def area(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["hub_area.code"], name=op.f(f"fk_{table}_{column}"))


def reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """To a record of the same county."""
    remote = [f"tourism_{target}.county_code", f"tourism_{target}.id"]
    return sa.ForeignKeyConstraint(["county_code", column], remote, name=op.f(f"fk_{table}_county_code_{column}"))
