"""The records of education: twelve tables under the rules of the measure, with their history."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from hub.records.security import secure

revision = "education_0001_records"
down_revision = None
branch_labels = ("education",)
depends_on = "0004_records"

STAGES = (
    "KINDERGARTEN",
    "PRIMARY",
    "NINE_YEAR",
    "JUNIOR",
    "COMPLETE_SECONDARY",
    "SENIOR",
    "VOCATIONAL",
    "SPECIAL",
)
SUBJECTS = (
    "CHINESE",
    "MATHEMATICS",
    "ENGLISH",
    "PHYSICS",
    "CHEMISTRY",
    "BIOLOGY",
    "POLITICS",
    "HISTORY",
    "GEOGRAPHY",
    "SCIENCE",
    "MUSIC",
    "ART",
    "SPORT",
    "TECHNOLOGY",
    "PRESCHOOL",
    "VOCATIONAL",
    "MANAGEMENT",
    "OTHER",
)
STATUSES = ("DRAFT", "SUBMITTED", "APPROVED", "REJECTED", "WITHDRAWN")
TABLES = (
    "school",
    "school_pairing",
    "school_construction",
    "digital_resource",
    "principal_placement",
    "teacher_dispatch",
    "teaching_visit",
    "supervision_visit",
    "school_assessment",
    "entrant_grant",
    "vocational_admission",
    "vocational_cooperation",
)
"""In the order in which they refer to each other."""


def upgrade() -> None:
    schools()
    staff()
    supervision()
    students()
    for table in TABLES:
        for statement in secure(f"education_{table}", "education"):
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(f"education_{table}")


def schools() -> None:
    create(
        "school",
        text("name", 100),
        choice("stage", "stage", *STAGES),
        text("address", 200, null=True),
        number("pupils", null=True),
        number("teachers", null=True),
        number("boarders", null=True),
        natural=["name"],
    )
    create(
        "school_pairing",
        key("school_id"),
        text("partner_school", 100),
        text("partner_district_code", 20, null=True),
        choice("kind", "pairingkind", "WHOLE_SCHOOL", "MANAGEMENT", "TEACHING", "ONLINE"),
        natural=["school_id", "partner_school", "starts_on"],
        references={"school_id": "school"},
        districts=["partner_district_code"],
    )
    create(
        "school_construction",
        text("name", 200),
        key("school_id", null=True),
        choice("stage", "stage", *STAGES),
        choice("kind", "constructionkind", "BUILD", "RENOVATE", "EQUIP"),
        choice("state", "constructionstate", "PLANNED", "UNDER_WAY", "COMPLETED", "STOPPED"),
        number("floor_area", null=True),
        money("planned_amount"),
        money("paid_amount"),
        natural=["name"],
        references={"school_id": "school"},
    )
    create(
        "digital_resource",
        text("title", 200),
        choice("kind", "resourcekind", "NETWORK", "CLASSROOM", "LIBRARY", "PLATFORM", "PLANNING"),
        number("schools_reached"),
        money("amount"),
        natural=["title"],
    )


def staff() -> None:
    create(
        "principal_placement",
        text("name", 50),
        text("identity_number", 18),
        text("phone", 11, null=True),
        choice("gender", "gender", "FEMALE", "MALE"),
        choice("position", "position", "PRINCIPAL", "KINDERGARTEN_HEAD", "BACKBONE_TEACHER"),
        choice("mode", "placementmode", "SECONDMENT", "SHADOWING"),
        key("home_school_id"),
        text("host_school", 100),
        text("host_district_code", 20, null=True),
        natural=["identity_number", "starts_on"],
        references={"home_school_id": "school"},
        districts=["host_district_code"],
    )
    create(
        "teacher_dispatch",
        text("teacher", 50),
        text("identity_number", 18),
        text("phone", 11, null=True),
        choice("subject", "subject", *SUBJECTS),
        choice("stage", "stage", *STAGES),
        key("school_id"),
        text("sending_school", 100),
        text("sending_district_code", 20, null=True),
        money("allowance"),
        natural=["identity_number", "starts_on"],
        references={"school_id": "school"},
        districts=["sending_district_code"],
    )
    create(
        "teaching_visit",
        text("topic", 200),
        text("leader", 50),
        number("teachers"),
        choice("subject", "subject", *SUBJECTS),
        number("sessions"),
        number("attendees"),
        key("school_id", null=True),
        text("sending_district_code", 20, null=True),
        natural=["topic", "starts_on"],
        references={"school_id": "school"},
        districts=["sending_district_code"],
    )


def supervision() -> None:
    create(
        "supervision_visit",
        text("group_code", 7),
        text("leader", 50),
        number("members"),
        natural=["group_code"],
    )
    create(
        "school_assessment",
        key("visit_id"),
        key("school_id"),
        choice("grade", "grade", "EXCELLENT", "GOOD", "QUALIFIED", "UNQUALIFIED"),
        number("score"),
        text("findings", 2000, null=True),
        natural=["school_id", "starts_on"],
        references={"visit_id": "supervision_visit", "school_id": "school"},
    )


def students() -> None:
    create(
        "entrant_grant",
        text("student", 50),
        text("identity_number", 18),
        text("university", 100),
        money("amount"),
        text("donor", 200),
        text("deviation_reason", 500, null=True),
        natural=["identity_number"],
    )
    create(
        "vocational_admission",
        text("student", 50),
        text("identity_number", 18),
        choice("kind", "admissionkind", "ADMISSION", "FUNDED_TRANSFER"),
        choice("from_stage", "stage", *STAGES),
        text("college", 100),
        text("major", 100),
        money("amount"),
        natural=["identity_number", "starts_on"],
    )
    create(
        "vocational_cooperation",
        key("school_id"),
        text("enterprise", 200),
        text("major", 100),
        number("students"),
        number("workplaces"),
        natural=["school_id", "enterprise", "major", "starts_on"],
        references={"school_id": "school"},
    )


def create(
    name: str,
    *own: sa.Column[Any],
    natural: list[str],
    references: dict[str, str] | None = None,
    districts: list[str] | None = None,
) -> None:
    """A table with what every record has, its own columns, and the keys and indexes over both."""
    table = f"education_{name}"
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


def money(name: str) -> sa.Column[Any]:
    """Whole fen."""
    return sa.Column(name, sa.BigInteger(), nullable=False)


def choice(name: str, check: str, *names: str) -> sa.Column[Any]:
    kind = sa.Enum(*names, name=check, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=False)


def area(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["hub_area.code"], name=op.f(f"fk_{table}_{column}"))


def reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """To a record of the same county."""
    remote = [f"education_{target}.county_code", f"education_{target}.id"]
    return sa.ForeignKeyConstraint(["county_code", column], remote, name=op.f(f"fk_{table}_county_code_{column}"))
